import { type LocalDate, weekdayOf } from '../domain/calendar.ts';
import type { PlannedKind } from '../domain/catalogue.ts';
import type { DayProduct, DaySupplies } from '../domain/day-supply.ts';
import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, type Queryable } from './database.ts';
import { recordDifferences } from './day-movements.ts';
import { daySupplyColumns, type DaySupplyRows, toDaySupplies } from './day-supplies.ts';

export interface PlannedProduct extends DayProduct {
  readonly kind: PlannedKind;
  readonly name: string;
  readonly category: string;
  readonly active: boolean;
}

interface Planned {
  readonly products: readonly PlannedProduct[];
  /** By name. */
  readonly namedPools: readonly {
    readonly poolId: number;
    readonly name: string;
    readonly unit: string;
  }[];
  readonly days: DaySupplies;
}

/** The daily and made-to-order products in the order of the catalogue, with their plans and orders of some days. */
export async function findPlannedProducts(
  db: Queryable,
  first: LocalDate,
  last: LocalDate,
): Promise<Planned> {
  const [row] = await db.query<DaySupplyRows & Pick<Planned, 'products' | 'namedPools'>>(
    {
      name: 'find-planned-products',
      text: `
        select
          (select coalesce(jsonb_agg(jsonb_build_object(
              'productId', id, 'kind', supply, 'dailyCapacity', daily_capacity, 'name', name, 'category', category,
              'active', active) order by position, id), '[]')
           from products where supply <> 'shelf') as products,
          (select coalesce(jsonb_agg(jsonb_build_object('poolId', id, 'name', name, 'unit', unit) order by name_key), '[]')
           from pools) as "namedPools",
          ${daySupplyColumns({ isInRange: 'date between $1::date and $2::date' })}`,
    },
    [first, last],
  );
  if (!row) throw new Error('find-planned-products returned no row');
  const { products, namedPools } = row;
  return { products, namedPools, days: toDaySupplies(row) };
}

/** Replaces the plans of all weekdays. @param plans from Monday to Sunday; without units, a weekday has no plan */
export function writeWeekPlan(
  by: string,
  productId: number,
  plans: readonly WeekdayPlan[],
): Promise<void> {
  return write(
    'write-week-plan',
    `planned as (
      select id as product_id, null::date as date, p.weekday, coalesce(p.units, units_without_plan) as units, p.reserve,
        coalesce(w.units, units_without_plan) as units_before, coalesce(w.reserve, 0) as reserve_before,
        p.units is null as is_removed
      from product
      cross join unnest($3::integer[], $4::integer[]) with ordinality as p (units, reserve, weekday)
      left join product_weekdays w on w.product_id = id and w.weekday = p.weekday
    ), removed as (
      delete from product_weekdays
      where product_id = any($1::integer[]) and weekday in (select weekday from planned where is_removed)
    ), changed as (
      insert into product_weekdays (product_id, weekday, units, reserve)
      select product_id, weekday, units, reserve from planned where not is_removed
      on conflict (product_id, weekday) do update set units = excluded.units, reserve = excluded.reserve
    )`,
    [[productId], by, plans.map(({ units }) => units), plans.map(({ reserve }) => reserve)],
  );
}

export interface WeekdayPlan {
  readonly units: number | null;
  readonly reserve: number;
}

/** The plan of a product on a date; without units, the date follows its weekday. */
export interface DatePlan {
  readonly productId: number;
  readonly date: LocalDate;
  readonly units: number | null;
  readonly reserve: number;
}

/** Replaces the plans of dates. @param plans at most one for a product and a date */
export function writeDatePlans(by: string, plans: readonly DatePlan[]): Promise<void> {
  return write(
    'write-date-plans',
    `planned as (
      select id as product_id, p.date, null::smallint as weekday, coalesce(p.units, w.units, units_without_plan) as units,
        case when p.units is null then coalesce(w.reserve, 0) else p.reserve end as reserve,
        coalesce(d.units, w.units, units_without_plan) as units_before,
        coalesce(d.reserve, w.reserve, 0) as reserve_before, p.units is null as is_removed
      from unnest($1::integer[], $3::date[], $4::smallint[], $5::integer[], $6::integer[])
        as p (product_id, date, weekday, units, reserve)
      join product on id = p.product_id
      left join product_dates d on d.product_id = id and d.date = p.date
      left join product_weekdays w on w.product_id = id and w.weekday = p.weekday
    ), removed as (
      delete from product_dates d using planned p
      where p.is_removed and d.product_id = p.product_id and d.date = p.date
    ), changed as (
      insert into product_dates (product_id, date, units, reserve)
      select product_id, date, units, reserve from planned where not is_removed
      on conflict (product_id, date) do update set units = excluded.units, reserve = excluded.reserve
    )`,
    [
      plans.map(({ productId }) => productId),
      by,
      plans.map(({ date }) => date),
      plans.map(({ date }) => weekdayOf(date)),
      plans.map(({ units }) => units),
      plans.map(({ reserve }) => reserve),
    ],
  );
}

/**
 * Changes a plan, and records each difference. The allocation lock is held, so that the plan before is true.
 * @param change SQL: statements of a `with` query. `planned` has the new plans and those before; the relation `product`
 * has the products
 * @param values begins with the ids of the products and the signature of the staff member
 */
async function write(name: string, change: string, values: readonly unknown[]): Promise<void> {
  await inTransaction(
    (transaction) =>
      transaction.query(
        {
          name,
          text: `
            with product as (
              -- A made-to-order product without a plan follows its daily capacity.
              select id, case when is_daily then 0 end as units_without_plan from products where id = any($1::integer[])
            ), ${change}, difference as (
              select product_id, date, weekday, d.*
              from planned
              cross join lateral (values ('planned', units_before, units), ('reserve', reserve_before, reserve))
                as d (what, units_before, units_after)
            ), ${recordDifferences('$2')}
            select`,
        },
        values,
      ),
    [lockAllocation],
  );
}
