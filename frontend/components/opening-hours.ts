import type { Settings } from '../../shared/contract/settings.ts';

export type OpeningHours = NonNullable<Settings['opening_hours'][1]>[number];

/** Whether these hours end on the day after the one on which they begin. */
export function runsPastMidnight({ from, to }: OpeningHours): boolean {
  return to < from;
}
