import type { PlannedKind } from '../domain/catalogue.ts';
import { dayKey, type PlannedUse, type PoolSupplies, weekdayKey } from '../domain/day-supply.ts';

export interface PoolSupplyRows {
  readonly weekdays: readonly { pool_id: number; weekday: number; units: number }[];
  readonly dates: readonly { pool_id: number; date: string; units: number }[];
  readonly taken: readonly { pool_id: number; date: string; units_taken: number }[];
  readonly uses: readonly (PlannedUse & { readonly kind: PlannedKind })[];
}

/**
 * SQL for all pools in one row: their capacities, the units that orders take, and the products that use them.
 * @param isInRange SQL condition on a `date`
 */
export function selectPoolSupplies(isInRange: string): string {
  return `
    select
      (select coalesce(jsonb_agg(w), '[]') from pool_weekdays w) as weekdays,
      (select coalesce(jsonb_agg(d), '[]') from pool_dates d where ${isInRange}) as dates,
      (select coalesce(jsonb_agg(t), '[]') from pool_days t where ${isInRange}) as taken,
      (select coalesce(jsonb_agg(jsonb_build_object(
           'poolId', u.pool_id, 'productId', u.product_id, 'weight', u.weight, 'kind', p.supply, 'isOnSale', p.active)
         order by u.product_id, u.pool_id), '[]')
       from product_pools u
       join products p on p.id = u.product_id
       where p.supply <> 'shelf') as uses`;
}

export function toPoolSupplies({ weekdays, dates, taken, uses }: PoolSupplyRows): PoolSupplies {
  const usesOf = (wanted: PlannedKind) => uses.filter(({ kind }) => kind === wanted);
  return {
    weekdays: new Map(
      weekdays.map(({ pool_id, weekday, units }) => [weekdayKey(pool_id, weekday), units]),
    ),
    dates: new Map(dates.map(({ pool_id, date, units }) => [dayKey(pool_id, date), units])),
    taken: new Map(
      taken.map(({ pool_id, date, units_taken }) => [dayKey(pool_id, date), units_taken]),
    ),
    uses: Map.groupBy(usesOf('made_to_order'), ({ productId }) => productId),
    plannedUses: Map.groupBy(usesOf('daily'), ({ poolId }) => poolId),
  };
}
