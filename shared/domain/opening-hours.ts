import { addDays, type LocalDate, minutesOf } from './calendar.ts';
import type { Fault } from './errors.ts';
import { hoursOf, type OpeningHours, type PickupRules, runsPastMidnight } from './pickup.ts';

const dayMinutes = 24 * 60;

/**
 * Checks the opening hours of a week: each span must hold a slot, and must not begin before the
 * previous span ends. The same applies to the first span after a night that is open past midnight.
 * @param slotMinutes length of a slot
 * @returns faults with paths below the week: "/1/0/to" is the end of Monday's first span
 */
export function findFaultsInHours(week: PickupRules['openingHours'], slotMinutes: number): Fault[] {
  return Object.entries(week).flatMap(([weekday, spans = []]) =>
    spans.flatMap((span, index) => {
      const path = `/${weekday}/${index}`;
      const tomorrow = week[(Number(weekday) % 7) + 1]?.[0];
      return [
        ...findFaultInOrder(spans[index - 1], span, path),
        ...findFaultInLength(span, slotMinutes, path),
        ...findFaultInNight(span, tomorrow, path),
      ];
    }),
  );
}

/**
 * Checks the hours of a special day as those of a week, between the hours of the day before and the day after.
 * @returns faults with paths below the hours: "/0/to" is the end of the first span
 */
export function findFaultsInSpecialHours(
  rules: Pick<PickupRules, 'openingHours' | 'specialDays' | 'slotMinutes'>,
  date: LocalDate,
  hours: readonly OpeningHours[],
): Fault[] {
  const night = hoursOf(rules, addDays(date, -1)).at(-1);
  const tomorrow = hoursOf(rules, addDays(date, 1))[0];
  return hours.flatMap((span, index) => [
    ...(index === 0 ? findFaultAfterNight(night, span, `/${index}`) : []),
    ...findFaultInOrder(hours[index - 1], span, `/${index}`),
    ...findFaultInLength(span, rules.slotMinutes, `/${index}`),
    ...findFaultInNight(span, tomorrow, `/${index}`),
  ]);
}

/** Minutes since midnight of the day on which the span begins. */
function endOf(span: OpeningHours): number {
  return minutesOf(span.to) + (runsPastMidnight(span) ? dayMinutes : 0);
}

function findFaultInOrder(before: OpeningHours | undefined, { from }: OpeningHours, path: string) {
  if (!before || endOf(before) <= minutesOf(from)) return [];
  return [
    { path: `${path}/from`, message: `Begins before ${before.to}, when the previous span ends` },
  ];
}

function findFaultInLength(span: OpeningHours, slotMinutes: number, path: string) {
  const minutes = endOf(span) - minutesOf(span.from);
  if (minutes === 0) return [{ path: `${path}/to`, message: `Must be later than ${span.from}` }];
  if (minutes >= slotMinutes) return [];
  return [{ path: `${path}/to`, message: `Shorter than a slot of ${slotMinutes} minutes` }];
}

function findFaultInNight(span: OpeningHours, tomorrow: OpeningHours | undefined, path: string) {
  if (!tomorrow || endOf(span) - dayMinutes <= minutesOf(tomorrow.from)) return [];
  const message = `Ends after ${tomorrow.from} of the next day, when its hours begin`;
  return [{ path: `${path}/to`, message }];
}

function findFaultAfterNight(
  night: OpeningHours | undefined,
  { from }: OpeningHours,
  path: string,
) {
  if (!night || endOf(night) - dayMinutes <= minutesOf(from)) return [];
  return [
    {
      path: `${path}/from`,
      message: `Begins before ${night.to}, when the hours of the day before end`,
    },
  ];
}
