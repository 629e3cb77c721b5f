import { type DayBook, type DaySupplies, dayKey, weekdayKey } from '../domain/day-supply.ts';
import { type PoolSupplyRows, selectPoolSupplies, toPoolSupplies } from './pool-supplies.ts';
import { utcToday } from './utc-date.ts';

/** SQL for the plans of all weekdays. */
export const selectWeekdayPlans = `select product_id, weekday, units, reserve from product_weekdays`;

/** SQL for the plans of dates that differ from their weekday, from about today on. */
export const selectDatePlans = `
  select product_id, date::text as date, units, reserve from product_dates where date >= ${utcToday} - 3`;

/** SQL for the units that orders take by business day, from about today on. */
export const selectTakenByDay = `
  select product_id, date::text as date, units_taken from baking_days where date >= ${utcToday} - 3`;

/** SQL for what staff have recorded by business day, from about today on. */
export const selectBooks = `
  select product_id, date::text as date, sold, wasted, baked, reserve_released
  from day_books where date >= ${utcToday} - 3`;

interface PlanRow {
  readonly product_id: number;
  readonly units: number;
  readonly reserve: number;
}

export interface DaySupplyRows {
  readonly weekdayPlans: readonly unknown[];
  readonly datePlans: readonly unknown[];
  readonly taken: readonly unknown[];
  readonly books: readonly unknown[];
  readonly pools: PoolSupplyRows;
}

interface BookRow extends Omit<DayBook, 'isReserveReleased'> {
  readonly product_id: number;
  readonly date: string;
  readonly reserve_released: boolean;
}

/** The supplies from the rows of the queries. */
export function toDaySupplies({
  weekdayPlans,
  datePlans,
  taken,
  books,
  pools,
}: DaySupplyRows): DaySupplies {
  return {
    weekdayPlans: new Map(
      (weekdayPlans as (PlanRow & { weekday: number })[]).map(
        ({ product_id, weekday, ...plan }) => [weekdayKey(product_id, weekday), plan],
      ),
    ),
    datePlans: new Map(
      (datePlans as (PlanRow & { date: string })[]).map(({ product_id, date, ...plan }) => [
        dayKey(product_id, date),
        plan,
      ]),
    ),
    taken: new Map(
      (taken as { product_id: number; date: string; units_taken: number }[]).map((day) => [
        dayKey(day.product_id, day.date),
        day.units_taken,
      ]),
    ),
    books: new Map(
      (books as BookRow[]).map(({ product_id, date, reserve_released, sold, wasted, baked }) => [
        dayKey(product_id, date),
        { sold, wasted, baked, isReserveReleased: reserve_released },
      ]),
    ),
    pools: toPoolSupplies(pools),
  };
}

/**
 * SQL for the same rows as columns of JSON, for one statement.
 * @param productIds SQL for an array; null for all products. The plans of products that use a pool are always included.
 */
export function daySupplyColumns(productIds: string): string {
  const rowsOf = (select: string) => `
    (select coalesce(jsonb_agg(r), '[]')
     from (${select}) as r
     where ${productIds} is null or product_id = any(${productIds}) or product_id in (select product_id from product_pools))`;
  return `
    ${rowsOf(selectWeekdayPlans)} as "weekdayPlans",
    ${rowsOf(selectDatePlans)} as "datePlans",
    ${rowsOf(selectTakenByDay)} as taken,
    ${rowsOf(selectBooks)} as books,
    (select to_jsonb(s) from (${selectPoolSupplies()}) as s) as pools`;
}
