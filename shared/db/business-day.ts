/** SQL for the time by which orders are listed: of the pickup, or of the placement for an order without a pickup time. */
export const dueAt = 'coalesce(o.pickup_at, o.placed_at)';

/**
 * SQL condition: the order `o` belongs to a business day. An order that is not accepted, or that an earlier release
 * accepted, belongs to the calendar date on which it is due.
 * @param date SQL for the day; `from` and `to` SQL for its first instant and the instant after it
 */
export function isOnDay(date: string, from: string, to: string): string {
  return isInDays(date, date, from, to);
}

/** SQL condition: the order `o` belongs to one of the days from `first` to `last`. */
export function isInDays(first: string, last: string, from: string, to: string): string {
  return `(o.pickup_date between ${first} and ${last}
    or (o.pickup_date is null and ${dueAt} >= ${from} and ${dueAt} < ${to}))`;
}
