import { type LocalDate, weekdayOf } from './calendar.ts';
import type { ProductKind } from './catalogue.ts';

/** The units planned for a daily product on a day, or the capacity of a made-to-order product. */
export interface DayPlan {
  readonly units: number;
  /** Units that are kept for walk-in customers. */
  readonly reserve: number;
}

/** What staff have recorded of a daily product on a day, in units. */
export interface DayBook {
  /** Sold at the counter without an order. */
  readonly sold: number;
  readonly wasted: number;
  /** Null: not recorded. It changes nothing that is left. */
  readonly baked: number | null;
  /** Whether online orders may take the units that were kept for walk-in customers. */
  readonly isReserveReleased: boolean;
}

/** What is planned and taken by business day. */
export interface DaySupplies {
  /** By `weekdayKey`. A made-to-order product may have no plan for a weekday. */
  readonly weekdayPlans: ReadonlyMap<string, DayPlan>;
  /** Plans of dates that differ from their weekday, by `dayKey`. */
  readonly datePlans: ReadonlyMap<string, DayPlan>;
  /** Units that orders take of a daily or made-to-order product, by `dayKey`. */
  readonly taken: ReadonlyMap<string, number>;
  /** What staff have recorded of daily products, by `dayKey`. */
  readonly books: ReadonlyMap<string, DayBook>;
}

/** A product whose supply may depend on the day. */
export interface DayProduct {
  readonly productId: number;
  readonly kind: ProductKind;
  /** Units of a made-to-order product that can be baked for a day without a plan; null for no limit. */
  readonly dailyCapacity: number | null;
}

export function dayKey(productId: number, date: LocalDate): string {
  return `${productId} ${date}`;
}

/** @param weekday ISO weekday: 1 for Monday */
export function weekdayKey(productId: number, weekday: number): string {
  return `${productId} ${weekday}`;
}

type Plans = Pick<DaySupplies, 'weekdayPlans' | 'datePlans'>;

/** The plan of a date; a date without a plan of its own follows its weekday. */
export function planOn(plans: Plans, productId: number, date: LocalDate): DayPlan {
  return findPlanOn(plans, productId, date) ?? { units: 0, reserve: 0 };
}

/** The units of a made-to-order product that can be baked for a date; null for no limit. */
export function capacityOn(
  plans: Plans,
  { productId, dailyCapacity }: DayProduct,
  date: LocalDate,
): number | null {
  return findPlanOn(plans, productId, date)?.units ?? dailyCapacity;
}

function findPlanOn({ weekdayPlans, datePlans }: Plans, productId: number, date: LocalDate) {
  return (
    datePlans.get(dayKey(productId, date)) ??
    weekdayPlans.get(weekdayKey(productId, weekdayOf(date)))
  );
}

const emptyBook: DayBook = { sold: 0, wasted: 0, baked: null, isReserveReleased: false };

export function bookOn(
  { books }: Pick<DaySupplies, 'books'>,
  productId: number,
  date: LocalDate,
): DayBook {
  return books.get(dayKey(productId, date)) ?? emptyBook;
}

/**
 * The units that another order can take of a product on a business day; null for no limit. Less than 0 when the plan
 * was lowered, staff have overridden it, or sold more.
 * Sales without an order take from the units for walk-in customers first.
 * @param usesReserve whether the order may take units that are kept for walk-in customers
 */
export function unitsLeftOn(
  supplies: DaySupplies,
  product: DayProduct,
  date: LocalDate,
  usesReserve: boolean,
): number | null {
  const { productId, kind } = product;
  const taken = supplies.taken.get(dayKey(productId, date)) ?? 0;
  switch (kind) {
    case 'shelf':
      return null;
    case 'daily': {
      const { units, reserve } = planOn(supplies, productId, date);
      const { sold, wasted, isReserveReleased } = bookOn(supplies, productId, date);
      const kept = usesReserve || isReserveReleased ? 0 : Math.max(0, reserve - sold);
      return units - taken - sold - wasted - kept;
    }
    case 'made_to_order': {
      const capacity = capacityOn(supplies, product, date);
      return capacity === null ? null : capacity - taken;
    }
  }
}
