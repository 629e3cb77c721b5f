import { addDays, dateAt, instantAt, type LocalDate } from './calendar.ts';
import { boundsOf, hoursOf, type PickupRules } from './pickup.ts';

export type OpeningRules = Pick<PickupRules, 'timeZone' | 'openingHours' | 'specialDays'>;

export type OpeningStatus =
  /** Until null: the bakery never closes. */
  | { readonly kind: 'open'; readonly until: Date | null }
  /** Null: the bakery has no opening hours. */
  | { readonly kind: 'closed'; readonly opensAt: Date | null };

/**
 * Whether the bakery is open, and until when or from when. Hours that touch, also at midnight, are
 * one span. A special day replaces the hours that begin on its date, also after midnight.
 */
export function openingStatusAt(rules: OpeningRules, now: Date): OpeningStatus {
  const today = dateAt(now, rules.timeZone);
  const lastDate = lastDateToSearch(rules, today);
  let until: Date | null = null;
  for (let date = addDays(today, -1); date <= lastDate; date = addDays(date, 1)) {
    for (const { opensAt, closesAt } of spansOn(rules, date)) {
      const since = until ?? now;
      if (opensAt > since) return until ? { kind: 'open', until } : { kind: 'closed', opensAt };
      if (closesAt > since) until = closesAt;
    }
  }
  if (!until) return { kind: 'closed', opensAt: null };
  // A special day may be the last day with hours.
  const neverCloses = until >= instantAt(lastDate, '00:00', rules.timeZone);
  return { kind: 'open', until: neverCloses ? null : until };
}

/** The end of an instant's business day: midnight, or the end of its hours after midnight. */
export function endOfBusinessDay(rules: OpeningRules, now: Date): Date {
  const today = dateAt(now, rules.timeZone);
  const yesterday = addDays(today, -1);
  const isNight = spansOn(rules, yesterday).some(
    ({ opensAt, closesAt }) => opensAt <= now && now < closesAt,
  );
  const day = isNight ? yesterday : today;
  const midnight = instantAt(addDays(day, 1), '00:00', rules.timeZone);
  const ends = [midnight, ...spansOn(rules, day).map(({ closesAt }) => closesAt)];
  return new Date(Math.max(...ends.map((end) => end.getTime())));
}

/** A week after today and after the last special day, each weekday has had its hours once. */
function lastDateToSearch({ specialDays }: OpeningRules, today: LocalDate): LocalDate {
  const [last = today] = [today, ...specialDays.keys()].toSorted().slice(-1);
  return addDays(last, 8);
}

/** The spans that begin on a date; hours that a clock change skips are no span. */
function spansOn(rules: OpeningRules, date: LocalDate) {
  return hoursOf(rules, date)
    .map((hours) => boundsOf(rules, date, hours))
    .filter(({ opensAt, closesAt }) => opensAt < closesAt);
}
