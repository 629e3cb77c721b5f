import type { ProductKind } from '../domain/catalogue.ts';
import type { LocalDate } from '../domain/calendar.ts';
import type { HoldingOrders } from '../domain/errors.ts';
import { lastDayOver } from '../domain/pickup.ts';
import { lockAllocation } from './allocation-lock.ts';
import { dueAt } from './business-day.ts';
import { inTransaction, type Queryable } from './database.ts';
import { recordDifferences } from './day-movements.ts';
import { getPickupRules } from './settings.ts';
import { isUncollected } from './uncollected-orders.ts';
import { utcToday } from './utc-date.ts';

/** The most orders that a refusal lists; further orders are only counted. */
const maxListed = 500;

export type SupplyChange<Changed> =
  | { readonly kind: 'changed'; readonly changed: Changed }
  /** Orders that hold units of the earlier supply and are not collected. */
  | { readonly kind: 'held'; readonly orders: HoldingOrders };

/**
 * Changes the supply of a product, and in the same transaction the rest of it. The allocation lock is held, so that no
 * order takes from the earlier supply afterwards. Stock, plans of coming days and, for a shelf product, pools end with the earlier supply.
 * @param by the signature of a staff member
 * @param changeRest its error is rethrown, and nothing is changed
 */
export function changeSupply<Changed>(
  productId: number,
  supply: ProductKind,
  by: string,
  now: Date,
  changeRest: (transaction: Queryable) => Promise<Changed>,
): Promise<SupplyChange<Changed>> {
  return inTransaction(
    async (transaction): Promise<SupplyChange<Changed>> => {
      const firstDay = lastDayOver(await getPickupRules(transaction), now);
      const orders = await findHoldingOrders(transaction, productId, firstDay);
      if (orders.count > 0) return { kind: 'held', orders };
      await writeSupply(transaction, productId, supply, by);
      return { kind: 'changed', changed: await changeRest(transaction) };
    },
    [lockAllocation],
  );
}

/**
 * Accepted orders that are not collected and hold units of the product. An end of the last minute may be undone, so its
 * order counts too. An order of an earlier release may have no claims yet.
 * @param firstDay orders of earlier business days do not count: staff may have forgotten to mark them as picked up
 */
async function findHoldingOrders(
  db: Queryable,
  productId: number,
  firstDay: LocalDate,
): Promise<HoldingOrders> {
  const [row] = await db.query<HoldingOrders>(
    {
      name: 'find-holding-orders',
      text: `
        with uncollected as (
          select o.id, o.pickup_date from orders o
          where ${isUncollected} and o.pickup_date >= $2
          union
          select o.id, o.pickup_date from orders o
          where ${isUncollected} and o.pickup_date is null and ${dueAt} > now() - interval '2 days'
          union
          select o.id, o.pickup_date
          from order_timeline t
          join orders o on o.id = t.order_id
          where t.at > now() - interval '1 minute' and (o.collected_at is not null or o.missed_at is not null)
            and (o.pickup_date is null or o.pickup_date >= $2)
        ), holding as (
          select id from uncollected u
          where exists (select from claims where order_id = u.id and product_id = $1)
            or pickup_date is null and exists (select from order_lines where order_id = u.id and product_id = $1)
        )
        select array(select id from holding order by id limit ${maxListed}) as order_ids,
          (select count(*)::integer from holding) as count`,
    },
    [productId, firstDay],
  );
  if (!row) throw new Error('find-holding-orders returned no row');
  return row;
}

/** The terms of a made-to-order product end with it, because the database refuses them for another kind. */
async function writeSupply(db: Queryable, productId: number, supply: ProductKind, by: string) {
  await db.query(
    {
      name: 'write-supply',
      text: `
        with stock_ended as (
          insert into stock_movements (product_id, units, reason, by)
          select id, -stock, 'supply', $3 from products where id = $1 and supply = 'shelf' and stock > 0
        ), pools_ended as (
          delete from product_pools where product_id = $1 and $2 = 'shelf'
        ), weekday as (
          delete from product_weekdays where product_id = $1 returning *
        ), date as (
          delete from product_dates where product_id = $1 and date >= ${utcToday} - 1 returning *
        ), planned as (
          select product_id, null::date as date, weekday, units, reserve from weekday
          union all
          select product_id, date, null, units, reserve from date
        ), difference as (
          select product_id, date, weekday, d.*, null::integer as units_after
          from planned
          cross join lateral (values ('planned', units), ('reserve', reserve)) as d (what, units_before)
        ), ${recordDifferences('$3')}
        update products
        set kind = case $2 when 'made_to_order' then $2 else 'shelf' end,
          is_daily = $2 = 'daily',
          stock = case $2 when 'made_to_order' then null else 0 end,
          lead_time_hours = 0, lead_time_days = 0, daily_capacity = null
        where id = $1`,
    },
    [productId, supply, by],
  );
}
