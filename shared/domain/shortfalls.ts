import { addDays, dateAt, type LocalDate } from './calendar.ts';
import {
  dateOfKey,
  dayKey,
  type DayProduct,
  type DaySupplies,
  plannedUnitsLeftOn,
  poolOn,
} from './day-supply.ts';
import { businessDayOf, type PickupRules, type PickupSlot, slotsOn } from './pickup.ts';
import { type TakenSpan, toSlotUsage } from './slot-usage.ts';

/** A supply of which more is taken than there is. */
export type Shortfall = {
  /** In units of the supply. */
  readonly shortBy: number;
  /** Whether it is short without any order: the plans of a pool exceed it. */
  readonly isOverplanned: boolean;
} & ShortSupply;

type ShortSupply =
  | { readonly of: 'product'; readonly productId: number; readonly date: LocalDate }
  | { readonly of: 'pool'; readonly poolId: number; readonly date: LocalDate }
  | { readonly of: 'slot'; readonly slot: PickupSlot };

/** What is planned and taken from now on. */
export interface SuppliesAhead {
  readonly products: readonly DayProduct[];
  readonly poolIds: readonly number[];
  readonly days: DaySupplies;
  readonly spans: readonly TakenSpan[];
}

/** Days without orders are compared this far: a plan alone may exceed a pool. */
const daysAhead = 14;

/** The supplies from today on that are short: products by day, then pools by day, then slots. */
export function findShortfalls(
  { products, poolIds, days, spans }: SuppliesAhead,
  rules: PickupRules,
  now: Date,
): Shortfall[] {
  const dates = datesFrom(businessDayOf(rules, now), days);
  return [
    ...dates.flatMap((date) => products.flatMap((product) => shortProduct(days, product, date))),
    ...dates.flatMap((date) => poolIds.flatMap((poolId) => shortPool(days, poolId, date))),
    ...shortSlots(spans, rules, now),
  ];
}

/** The next days, and all later days with orders. */
function datesFrom(today: LocalDate, { taken, pools }: DaySupplies): LocalDate[] {
  const next = Array.from({ length: daysAhead }, (_, n) => addDays(today, n));
  const ordered = [...taken.keys(), ...pools.taken.keys()].map(dateOfKey);
  return [...new Set([...next, ...ordered])].filter((date) => date >= today).toSorted();
}

/** Sales without an order can make no order short. */
function shortProduct(days: DaySupplies, product: DayProduct, date: LocalDate): Shortfall[] {
  const { productId } = product;
  const ordered = days.taken.get(dayKey(productId, date)) ?? 0;
  const left = ordered === 0 ? null : plannedUnitsLeftOn(days, product, date, true);
  if (left === null || left >= 0) return [];
  return [{ of: 'product', productId, date, shortBy: -left, isOverplanned: false }];
}

function shortPool(days: DaySupplies, poolId: number, date: LocalDate): Shortfall[] {
  const { capacity, planned, left } = poolOn(days, poolId, date);
  const isOverplanned = planned > capacity;
  return left < 0 ? [{ of: 'pool', poolId, date, shortBy: -left, isOverplanned }] : [];
}

function shortSlots(spans: readonly TakenSpan[], rules: PickupRules, now: Date): Shortfall[] {
  const usage = toSlotUsage(spans);
  const dates = new Set(spans.map(({ startsAt }) => dateAt(new Date(startsAt), rules.timeZone)));
  return [...dates]
    .toSorted()
    .flatMap((date) => slotsOn(rules, date))
    .filter(({ endsAt }) => endsAt > now)
    .flatMap((slot): Shortfall[] => {
      const shortBy = usage.unitsIn(slot) - rules.slotCapacity;
      return shortBy > 0 ? [{ of: 'slot', slot, shortBy, isOverplanned: false }] : [];
    });
}
