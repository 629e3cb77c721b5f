import { usualDays } from '../../shared/contract/days.ts';
import type { GetPlanQuery, GetPlanResponse } from '../../shared/contract/plan.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findPlannedProducts, type PlannedProduct } from '../../shared/db/plan.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { addDays, type LocalDate } from '../../shared/domain/calendar.ts';
import {
  bookOn,
  capacityOn,
  dayKey,
  type DaySupplies,
  plannedUnitsLeftOn,
  planOn,
  poolOn,
  weekdayKey,
} from '../../shared/domain/day-supply.ts';
import { businessDayOf } from '../../shared/domain/pickup.ts';

/** The daily and made-to-order products with their plans, the pools, and their units ordered, sold, wasted and left on some days. */
export async function getPlan(
  db: Queryable,
  { from, days: count = usualDays }: GetPlanQuery,
  now: Date,
): Promise<GetPlanResponse> {
  const today = businessDayOf(await getPickupRules(db), now);
  const first = from ?? today;
  const dates = Array.from({ length: count }, (_, n) => addDays(first, n));
  const { products, namedPools, days } = await findPlannedProducts(
    db,
    first,
    addDays(first, count - 1),
  );
  return {
    today,
    products: products.map((product) => ({
      product_id: product.productId,
      name: product.name,
      category: product.category,
      kind: product.kind,
      active: product.active,
      weekdays: [1, 2, 3, 4, 5, 6, 7].map(
        (weekday) =>
          days.weekdayPlans.get(weekdayKey(product.productId, weekday)) ?? noPlanOf(product),
      ),
      days: dates.map((date) => toPlannedDay(product, date, days)),
    })),
    pools: namedPools.map(({ poolId, name, unit }) => ({
      pool_id: poolId,
      name,
      unit,
      days: dates.map((date) => ({
        date,
        ...poolOn(days, poolId, date),
        is_own: days.pools.dates.has(dayKey(poolId, date)),
      })),
    })),
  };
}

/** The plan of a weekday without one. A made-to-order product follows its daily capacity. */
function noPlanOf({ kind }: PlannedProduct) {
  return { units: kind === 'daily' ? 0 : null, reserve: 0 };
}

function toPlannedDay(
  product: PlannedProduct,
  date: LocalDate,
  days: DaySupplies,
): GetPlanResponse['products'][number]['days'][number] {
  const { units, reserve } = planOn(days, product.productId, date);
  const { sold, wasted, baked, isReserveReleased } = bookOn(days, product.productId, date);
  const planned = product.kind === 'daily' ? units : capacityOn(days, product, date);
  const leftOnline = plannedUnitsLeftOn(days, product, date, false);
  const key = dayKey(product.productId, date);
  return {
    date,
    planned,
    reserve,
    is_own: days.datePlans.has(key),
    ordered: days.taken.get(key) ?? 0,
    sold,
    wasted,
    baked,
    is_reserve_released: isReserveReleased,
    left: plannedUnitsLeftOn(days, product, date, true),
    left_online: leftOnline === null ? null : Math.max(0, leftOnline),
  };
}
