import type { LocalDate } from '../domain/calendar.ts';
import type { PlannedKind } from '../domain/catalogue.ts';
import type { DayPlan, DayProduct, DaySupplies } from '../domain/day-supply.ts';
import type { Queryable } from './database.ts';
import { type DaySupplyRows, toDaySupplies } from './day-supplies.ts';
import { selectPoolSupplies } from './pool-supplies.ts';

export interface PlannedProduct extends DayProduct {
  readonly kind: PlannedKind;
  readonly name: string;
  readonly category: string;
  readonly active: boolean;
}

/** The daily and made-to-order products in the order of the catalogue, with their plans and orders of some days. */
export async function findPlannedProducts(
  db: Queryable,
  first: LocalDate,
  last: LocalDate,
): Promise<{ readonly products: readonly PlannedProduct[]; readonly days: DaySupplies }> {
  const [row] = await db.query<DaySupplyRows & { readonly products: readonly PlannedProduct[] }>(
    {
      name: 'find-planned-products',
      text: `
        with planned as (
          select id, position, name, category, supply, daily_capacity, active
          from products where supply <> 'shelf'
        )
        select
          (select coalesce(jsonb_agg(jsonb_build_object(
              'productId', id, 'kind', supply, 'dailyCapacity', daily_capacity, 'name', name, 'category', category,
              'active', active) order by position, id), '[]')
           from planned) as products,
          (select coalesce(jsonb_agg(w), '[]') from product_weekdays w) as "weekdayPlans",
          (select coalesce(jsonb_agg(d), '[]') from product_dates d
           where date between $1::date and $2::date) as "datePlans",
          (select coalesce(jsonb_agg(b), '[]') from baking_days b
           where date between $1::date and $2::date and product_id in (select id from planned)) as taken,
          (select coalesce(jsonb_agg(b), '[]') from day_books b
           where date between $1::date and $2::date) as books,
          (select to_jsonb(s) from (${selectPoolSupplies('date between $1::date and $2::date')}) s) as pools`,
    },
    [first, last],
  );
  if (!row) throw new Error('find-planned-products returned no row');
  return { products: row.products, days: toDaySupplies(row) };
}

/** Replaces the plans of all weekdays. @param plans from Monday to Sunday; without units, a weekday has no plan */
export async function writeWeekPlan(
  db: Queryable,
  productId: number,
  plans: readonly WeekdayPlan[],
): Promise<void> {
  await db.query(
    {
      name: 'write-week-plan',
      text: `
        with plan as (
          select weekday, units, reserve
          from unnest($2::integer[], $3::integer[]) with ordinality as p (units, reserve, weekday)
        ), removed as (
          delete from product_weekdays
          where product_id = $1 and weekday in (select weekday from plan where units is null)
        )
        insert into product_weekdays (product_id, weekday, units, reserve)
        select $1, weekday, units, reserve from plan where units is not null
        on conflict (product_id, weekday) do update set units = excluded.units, reserve = excluded.reserve`,
    },
    [productId, plans.map(({ units }) => units), plans.map(({ reserve }) => reserve)],
  );
}

export interface WeekdayPlan {
  readonly units: number | null;
  readonly reserve: number;
}

export async function writeDatePlan(
  db: Queryable,
  productId: number,
  date: LocalDate,
  { units, reserve }: DayPlan,
): Promise<void> {
  await db.query(
    {
      name: 'write-date-plan',
      text: `
        insert into product_dates (product_id, date, units, reserve) values ($1, $2, $3, $4)
        on conflict (product_id, date) do update set units = excluded.units, reserve = excluded.reserve`,
    },
    [productId, date, units, reserve],
  );
}

export async function deleteDatePlan(
  db: Queryable,
  productId: number,
  date: LocalDate,
): Promise<void> {
  await db.query(
    {
      name: 'delete-date-plan',
      text: `delete from product_dates where product_id = $1 and date = $2`,
    },
    [productId, date],
  );
}
