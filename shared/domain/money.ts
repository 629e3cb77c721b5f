/** Minor units in one main unit. The demo's rupee, like most currencies, has hundredths. */
const minorPerMain = 100;

/** Whole minor units (50000 paise) as a number of the main unit (500 rupees). */
export function toMainUnit(minor: number): number {
  return minor / minorPerMain;
}
