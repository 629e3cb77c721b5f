import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, type Queryable } from './database.ts';
import { isUnclaimed } from './earlier-claims.ts';
import { utcToday } from './utc-date.ts';

/**
 * SQL: statements of a `with` query that find the figures of the days from today on that differ from the sum of their
 * claims. While an order has no claims yet, the figures are right and the claims are not.
 */
const findDifferent = `
  claimed as (
    select c.source = 'pool' as is_pool, coalesce(c.pool_id, c.product_id) as id, c.date, sum(c.units) as units
    from orders o
    join claims c on c.order_id = o.id and c.source in ('plan', 'capacity', 'pool')
    where o.pickup_date >= ${utcToday} - 3 and c.date >= ${utcToday} - 1
    group by is_pool, 2, c.date
  ), counted as (
    select false as is_pool, product_id as id, date, units_taken from baking_days where date >= ${utcToday} - 1
    union all
    select true, pool_id, date, units_taken from pool_days where date >= ${utcToday} - 1
  ), different as (
    select is_pool, id, date, coalesce(units, 0) as units
    from claimed
    full join counted using (is_pool, id, date)
    where coalesce(units, 0) <> coalesce(units_taken, 0)
      and not exists (select from orders o where ${isUnclaimed})
  )`;

/**
 * Corrects the units taken of products and pools by day. The previous release counts them without claims when the
 * time zone changes, and then forgets daily products. The caller holds the allocation lock.
 * @returns the number of figures that were wrong
 */
export async function recountDays(db: Queryable): Promise<number> {
  const [row] = await db.query<{ count: number }>({
    name: 'recount-days',
    text: `
      with ${findDifferent.trim()}, products_counted as (
        insert into baking_days (product_id, date, units_taken)
        select id, date, units from different where not is_pool
        on conflict (product_id, date) do update set units_taken = excluded.units_taken
      ), pools_counted as (
        insert into pool_days (pool_id, date, units_taken)
        select id, date, units from different where is_pool
        on conflict (pool_id, date) do update set units_taken = excluded.units_taken
      )
      select count(*)::integer as count from different`,
  });
  return row?.count ?? 0;
}

/** Does the same, and holds up orders only when a figure is wrong. */
export async function recountWrongDays(db: Queryable): Promise<number> {
  const different = await db.query({
    name: 'find-wrong-days',
    text: `with ${findDifferent.trim()} select from different limit 1`,
  });
  return different.length === 0 ? 0 : inTransaction(recountDays, [lockAllocation]);
}
