import { type LocalDate, weekdayOf } from './calendar.ts';
import type { ProductKind } from './catalogue.ts';
import { isSoldOutOn, type Option } from './options.ts';

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

/** The parts of a plan and of the books that staff change; each change is recorded. */
export const dayChanges = ['planned', 'reserve', 'sold', 'wasted', 'baked', 'released'] as const;

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
  readonly pools: PoolSupplies;
  /** Units that orders take of options with a daily limit, by `dayKey` of the option. */
  readonly optionsTaken: ReadonlyMap<string, number>;
}

/** Resources that products share, with a capacity for each day. */
export interface PoolSupplies {
  /** Capacities by `weekdayKey` of the pool. */
  readonly weekdays: ReadonlyMap<string, number>;
  /** Capacities of dates that differ from their weekday, by `dayKey` of the pool. */
  readonly dates: ReadonlyMap<string, number>;
  /** Units that orders take, by `dayKey` of the pool. */
  readonly taken: ReadonlyMap<string, number>;
  /** The pools of made-to-order products, by product. */
  readonly uses: ReadonlyMap<number, readonly PoolUse[]>;
  /** The daily products whose plans take from a pool, by pool. */
  readonly plannedUses: ReadonlyMap<number, readonly PlannedUse[]>;
}

export interface PoolUse {
  readonly poolId: number;
  readonly productId: number;
  /** The units of the pool that one unit of the product takes. */
  readonly weight: number;
}

/** The part of an option that depends on the day. */
export type OptionSupply = Pick<Option, 'optionId' | 'dailyLimit' | 'soldOut' | 'pools'>;

export interface PlannedUse extends PoolUse {
  readonly isOnSale: boolean;
}

/** A product whose supply may depend on the day. */
export interface DayProduct {
  readonly productId: number;
  readonly kind: ProductKind;
  /** Units of a made-to-order product that can be baked for a day without a plan; null for no limit. */
  readonly dailyCapacity: number | null;
}

/** @param id of a product or a pool */
export function dayKey(id: number, date: LocalDate): string {
  return `${id} ${date}`;
}

/** The date of a `dayKey`. */
export function dateOfKey(key: string): LocalDate {
  return key.slice(key.indexOf(' ') + 1);
}

