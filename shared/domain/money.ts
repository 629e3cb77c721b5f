/** Minor units in one main unit, whatever the currency: the demo's rupee has a hundred paise. */
const minorPerMain = 100;

/** Whole minor units (50000 paise) as a number of the main unit (500 rupees). */
export function toMainUnit(minor: number): number {
  return minor / minorPerMain;
}

/**
 * A number of the main unit (19.99 rupees) as whole minor units (1999 paise); undefined when the
 * currency has no coin so small (1.005 rupees, 5.5 yen).
 */
export function findMinorUnits(main: number, currency: string): number | undefined {
  const minor = Math.round(main * minorPerMain);
  // The product may be off by a little (1998.9999999999998); the quotient is the very number that
  // "19.99" is read as, so comparing quotients is exact.
  if (toMainUnit(minor) !== main) return undefined;
  return minor % smallestAmount(currency) === 0 ? minor : undefined;
}

/** Digits after the point of an amount in this currency (ISO 4217): 2 for INR, 0 for JPY. */
export function fractionDigitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** In minor units: 1 of the rupee's, 100 of the yen's. */
function smallestAmount(currency: string): number {
  return minorPerMain / 10 ** fractionDigitsOf(currency);
}

/** What stands in the way of keeping a bakery's money in a currency (ISO 4217); null for nothing. */
export function findFaultInCurrency(code: string): string | null {
  if (!Intl.supportedValuesOf('currency').includes(code)) return 'Unknown currency';
  const digits = fractionDigitsOf(code);
  return 10 ** digits <= minorPerMain
    ? null
    : `Money is kept in hundredths, and ${code} has ${digits} decimals`;
}
