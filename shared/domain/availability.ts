import type { LocalDate, TimeOfDay } from './calendar.ts';
import type { ProductKind } from './catalogue.ts';
import type { Fault } from './errors.ts';
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

/** When a product is for sale: instants of placement. Null for no bound. */
export interface SaleWindow {
  readonly saleOpensAt: Date | null;
  readonly saleClosesAt: Date | null;
}

export function isOnSale({ saleOpensAt, saleClosesAt }: SaleWindow, now: Date): boolean {
  return (
    (saleOpensAt === null || saleOpensAt <= now) && (saleClosesAt === null || now < saleClosesAt)
  );
}

/** Whether a product has a rule of its own about the day or the time of an order. */
export function hasOwnRules(product: OrderingRules): boolean {
  const { leadTimeDays, cutOff, horizonDays, seasonFrom, seasonTo } = product;
  return (
    leadTimeDays > 0 || [cutOff, horizonDays, seasonFrom, seasonTo].some((one) => one !== null)
  );
}

/** Why a product cannot be part of an order, whatever its pickup time and its supply; the most lasting reason first. */
export const productRefusals = [
  'no-longer-on-sale',
  'not-on-sale-yet',
  'out-of-season',
  'below-minimum',
  'above-maximum',
  'off-step',
] as const;
export type ProductRefusal = (typeof productRefusals)[number];

/** The availability of a product as managers write it. */
export interface AvailabilityTerms {
  readonly season_from: LocalDate | null;
  readonly season_to: LocalDate | null;
  readonly sale_opens_at: Date | null;
  readonly sale_closes_at: Date | null;
  /** Limits of the units of one order, over all its lines. */
  readonly min_quantity: number;
  readonly quantity_step: number;
  readonly max_quantity: number | null;
  readonly cut_off: TimeOfDay | null;
  readonly cut_off_days: number | null;
  readonly horizon_days: number | null;
  /** For products that are made to order only. */
  readonly lead_time_days: number;
}

/** The terms of a product that can be ordered at any time, for any day and in any quantity. */
export const noLimits: AvailabilityTerms = {
  season_from: null,
  season_to: null,
  sale_opens_at: null,
  sale_closes_at: null,
  min_quantity: 1,
  quantity_step: 1,
  max_quantity: null,
  cut_off: null,
  cut_off_days: null,
  horizon_days: null,
  lead_time_days: 0,
};

/** The faults of fields that contradict each other. */
export function faultsOfAvailability(terms: AvailabilityTerms): Fault[] {
  const { season_from: from, season_to: to, sale_opens_at: opens, sale_closes_at: closes } = terms;
  const { cut_off: cutOff, cut_off_days: days } = terms;
  const season = from !== null && to !== null && to < from;
  const window = opens !== null && closes !== null && closes <= opens;
  return [
    ...(season ? [{ path: '/season_to', message: 'Must not be before the first day' }] : []),
    ...(window ? [{ path: '/sale_closes_at', message: 'Must be after the opening' }] : []),
    ...faultsOfQuantities(terms),
    ...(cutOff === null && days !== null
      ? [{ path: '/cut_off', message: 'Required with the working days' }]
      : []),
    ...(cutOff !== null && days === null
      ? [{ path: '/cut_off_days', message: 'Required with the cut-off' }]
      : []),
  ];
}

function faultsOfQuantities(terms: AvailabilityTerms): Fault[] {
  const { min_quantity: min, quantity_step: step, max_quantity: max } = terms;
  const message = 'Must be a multiple of the step';
  const isBelow = max !== null && max < min;
  return [
    ...(min % step !== 0 ? [{ path: '/min_quantity', message }] : []),
    ...(isBelow ? [{ path: '/max_quantity', message: 'Must not be below the minimum' }] : []),
    ...(max !== null && !isBelow && max % step !== 0 ? [{ path: '/max_quantity', message }] : []),
  ];
}
