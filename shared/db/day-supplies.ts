import { type DayBook, type DaySupplies, dayKey, weekdayKey } from '../domain/day-supply.ts';
import { type PoolSupplyRows, selectPoolSupplies, toPoolSupplies } from './pool-supplies.ts';
import { utcToday } from './utc-date.ts';

interface PlanRow {
  readonly product_id: number;
  readonly units: number;
  readonly reserve: number;
}

export interface DaySupplyRows {
  readonly weekdayPlans: readonly (PlanRow & { readonly weekday: number })[];
  readonly datePlans: readonly (PlanRow & { readonly date: string })[];
  readonly taken: readonly {
    readonly product_id: number;
    readonly date: string;
    readonly units_taken: number;
  }[];
  readonly books: readonly BookRow[];
  readonly pools: PoolSupplyRows;
  readonly optionsTaken: readonly {
    readonly option_id: number;
    readonly date: string;
    readonly units_taken: number;
  }[];
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
  optionsTaken,
}: DaySupplyRows): DaySupplies {
  return {
    weekdayPlans: new Map(
      weekdayPlans.map(({ product_id, weekday, ...plan }) => [
        weekdayKey(product_id, weekday),
        plan,
      ]),
    ),
    datePlans: new Map(
      datePlans.map(({ product_id, date, ...plan }) => [dayKey(product_id, date), plan]),
    ),
    taken: new Map(
      taken.map(({ product_id, date, units_taken }) => [dayKey(product_id, date), units_taken]),
    ),
    books: new Map(
      books.map(({ product_id, date, reserve_released, sold, wasted, baked }) => [
        dayKey(product_id, date),
        { sold, wasted, baked, isReserveReleased: reserve_released },
      ]),
    ),
    pools: toPoolSupplies(pools),
    optionsTaken: new Map(
      optionsTaken.map(({ option_id, date, units_taken }) => [
        dayKey(option_id, date),
        units_taken,
      ]),
    ),
  };
}

/**
 * SQL columns with the rows for `toDaySupplies`, as JSON. The plans of products that use a pool are always included.
 * @param productIds SQL for an array; null for all products
 * @param isInRange SQL condition on a `date`; from about today on when missing
 */
export function daySupplyColumns({
  productIds = 'null::integer[]',
  isInRange = `date >= ${utcToday} - 3`,
} = {}): string {
  const isWanted = `
    (${productIds} is null or product_id = any(${productIds}) or product_id in (select product_id from product_pools))`;
  const rowsOf = (select: string) =>
    `(select coalesce(jsonb_agg(r), '[]') from (${select} and ${isWanted}) as r)`;
  return `
    ${rowsOf('select product_id, weekday, units, reserve from product_weekdays where true')} as "weekdayPlans",
    ${rowsOf(`select product_id, date, units, reserve from product_dates where ${isInRange}`)} as "datePlans",
    ${rowsOf(`select product_id, date, units_taken from baking_days where ${isInRange}`)} as taken,
    ${rowsOf(`select product_id, date, sold, wasted, baked, reserve_released from day_books where ${isInRange}`)} as books,
    (select to_jsonb(s) from (${selectPoolSupplies(isInRange)}) as s) as pools,
    (select coalesce(jsonb_agg(o), '[]') from (
       select option_id, date, units_taken from option_days where ${isInRange}) as o) as "optionsTaken"`;
}
