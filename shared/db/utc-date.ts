/**
 * SQL for the date of an instant in UTC. PostgreSQL's time zones have no part in it: the bakery's dates
 * come from Node (shared/domain/calendar.ts), and lie at most a day away from this one.
 */
export function utcDateOf(instant: string): string {
  return `(date '1970-01-01' + floor(extract(epoch from ${instant}) / 86400)::integer)`;
}

/** The date in UTC by the clock of the database. */
export const utcToday = utcDateOf('now()');
