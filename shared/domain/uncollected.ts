import { addDays, type LocalDate } from './calendar.ts';
import { lastDayOver, type PickupRules } from './pickup.ts';

/** Orders of earlier days are listed together. */
const listedDays = 14;

/** The business days whose uncollected orders need attention, both included. */
export interface DaysOver {
  readonly first: LocalDate;
  readonly last: LocalDate;
}

/** The last fourteen business days that are over. */
export function daysOver(rules: PickupRules, now: Date): DaysOver {
  const last = lastDayOver(rules, now);
  return { first: addDays(last, 1 - listedDays), last };
}
