import { type LocalDate, weekdayOf } from '../domain/calendar.ts';
import type { PlannedKind } from '../domain/catalogue.ts';
import type { DayProduct, DaySupplies } from '../domain/day-supply.ts';
import type { Queryable } from './database.ts';
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
  transaction: Queryable,
  by: string,
  productId: number,
  plans: readonly WeekdayPlan[],
): Promise<readonly StalePlan[]> {
  return write(
    transaction,
    'write-week-plan',
    `wanted as (
      select id as product_id, null::date as date, p.weekday, coalesce(p.units, units_without_plan) as units, p.reserve,
        coalesce(w.units, units_without_plan) as units_before, coalesce(w.reserve, 0) as reserve_before,
        coalesce(w.units, units_without_plan) as units_shown, p.units is null as is_removed, p.weekday as number, e.*
      from product
      cross join unnest($3::integer[], $4::integer[]) with ordinality as p (units, reserve, weekday)
      join expected e on e.expected_number = p.weekday
      left join product_weekdays w on w.product_id = id and w.weekday = p.weekday
    ), ${refuseStale}, removed as (
      delete from product_weekdays
      where product_id = any($1::integer[]) and weekday in (select weekday from planned where is_removed)
    ), changed as (
      insert into product_weekdays (product_id, weekday, units, reserve)
      select product_id, weekday, units, reserve from planned where not is_removed
      on conflict (product_id, weekday) do update set units = excluded.units, reserve = excluded.reserve
    )`,
    [[productId], by, plans.map(({ units }) => units), plans.map(({ reserve }) => reserve)],
    plans,
  );
}

interface PlanNumbers {
  readonly units: number | null;
  readonly reserve: number;
}

export interface WeekdayPlan extends PlanNumbers {
  /** The numbers that the change is based on; without them, any. */
  readonly expected?: PlanNumbers | undefined;
}

/** The current numbers of a plan that is not as expected. */
export interface StalePlan extends PlanNumbers {
  /** In the list of plans, from 0. */
  readonly place: number;
}

/** SQL: the plans to write; none when one of them is not as expected. */
const refuseStale = `
  stale as (
    select number, units_shown, reserve_before
    from wanted
    where is_expected and (units_shown, reserve_before) is distinct from (expected_units, expected_reserve)
  ), planned as (
    select * from wanted where not exists (select from stale)
  )`;

/** The plan of a product on a date; without units, the date follows its weekday. */
export interface DatePlan extends WeekdayPlan {
  readonly productId: number;
  readonly date: LocalDate;
}

/** Replaces the plans of dates. @param plans at most one for a product and a date */
export function writeDatePlans(
  transaction: Queryable,
  by: string,
  plans: readonly DatePlan[],
): Promise<readonly StalePlan[]> {
  return write(
    transaction,
    'write-date-plans',
    `wanted as (
      select id as product_id, p.date, null::smallint as weekday, coalesce(p.units, w.units, units_without_plan) as units,
        case when p.units is null then coalesce(w.reserve, 0) else p.reserve end as reserve,
        coalesce(d.units, w.units, units_without_plan) as units_before,
        coalesce(d.reserve, w.reserve, 0) as reserve_before,
        coalesce(d.units, w.units, units_without_date) as units_shown, p.units is null as is_removed, number, e.*
      from unnest($1::integer[], $3::date[], $4::smallint[], $5::integer[], $6::integer[])
        with ordinality as p (product_id, date, weekday, units, reserve, number)
      join expected e on e.expected_number = number
      join product on id = p.product_id
      left join product_dates d on d.product_id = id and d.date = p.date
      left join product_weekdays w on w.product_id = id and w.weekday = p.weekday
    ), ${refuseStale}, removed as (
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
    plans,
  );
}

/**
 * Changes a plan, and records each difference. The caller holds the allocation lock, so that the plan before is true.
 * @param change SQL: statements of a `with` query. `planned` has the new plans and those before, `stale` those that are
 * not as expected; the relation `product` has the products, `expected` the expected numbers
 * @param values begins with the ids of the products and the signature of the staff member
 */
function write(
  transaction: Queryable,
  name: string,
  change: string,
  values: readonly unknown[],
  plans: readonly WeekdayPlan[],
): Promise<readonly StalePlan[]> {
  const expected = plans.map((plan) => plan.expected);
  const at = values.length;
  return transaction.query<StalePlan>(
    {
      name,
      text: `
            with product as (
              -- A made-to-order product without a plan follows its daily capacity.
              select id, case when is_daily then 0 end as units_without_plan,
                case when is_daily then 0 else daily_capacity end as units_without_date
              from products where id = any($1::integer[])
            ), expected as (
              select * from unnest($${at + 1}::boolean[], $${at + 2}::integer[], $${at + 3}::integer[])
                with ordinality as e (is_expected, expected_units, expected_reserve, expected_number)
            ), ${change}, difference as (
              select product_id, date, weekday, d.*
              from planned
              cross join lateral (values ('planned', units_before, units), ('reserve', reserve_before, reserve))
                as d (what, units_before, units_after)
            ), ${recordDifferences('$2')}
            select (number - 1)::integer as place, units_shown as units, reserve_before as reserve from stale order by number`,
    },
    [
      ...values,
      expected.map((numbers) => numbers !== undefined),
      expected.map((numbers) => numbers?.units ?? null),
      expected.map((numbers) => numbers?.reserve ?? null),
    ],
  );
}
