import type { Closure, ListClosuresResponse } from '../contract/settings.ts';
import { addDays, dateAt, type DayBounds, dayBounds, type LocalDate } from '../domain/calendar.ts';
import { requireConfirmation } from './affected-orders.ts';
import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, type Queryable } from './database.ts';
import { getPickupRules } from './settings.ts';

/** The closures from a year before this moment on, each with its orders still to be handed over. */
export async function findClosures(db: Queryable, now: Date): Promise<ListClosuresResponse> {
  const rows = await db.query<Closure & { time_zone: string }>(
    {
      name: 'find-closures',
      text: `
        select date::text, message, time_zone from closures, settings
        where date >= $1::date
        order by date`,
    },
    // The bakery's date is UTC's or a neighbour of it.
    [addDays(dateAt(now, 'UTC'), -366)],
  );
  const closures = rows.filter(
    ({ date, time_zone }) => date >= addDays(dateAt(now, time_zone), -365),
  );
  const counts = await countOpenOrders(
    db,
    closures.map(({ date, time_zone }) => dayBounds(date, time_zone)),
  );
  return closures.map(({ date, message }, index) => ({
    date,
    message,
    orders: counts[index] ?? 0,
  }));
}

/** How many orders are still to be handed over on each of these days. */
async function countOpenOrders(db: Queryable, days: readonly DayBounds[]): Promise<number[]> {
  if (days.length === 0) return [];
  const rows = await db.query<{ orders: number }>(
    {
      name: 'count-open-orders',
      // An order with a pickup time is found by it; one without is found by an earlier time and
      // left out. See the index orders_due.
      text: `
        select (
          select count(*)::integer
          from orders o
          where coalesce(o.pickup_at, o.placed_at) >= d.starts_at
            and coalesce(o.pickup_at, o.placed_at) < d.ends_at
            and o.pickup_at is not null
            and o.status not in ('Rejected', 'Cancelled')
            and o.collected_at is null) as orders
        from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality as d (starts_at, ends_at, no)
        order by no`,
    },
    [days.map(({ from }) => from), days.map(({ to }) => to)],
  );
  return rows.map(({ orders }) => orders);
}

/**
 * Closes a day, or changes the message of one that is closed.
 * @param confirmation of the affected orders
 * @throws DomainError `conflict` open orders are affected, and no confirmation says they were seen
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
