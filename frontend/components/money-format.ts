import { fractionDigitsOf } from '../../shared/domain/money.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** "₹500", "19,50 RSD": with the currency's digits by ISO 4217, whatever the browser's own are. */
export function moneyFormat(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? createMoneyFormat(locale, currency);
  formats.set(key, format);
  return format;
}

function createMoneyFormat(locale: string, currency: string): Intl.NumberFormat {
  const digits = fractionDigitsOf(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    trailingZeroDisplay: 'stripIfInteger',
  });
}
