import { findFractionDigits } from './currencies.ts';

/** Minor units per main unit, for every currency: the demo's rupee has a hundred paise. */
const minorPerMain = 100;

/** Converts whole minor units (50000 paise) to main units (500 rupees). */
export function toMainUnit(minor: number): number {
  return minor / minorPerMain;
}

/** The nearest whole number of minor units, for an amount that is only compared. */
export function nearestMinorUnits(main: number): number {
  return Math.round(main * minorPerMain);
}

/**
 * Converts main units (19.99 rupees) to whole minor units (1999 paise); undefined when the currency
 * has no such amount (1.005 rupees, 5.5 yen).
 */
export function findMinorUnits(main: number, currency: string): number | undefined {
  const minor = Math.round(main * minorPerMain);
  // The product may be slightly off (1998.9999999999998); the quotient is exactly the number that
  // "19.99" parses to, so comparing quotients is exact.
  if (toMainUnit(minor) !== main) return undefined;
  return minor % smallestAmount(currency) === 0 ? minor : undefined;
}

/**
 * The decimals of a currency: 2 for INR, 0 for JPY. Amounts in a currency that is no longer in use
 * have the two decimals with which they are stored.
 */
export function fractionDigitsOf(currency: string): number {
  return findFractionDigits(currency) ?? 2;
}

/** The smallest amount of a currency, in minor units: 1 for INR, 100 for JPY. */
export function smallestAmount(currency: string): number {
  return Math.max(1, minorPerMain / 10 ** fractionDigitsOf(currency));
}

/** The reason why the bakery cannot use a currency (ISO 4217); null when it can. */
export function findFaultInCurrency(code: string): string | null {
  const digits = findFractionDigits(code);
  if (digits === undefined) return 'Unknown currency';
  return 10 ** digits <= minorPerMain
    ? null
    : `Money is kept in hundredths, and ${code} has ${digits} decimals`;
}
