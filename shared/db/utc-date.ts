/**
 * SQL for the UTC date of an instant. It does not use PostgreSQL's time zones: the bakery's dates
 * come from Node (shared/domain/calendar.ts) and differ from this date by at most a day.
 */
export function utcDateOf(instant: string): string {
  return `(date '1970-01-01' + floor(extract(epoch from ${instant}) / 86400)::integer)`;
}

/** The current date in UTC by the clock of the database. */
export const utcToday = utcDateOf('now()');
