import type { Settings } from '../../shared/contract/settings.ts';

export type OpeningHours = NonNullable<Settings['opening_hours'][1]>[number];

/** Whether the hours end on the next day. */
export function runsPastMidnight({ from, to }: OpeningHours): boolean {
  return to < from;
}
