import { minutesOf } from './calendar.ts';
import type { Fault } from './errors.ts';
import type { OpeningHours, PickupRules } from './pickup.ts';

/**
 * What is wrong with the opening hours of a week: each span ends after it begins, has room for a
 * slot, and begins when the one before it on the same day has ended, or later.
 * @param slotMinutes length of a slot
 * @returns faults with paths below the week: "/1/0/to" is the end of Monday's first span
 */
export function findFaultsInHours(week: PickupRules['openingHours'], slotMinutes: number): Fault[] {
  return Object.entries(week).flatMap(([weekday, spans = []]) =>
    spans.flatMap((span, index) => {
      const path = `/${weekday}/${index}`;
      return [
        ...findFaultInOrder(spans[index - 1], span, path),
        ...findFaultInLength(span, slotMinutes, path),
      ];
    }),
  );
}

function findFaultInOrder(before: OpeningHours | undefined, { from }: OpeningHours, path: string) {
  if (!before || minutesOf(before.to) <= minutesOf(from)) return [];
  return [{ path: `${path}/from`, message: `Begins before ${before.to}, when the last one ends` }];
}

function findFaultInLength({ from, to }: OpeningHours, slotMinutes: number, path: string) {
  const minutes = minutesOf(to) - minutesOf(from);
  if (minutes <= 0) return [{ path: `${path}/to`, message: `Must be later than ${from}` }];
  if (minutes >= slotMinutes) return [];
  return [{ path: `${path}/to`, message: `No slot of ${slotMinutes} minutes fits in` }];
}
