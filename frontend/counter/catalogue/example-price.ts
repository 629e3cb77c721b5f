import { fractionDigitsOf } from '../../../shared/domain/money.ts';
import { bakery } from '../../components/bakery.ts';
import { locale } from '../../components/language.ts';

/** A price as a manager may type it: "4.50", or "450" in a currency without decimals. */
export function formatExamplePrice(): string {
  const digits = fractionDigitsOf(bakery.currency);
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits });
  return format.format(digits === 0 ? 450 : 4.5);
}
