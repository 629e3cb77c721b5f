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
  const usual = withoutDates(days);
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
      days: dates.map((date) => toPlannedDay(product, date, days, usual)),
    })),
    pools: namedPools.map(({ poolId, name, unit }) => ({
      pool_id: poolId,
      name,
      unit,
      days: dates.map((date) => ({
        date,
        ...poolOn(days, poolId, date),
        is_own: days.pools.dates.has(dayKey(poolId, date)),
        usual_capacity: poolOn(usual, poolId, date).capacity,
      })),
    })),
  };
}

/** The plan of a weekday without one. A made-to-order product follows its daily capacity. */
function noPlanOf({ kind }: PlannedProduct) {
  return { units: kind === 'daily' ? 0 : null, reserve: 0 };
}

/** What the dates have without plans and capacities of their own. */
function withoutDates(days: DaySupplies): DaySupplies {
  return { ...days, datePlans: new Map(), pools: { ...days.pools, dates: new Map() } };
}

function plannedOn(days: DaySupplies, product: PlannedProduct, date: LocalDate) {
  const { units, reserve } = planOn(days, product.productId, date);
  return { planned: product.kind === 'daily' ? units : capacityOn(days, product, date), reserve };
}

function toPlannedDay(
  product: PlannedProduct,
  date: LocalDate,
  days: DaySupplies,
  usual: DaySupplies,
): GetPlanResponse['products'][number]['days'][number] {
  const { planned, reserve } = plannedOn(days, product, date);
  const { planned: usual_planned, reserve: usual_reserve } = plannedOn(usual, product, date);
  const { sold, wasted, baked, isReserveReleased } = bookOn(days, product.productId, date);
  const leftOnline = plannedUnitsLeftOn(days, product, date, false);
  const key = dayKey(product.productId, date);
  return {
    date,
    planned,
    reserve,
    is_own: days.datePlans.has(key),
    usual_planned,
    usual_reserve,
    ordered: days.taken.get(key) ?? 0,
    sold,
    wasted,
    baked,
    is_reserve_released: isReserveReleased,
    left: plannedUnitsLeftOn(days, product, date, true),
    left_online: leftOnline === null ? null : Math.max(0, leftOnline),
  };
}
