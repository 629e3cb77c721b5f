import { fractionDigitsOf } from '../../shared/domain/money.ts';

type MoneyFormat = Pick<Intl.NumberFormat, 'format'>;
type Notation = 'standard' | 'compact';

const formats = new Map<string, MoneyFormat>();

/**
 * Formats amounts as "₹500" or "19,50 RSD", with the decimals of ISO 4217, because browsers use
 * other decimals for some currencies.
 * @param notation `compact` for short amounts: "₹12K"
 */
export function moneyFormat(
  locale: string,
  currency: string,
  notation: Notation = 'standard',
): MoneyFormat {
  const key = `${locale} ${currency} ${notation}`;
  const format = formats.get(key) ?? createMoneyFormat(locale, currency, notation);
  formats.set(key, format);
  return format;
}

function createMoneyFormat(locale: string, currency: string, notation: Notation): MoneyFormat {
  const digits = fractionDigitsOf(currency);
  const options = {
    notation,
    ...(notation === 'standard' && {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
    trailingZeroDisplay: 'stripIfInteger',
  } as const;
  try {
    return new Intl.NumberFormat(locale, { ...options, style: 'currency', currency });
  } catch {
    // The browser does not know the currency.
    const amounts = new Intl.NumberFormat(locale, options);
    return { format: (amount: number) => `${amounts.format(amount)}\u00a0${currency}` };
  }
}
