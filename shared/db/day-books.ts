import type { LocalDate } from '../domain/calendar.ts';
import type { ProductKind } from '../domain/catalogue.ts';
import type { DayBook, DaySupplies } from '../domain/day-supply.ts';
import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, type Queryable } from './database.ts';
import { recordDifferences } from './day-movements.ts';
import { findPlannedProducts, type PlannedProduct } from './plan.ts';

/** New totals; a missing one stays as it is. */
export type BookChange = { readonly [Total in keyof DayBook]?: DayBook[Total] | undefined };

/** The totals that a change is based on. */
export type ExpectedTotals = Pick<BookChange, 'sold' | 'wasted' | 'baked'>;

interface StaleTotal {
  readonly total: keyof ExpectedTotals;
  readonly current: number | null;
}

export type WrittenBook =
  | { readonly kind: 'written' | 'unknown-product' | 'not-daily' }
  /** Nothing is written, because these totals are not as expected. */
  | { readonly kind: 'stale'; readonly totals: readonly StaleTotal[] };

/** Changes what is recorded of a daily product on a date. @param by the signature of a staff member */
export function writeDayBook(
  { productId, date }: { readonly productId: number; readonly date: LocalDate },
  { sold, wasted, baked, isReserveReleased }: BookChange,
  by: string,
  expected: ExpectedTotals = {},
): Promise<WrittenBook> {
  return inTransaction(
    async (transaction) => {
      const [product] = await transaction.query<{ supply: ProductKind; stale: StaleTotal[] }>(
        {
          name: 'write-day-book',
          text: `
            with before as (
              select p.id as product_id, coalesce(b.sold, 0) as sold, coalesce(b.wasted, 0) as wasted, b.baked,
                coalesce(b.reserve_released, false) as reserve_released
              from products p
              left join day_books b on b.product_id = p.id and b.date = $2::date
              where p.id = $1 and p.is_daily
            ), stale as (
              select total, current
              from before
              cross join lateral (values ('sold', sold), ('wasted', wasted), ('baked', baked)) as t (total, current)
              where $9::jsonb ? total and ($9::jsonb ->> total)::integer is distinct from current
            ), after as (
              select product_id, coalesce($3::integer, sold) as sold, coalesce($4::integer, wasted) as wasted,
                case when $5::boolean then $6::integer else baked end as baked,
                coalesce($7::boolean, reserve_released) as reserve_released
              from before
              where not exists (select from stale)
            ), written as (
              insert into day_books (product_id, date, sold, wasted, baked, reserve_released)
              select product_id, $2::date, sold, wasted, baked, reserve_released from after
              on conflict (product_id, date) do update
              set sold = excluded.sold, wasted = excluded.wasted, baked = excluded.baked,
                reserve_released = excluded.reserve_released
            ), difference as (
              select product_id, $2::date as date, null::smallint as weekday, d.*
              from before b
              join after a using (product_id)
              cross join lateral (values
                ('sold', b.sold, a.sold),
                ('wasted', b.wasted, a.wasted),
                ('baked', b.baked, a.baked),
                ('released', b.reserve_released::integer, a.reserve_released::integer)
              ) as d (what, units_before, units_after)
            ), ${recordDifferences('$8')}
            select supply, (select coalesce(jsonb_agg(s), '[]') from stale s) as stale from products where id = $1`,
        },
        [
          productId,
          date,
          sold,
          wasted,
          baked !== undefined,
          baked ?? null,
          isReserveReleased ?? null,
          by,
          JSON.stringify(expected),
        ],
      );
      if (!product) return { kind: 'unknown-product' };
      if (product.supply !== 'daily') return { kind: 'not-daily' };
      const { stale: totals } = product;
      return totals.length > 0 ? { kind: 'stale', totals } : { kind: 'written' };
    },
    [lockAllocation],
  );
}

export interface Rest {
  readonly productId: number;
  readonly units: number;
}

/**
 * Records units of several products as waste of a date, in addition to what was recorded before.
 * @param decide what is left of the products; the allocation lock is held, so that no order takes these units
 * @returns what `decide` has returned
 */
export function writeRestAsWaste(
  date: LocalDate,
  by: string,
  decide: (products: readonly PlannedProduct[], days: DaySupplies) => readonly Rest[],
): Promise<readonly Rest[]> {
  return inTransaction(
    async (transaction) => {
      const { products, days } = await findPlannedProducts(transaction, date, date);
      const rest = decide(products, days);
      if (rest.length > 0) await addWaste(transaction, date, by, rest);
      return rest;
    },
    [lockAllocation],
  );
}

async function addWaste(db: Queryable, date: LocalDate, by: string, rest: readonly Rest[]) {
  await db.query(
    {
      name: 'add-waste',
      text: `
        with wasted as (
          insert into day_books as b (product_id, date, wasted)
          select product_id, $1::date, units from unnest($3::integer[], $4::integer[]) as r (product_id, units)
          on conflict (product_id, date) do update set wasted = b.wasted + excluded.wasted
          returning product_id, date, wasted
        ), difference as (
          select product_id, date, null::smallint as weekday, 'wasted' as what, wasted - units as units_before,
            wasted as units_after
          from wasted
          join unnest($3::integer[], $4::integer[]) as r (product_id, units) using (product_id)
        ), ${recordDifferences('$2')}
        select`,
    },
    [date, by, rest.map(({ productId }) => productId), rest.map(({ units }) => units)],
  );
}
