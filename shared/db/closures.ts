import type { Closure, ListClosuresResponse } from '../contract/settings.ts';
import type { LocalDate } from '../domain/calendar.ts';
import type { Queryable } from './database.ts';

/** The closures from a year before this moment on, each with its orders still to be handed over. */
export function findClosures(db: Queryable, now: Date): Promise<ListClosuresResponse> {
  return db.query(
    {
      name: 'find-closures',
      // An order with a pickup time is found by it; one without is found by an earlier time and
      // left out. See the index orders_due.
      text: `
        select c.date::text, c.message,
          (select count(*)::integer
           from orders o
           where coalesce(o.pickup_at, o.placed_at) >= c.date::timestamp at time zone s.time_zone
             and coalesce(o.pickup_at, o.placed_at) < (c.date + 1)::timestamp at time zone s.time_zone
             and o.pickup_at is not null
             and o.status not in ('Rejected', 'Cancelled')
             and o.collected_at is null) as orders
        from closures c, settings s
        where c.date >= ($1::timestamptz at time zone s.time_zone)::date - interval '1 year'
        order by c.date`,
    },
    [now],
  );
}

/** Closes a day, or changes the message of one that is closed. */
export async function writeClosure(db: Queryable, { date, message }: Closure): Promise<void> {
  await db.query(
    {
      name: 'write-closure',
      text: `
        insert into closures (date, message) values ($1, $2)
        on conflict (date) do update set message = excluded.message`,
    },
    [date, message],
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
