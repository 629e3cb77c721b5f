import { findFractionDigits } from './currencies.ts';

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

/**
 * Digits after the decimal point of an amount in this currency: 2 for INR, 0 for JPY. Amounts of a
 * currency that is no longer in use are shown with the two digits they are stored with.
 */
export function fractionDigitsOf(currency: string): number {
  return findFractionDigits(currency) ?? 2;
}

/** The smallest amount of a currency, in minor units: 1 for INR, 100 for JPY. */
export function smallestAmount(currency: string): number {
  return Math.max(1, minorPerMain / 10 ** fractionDigitsOf(currency));
}

/** What stands in the way of keeping a bakery's money in a currency (ISO 4217); null for nothing. */
export function findFaultInCurrency(code: string): string | null {
  const digits = findFractionDigits(code);
  if (digits === undefined) return 'Unknown currency';
  return 10 ** digits <= minorPerMain
    ? null
    : `Money is kept in hundredths, and ${code} has ${digits} decimals`;
}
