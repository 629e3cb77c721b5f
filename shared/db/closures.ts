import type { Closure, ListClosuresResponse } from '../contract/settings.ts';
import { add } from '../domain/allocation.ts';
import { addDays, dateAt, dayBounds, type LocalDate } from '../domain/calendar.ts';
import { businessDayOf } from '../domain/pickup.ts';
import { requireConfirmation } from './affected-orders.ts';
import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, type Queryable } from './database.ts';
import { getPickupRules } from './settings.ts';

/** The closures of the last 365 days and the future, each with its number of open orders. */
export async function findClosures(db: Queryable, now: Date): Promise<ListClosuresResponse> {
  const rows = await db.query<Closure & { time_zone: string }>(
    {
      name: 'find-closures',
      text: `
        select date::text, message, time_zone from closures, settings
        where date >= $1::date
        order by date`,
    },
    // The bakery's date is the date in UTC, or the day before or after it.
    [addDays(dateAt(now, 'UTC'), -366)],
  );
  const closures = rows.filter(
    ({ date, time_zone }) => date >= addDays(dateAt(now, time_zone), -365),
  );
  const counts = await countOpenOrders(
    db,
    closures.map(({ date }) => date),
  );
  return closures.map(({ date, message }) => ({ date, message, orders: counts.get(date) ?? 0 }));
}

/** The number of open orders per business day. */
async function countOpenOrders(
  db: Queryable,
  dates: readonly LocalDate[],
): Promise<Map<LocalDate, number>> {
  const counts = new Map<LocalDate, number>();
  if (dates.length === 0) return counts;
  const rules = await getPickupRules(db);
  // Opening hours may end after midnight, so the next date is included.
  const days = dates.flatMap((date) => [date, addDays(date, 1)]);
  const bounds = [...new Set(days)].map((date) => dayBounds(date, rules.timeZone));
  const rows = await db.query<{ pickup_at: Date; orders: number }>(
    {
      name: 'count-open-orders',
      // The condition with `coalesce` matches the index orders_due; the next condition excludes
      // orders without a pickup time.
      text: `
        select o.pickup_at, count(*)::integer as orders
        from unnest($1::timestamptz[], $2::timestamptz[]) as d (starts_at, ends_at)
        join orders o on coalesce(o.pickup_at, o.placed_at) >= d.starts_at
          and coalesce(o.pickup_at, o.placed_at) < d.ends_at
        where o.pickup_at is not null
          and o.status not in ('Rejected', 'Cancelled')
          and o.collected_at is null
        group by o.pickup_at`,
    },
    [bounds.map(({ from }) => from), bounds.map(({ to }) => to)],
  );
  for (const { pickup_at, orders } of rows) add(counts, businessDayOf(rules, pickup_at), orders);
  return counts;
}

/**
 * Closes a day, or changes the message of a closed day.
 * @param confirmation of the affected orders
 * @throws DomainError `conflict` open orders are affected and the client has not confirmed them
 */
export function writeClosure(
  { date, message }: Closure,
  confirmation: string | undefined,
  now: Date,
): Promise<void> {
  return inTransaction(
    async (transaction) => {
      const before = await getPickupRules(transaction);
      await transaction.query(
        {
          name: 'write-closure',
          text: `
            insert into closures (date, message) values ($1, $2)
            on conflict (date) do update set message = excluded.message`,
        },
        [date, message],
      );
      const after = await getPickupRules(transaction);
      await requireConfirmation(transaction, { before, after, now, confirmation });
    },
    [lockAllocation],
  );
}

/** @returns whether the day was closed */
export async function deleteClosure(db: Queryable, date: LocalDate): Promise<boolean> {
  const deleted = await db.query(
    { name: 'delete-closure', text: `delete from closures where date = $1 returning 1` },
    [date],
  );
  return deleted.length > 0;
}
