import type { LocalDate } from '../domain/calendar.ts';
import type { ProductKind } from '../domain/catalogue.ts';
import type { DayPlan, DayProduct, DaySupplies } from '../domain/day-supply.ts';
import type { Queryable } from './database.ts';
import { type DaySupplyRows, toDaySupplies } from './day-supplies.ts';

export interface PlannedProduct extends DayProduct {
  readonly name: string;
  readonly category: string;
  readonly active: boolean;
}

/** The daily products in the order of the catalogue, with their plans and orders of some days. */
export async function findPlannedProducts(
  db: Queryable,
  first: LocalDate,
  last: LocalDate,
): Promise<{ readonly products: readonly PlannedProduct[]; readonly days: DaySupplies }> {
  const [row] = await db.query<DaySupplyRows & { readonly products: readonly PlannedProduct[] }>(
    {
      name: 'find-planned-products',
      text: `
        with daily as (
          select id, position, name, category, active from products where is_daily
        )
        select
          (select coalesce(jsonb_agg(jsonb_build_object(
              'productId', id, 'kind', 'daily', 'dailyCapacity', null, 'name', name, 'category', category,
              'active', active) order by position, id), '[]')
           from daily) as products,
          (select coalesce(jsonb_agg(w), '[]') from product_weekdays w) as "weekdayPlans",
          (select coalesce(jsonb_agg(d), '[]') from product_dates d
           where date between $1::date and $2::date) as "datePlans",
          (select coalesce(jsonb_agg(b), '[]') from baking_days b
           where date between $1::date and $2::date and product_id in (select id from daily)) as taken,
          (select coalesce(jsonb_agg(b), '[]') from day_books b
           where date between $1::date and $2::date) as books`,
    },
    [first, last],
  );
  if (!row) throw new Error('find-planned-products returned no row');
  return { products: row.products, days: toDaySupplies(row) };
}

export type PlanChange =
  | { readonly kind: 'changed' }
  | { readonly kind: 'unknown-product' }
  | { readonly kind: 'not-daily'; readonly supply: ProductKind };

/** Replaces the plans of all weekdays. @param plans from Monday to Sunday */
export function writeWeekPlan(
  db: Queryable,
  productId: number,
  plans: readonly DayPlan[],
): Promise<PlanChange> {
  return write(
    db,
    'write-week-plan',
    `insert into product_weekdays (product_id, weekday, units, reserve)
     select id, weekday, units, reserve
     from daily, unnest($2::integer[], $3::integer[]) with ordinality as p (units, reserve, weekday)
     on conflict (product_id, weekday) do update set units = excluded.units, reserve = excluded.reserve`,
    [productId, plans.map(({ units }) => units), plans.map(({ reserve }) => reserve)],
  );
}

export function writeDatePlan(
  db: Queryable,
  productId: number,
  date: LocalDate,
  { units, reserve }: DayPlan,
): Promise<PlanChange> {
  return write(
    db,
    'write-date-plan',
    `insert into product_dates (product_id, date, units, reserve)
     select id, $2::date, $3::integer, $4::integer from daily
     on conflict (product_id, date) do update set units = excluded.units, reserve = excluded.reserve`,
    [productId, date, units, reserve],
  );
}

export function deleteDatePlan(
  db: Queryable,
  productId: number,
  date: LocalDate,
): Promise<PlanChange> {
  return write(
    db,
    'delete-date-plan',
    `delete from product_dates where product_id in (select id from daily) and date = $2::date`,
    [productId, date],
  );
}

/** @param change SQL that changes the plan of the product in the relation `daily`, which is empty for another kind */
async function write(
  db: Queryable,
  name: string,
  change: string,
  values: readonly unknown[],
): Promise<PlanChange> {
  const [product] = await db.query<{ supply: ProductKind }>(
    {
      name,
      text: `
        with daily as (
          select id from products where id = $1 and is_daily
        ), changed as (
          ${change}
        )
        select supply from products where id = $1`,
    },
    values,
  );
  if (!product) return { kind: 'unknown-product' };
  return product.supply === 'daily' ? { kind: 'changed' } : { kind: 'not-daily', ...product };
}