/** @param id of a product or a pool; `weekday` ISO weekday: 1 for Monday */
export function weekdayKey(id: number, weekday: number): string {
  return `${id} ${weekday}`;
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

/** A pool on a business day, in units of the pool. */
export interface PoolDay {
  readonly capacity: number;
  /** Taken by the plans of daily products, sold or not; of a product that is off sale, by its orders. */
  readonly planned: number;
  /** Taken by orders. */
  readonly ordered: number;
  /** Less than 0 when more is planned or ordered than the capacity. */
  readonly left: number;
}

export function poolOn(supplies: DaySupplies, poolId: number, date: LocalDate): PoolDay {
  const { weekdays, dates, taken, plannedUses } = supplies.pools;
  const key = dayKey(poolId, date);
  const capacity = dates.get(key) ?? weekdays.get(weekdayKey(poolId, weekdayOf(date))) ?? 0;
  const planned = (plannedUses.get(poolId) ?? []).reduce(
    (sum, use) => sum + use.weight * unitsToBake(supplies, use, date),
    0,
  );
  const ordered = taken.get(key) ?? 0;
  return { capacity, planned, ordered, left: capacity - planned - ordered };
}

/** A product that is off sale is baked for its orders only, and not beyond its plan. */
function unitsToBake(
  supplies: DaySupplies,
  { productId, isOnSale }: PlannedUse,
  date: LocalDate,
): number {
  const { units } = planOn(supplies, productId, date);
  return isOnSale ? units : Math.min(units, supplies.taken.get(dayKey(productId, date)) ?? 0);
}

/** The pools of which another unit of the product takes units: those that its plan does not hold already. */
function usesBeyondPlan({ uses, plannedUses }: PoolSupplies, product: DayProduct): PoolUse[] {
  const { productId, kind } = product;
  if (kind !== 'daily') return [...(uses.get(productId) ?? [])];
  return [...plannedUses.values()]
    .flat()
    .filter((use) => use.productId === productId && !use.isOnSale);
}

/** What an order takes of the supplies of a day, in units. Lines of a product count together. */
export interface DayDemand {
  readonly products: readonly { readonly product: DayProduct; readonly units: number }[];
  /** By pool. */
  readonly pools: ReadonlyMap<number, number>;
  readonly options: readonly { readonly option: OptionSupply; readonly units: number }[];
}

/** An option of a line. */
export interface OptionUse extends OptionSupply {
  /** In a piece. */
  readonly quantity: number;
  /** Working days in addition to those of the product. */
  readonly leadTimeDays: number;
}

/** A line with its options. */
export interface DayLine extends DayProduct {
  readonly quantity: number;
  readonly options: readonly OptionUse[];
}

export function toDayDemand(supplies: PoolSupplies, lines: readonly DayLine[]): DayDemand {
  const products = new Map<number, { product: DayProduct; units: number }>();
  const pools = new Map<number, number>();
  const options = new Map<number, { option: OptionSupply; units: number }>();
  const takeOfPool = (poolId: number, units: number) =>
    pools.set(poolId, (pools.get(poolId) ?? 0) + units);
  for (const line of lines) {
    const { units } = products.get(line.productId) ?? { units: 0 };
    products.set(line.productId, { product: line, units: units + line.quantity });
    for (const { poolId, weight } of usesBeyondPlan(supplies, line)) {
      takeOfPool(poolId, weight * line.quantity);
    }
    for (const option of line.options) {
      const pieces = option.quantity * line.quantity;
      const sum = options.get(option.optionId) ?? { option, units: 0 };
      options.set(option.optionId, { option, units: sum.units + pieces });
      for (const { poolId, weight } of option.pools) takeOfPool(poolId, weight * pieces);
    }
  }
  return { products: [...products.values()], pools, options: [...options.values()] };
}

/**
 * Whether a business day has the units of a whole order.
 * @param usesReserve whether the order may take units that are kept for walk-in customers
 */
export function isCoveredOn(
  supplies: DaySupplies,
  { products, pools, options }: DayDemand,
  date: LocalDate,
  usesReserve: boolean,
): boolean {
  const hasProducts = products.every(({ product, units }) => {
    const left = plannedUnitsLeftOn(supplies, product, date, usesReserve);
    return left === null || units <= left;
  });
  return (
    hasProducts &&
    [...pools].every(([poolId, units]) => units <= poolOn(supplies, poolId, date).left) &&
    options.every(({ option, units }) => {
      const left = optionUnitsLeftOn(supplies, option, date);
      return left === null || units <= left;
    })
  );
}

/** The units that another order can take of an option on a business day; null for no limit. */
export function optionUnitsLeftOn(
  { optionsTaken }: Pick<DaySupplies, 'optionsTaken'>,
  { optionId, dailyLimit, soldOut }: OptionSupply,
  date: LocalDate,
): number | null {
  if (isSoldOutOn(soldOut, date)) return 0;
  return dailyLimit === null ? null : dailyLimit - (optionsTaken.get(dayKey(optionId, date)) ?? 0);
}

/**
 * The units that another order can take of a product and its pools on a business day; null for no limit. Less than 0 when
 * the plan was lowered, staff have overridden it, or sold more.
 * @param usesReserve whether the order may take units that are kept for walk-in customers
 */
export function unitsLeftOn(
  supplies: DaySupplies,
  product: DayProduct,
  date: LocalDate,
  usesReserve: boolean,
): number | null {
  const planned = plannedUnitsLeftOn(supplies, product, date, usesReserve);
  const uses = usesBeyondPlan(supplies.pools, product);
  if (uses.length === 0) return planned;
  const limits = uses.map(({ poolId, weight }) =>
    Math.floor(poolOn(supplies, poolId, date).left / weight),
  );
  return Math.min(...limits, ...(planned === null ? [] : [planned]));
}

/**
 * The units that are left of the plan or the capacity of a product, whatever its pools have left; null for no limit.
 * Sales without an order take from the units for walk-in customers first.
 */
export function plannedUnitsLeftOn(
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

/**
 * The daily products with units left on a date. A product that is off sale counts only when the day has orders or
 * records of it, because it is usually not baked.
 */
export function findRest(
  supplies: DaySupplies,
  products: readonly (DayProduct & { readonly active: boolean })[],
  date: LocalDate,
): { readonly productId: number; readonly units: number }[] {
  return products.flatMap((product) => {
    const { productId, kind, active } = product;
    const key = dayKey(productId, date);
    const isBaked = active || (supplies.taken.get(key) ?? 0) > 0 || supplies.books.has(key);
    const units =
      kind === 'daily' && isBaked ? plannedUnitsLeftOn(supplies, product, date, true) : 0;
    return units !== null && units > 0 ? [{ productId, units }] : [];
  });
}
