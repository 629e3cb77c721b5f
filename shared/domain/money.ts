/** Minor units in one main unit. The demo's rupee, like most currencies, has hundredths. */
const minorPerMain = 100;

/** Whole minor units (50000 paise) as a number of the main unit (500 rupees). */
export function toMainUnit(minor: number): number {
  return minor / minorPerMain;
}

/** What stands in the way of keeping a bakery's money in a currency (ISO 4217); null for nothing. */
export function findFaultInCurrency(code: string): string | null {
  if (!Intl.supportedValuesOf('currency').includes(code)) return 'Unknown currency';
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
  const { maximumFractionDigits: digits = 0 } = format.resolvedOptions();
  return 10 ** digits <= minorPerMain
    ? null
    : `Money is kept in hundredths, and ${code} has ${digits} decimals`;
}
