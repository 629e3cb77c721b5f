import type { LocalDate, TimeOfDay } from './calendar.ts';
import type { ProductKind } from './catalogue.ts';
import type { CutOff, PickupDemand, PickupRules } from './pickup.ts';

/** What a product requires of the day and the time of an order. */
export interface OrderingRules {
  readonly kind: ProductKind;
  /** Hours between placement and the earliest pickup. */
  readonly leadTimeHours: number;
  /** Working days after the day of the placement, the pickup's day included. */
  readonly leadTimeDays: number;
  /** The product's own cut-off: a time, and working days before the pickup's day. Both are null without one. */
  readonly cutOff: TimeOfDay | null;
  readonly cutOffDays: number | null;
  /** Days from today to the last pickup; null for the horizon of the bakery, which it cannot extend. */
  readonly horizonDays: number | null;
  /** The first and the last business day for pickups; null for no bound. */
  readonly seasonFrom: LocalDate | null;
  readonly seasonTo: LocalDate | null;
}

/** The rules of a product that can be ordered at any time for any day. */
export const anyDay: Omit<OrderingRules, 'kind'> = {
  leadTimeHours: 0,
  leadTimeDays: 0,
  cutOff: null,
  cutOffDays: null,
  horizonDays: null,
  seasonFrom: null,
  seasonTo: null,
};

/**
 * What an order of these products requires of a slot: the longest lead times, the earliest cut-off, the shortest horizon
 * and every season.
 */
export function demandOf(
  products: readonly OrderingRules[],
  units: number,
  { cutOff }: Pick<PickupRules, 'cutOff'>,
): PickupDemand {
  const horizons = products.flatMap(({ horizonDays }) => horizonDays ?? []);
  const begins = products.flatMap(({ seasonFrom }) => seasonFrom ?? []);
  const ends = products.flatMap(({ seasonTo }) => seasonTo ?? []);
  return {
    units,
    leadTimeHours: Math.max(0, ...products.map(({ leadTimeHours }) => leadTimeHours)),
    leadTimeDays: Math.max(0, ...products.map(({ leadTimeDays }) => leadTimeDays)),
    cutOffs: products.flatMap((product) => cutOffOf(product, cutOff) ?? []),
    horizonDays: horizons.length === 0 ? null : Math.min(...horizons),
    seasonFrom: begins.toSorted().at(-1) ?? null,
    seasonTo: ends.toSorted()[0] ?? null,
  };
}

/** The bakery's cut-off is for products that are made to order, unless they have their own. */
function cutOffOf({ kind, cutOff, cutOffDays }: OrderingRules, ofBakery: CutOff): CutOff | null {
  if (cutOff !== null) return { time: cutOff, days: cutOffDays ?? 0 };
  return kind === 'made_to_order' ? ofBakery : null;
}
