import type { Queryable } from './database.ts';

/**
 * Tells anew on which dates orders are baked, for whoever has changed the bakery's time zone and
 * holds the allocation lock. Days that are long over stay as they were counted: cancelling an order of
 * theirs leaves them alone.
 */
export async function recountBakingDays(db: Queryable): Promise<void> {
  await db.query({
    name: 'recount-baking-days',
    text: `
      with counted as (
        select l.product_id, (o.pickup_at at time zone s.time_zone)::date as date,
          sum(l.quantity) as units
        from settings s
        join orders o on coalesce(o.pickup_at, o.placed_at) >= now() - interval '40 days'
          and o.pickup_at is not null and o.status in ('Processing', 'Completed')
        join order_lines l on l.order_id = o.id
        join products p on p.id = l.product_id and p.kind = 'made_to_order'
        group by l.product_id, date
      ), forgotten as (
        delete from baking_days d
        where d.date >= current_date - 30
          and not exists (select from counted c where (c.product_id, c.date) = (d.product_id, d.date))
      )
      insert into baking_days (product_id, date, units_taken)
      select product_id, date, units from counted where date >= current_date - 30
      on conflict (product_id, date) do update set units_taken = excluded.units_taken`,
  });
}
