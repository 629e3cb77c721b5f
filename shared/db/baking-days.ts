import { bakingKey } from '../domain/allocation.ts';
import { dateAt, type LocalDate } from '../domain/calendar.ts';
import type { Queryable } from './database.ts';
import { utcToday } from './utc-date.ts';

/** Baking days before this date are not recounted when the time zone changes. */
export const firstCountedDay = `${utcToday} - 30`;

interface Baked {
  readonly product_id: number;
  readonly pickup_at: Date;
  readonly units: number;
}

/**
 * Recounts the dates for which orders are baked, after a change of the bakery's time zone. The
 * caller holds the allocation lock. Older days keep their counts, and cancelling an order of such a
 * day does not change them.
 */
export async function recountBakingDays(db: Queryable, timeZone: string): Promise<void> {
  const baked = await db.query<Baked>({
    name: 'find-baked',
    text: `
      select l.product_id, o.pickup_at, sum(l.quantity)::integer as units
      from orders o
      join order_lines l on l.order_id = o.id
      join products p on p.id = l.product_id and p.kind = 'made_to_order'
      where coalesce(o.pickup_at, o.placed_at) >= now() - interval '40 days'
        and o.pickup_at is not null and o.status in ('Processing', 'Completed')
      group by l.product_id, o.pickup_at`,
  });
  const days = sumByDay(baked, timeZone);
  await db.query(
    {
      name: 'recount-baking-days',
      text: `
        with counted as (
          select * from unnest($1::integer[], $2::date[], $3::integer[]) as c (product_id, date, units)
        ), forgotten as (
          delete from baking_days d
          where d.date >= ${firstCountedDay}
            and not exists (select from counted c where (c.product_id, c.date) = (d.product_id, d.date))
        )
        insert into baking_days (product_id, date, units_taken)
        select product_id, date, units from counted where date >= ${firstCountedDay}
        on conflict (product_id, date) do update set units_taken = excluded.units_taken`,
    },
    [
      days.map(({ productId }) => productId),
      days.map(({ date }) => date),
      days.map(({ units }) => units),
    ],
  );
}

function sumByDay(baked: readonly Baked[], timeZone: string) {
  const days = new Map<string, { productId: number; date: LocalDate; units: number }>();
  for (const { product_id: productId, pickup_at, units } of baked) {
    const date = dateAt(pickup_at, timeZone);
    const key = bakingKey(productId, date);
    days.set(key, { productId, date, units: units + (days.get(key)?.units ?? 0) });
  }
  return [...days.values()];
}
