import { decideStatus } from './acceptance.ts';
import { demandOf, type OrderingRules } from './availability.ts';
import { dateAt, type LocalDate } from './calendar.ts';
import { decideCancelUntil } from './cancellation.ts';
import type { Claim } from './claims.ts';
import {
  dayKey,
  type DaySupplies,
  isCoveredOn,
  type OptionUse,
  type PoolSupplies,
  toDayDemand,
} from './day-supply.ts';
import type { OrderStatus } from './order-status.ts';
import {
  boundsOf,
  businessDayOf,
  eachUpcomingSlot,
  findSlot,
  findSlotAround,
  isInSeason,
  type PickupDemand,
  type PickupRules,
  type PickupSlot,
  findCapacityRefusal,
  hoursOf,
  refusalsAt,
  refusalWithoutSlot,
  type SlotRefusal,
} from './pickup.ts';
import { type SlotUsage, type TakenSpan, toSlotUsage } from './slot-usage.ts';

/** One line of a pending order, with everything needed to decide it. */
export interface PendingLine extends OrderingRules {
  /** The number of the line in its order. */
  readonly lineNo: number;
  readonly productId: number;
  readonly quantity: number;
  /** Units that can be baked for one day; null for no limit. */
  readonly dailyCapacity: number | null;
  readonly options: readonly OptionUse[];
  /** Whether staff have to prepare the options. */
  readonly isToPrepare: boolean;
}

export interface PendingOrder {
  readonly id: number;
  readonly placedAt: Date;
  /** The start of the chosen slot; null for the next open slot. */
  readonly pickupAt: Date | null;
  /** Whether the customer or staff chose the pickup time. An undone cancellation keeps this, and the found time. */
  readonly isPickupChosen: boolean;
  /** The end of the slot that an accepted order held, even if slots have changed since. */
  readonly pickupEndsAt?: Date | null;
  /** The business day of an order that was accepted before, even if hours have changed since. */
  readonly keptDate?: LocalDate | null;
  /** Staff took the order at the counter. */
  readonly isAtCounter: boolean;
  /** A staff override: the rules of slots, plans, capacity and pools do not apply, but the stock must suffice. */
  readonly isOverridden: boolean;
  /**
   * The order was accepted and then cancelled, and the cancellation was undone: the rules were
   * checked at acceptance.
   */
  readonly wasAccepted: boolean;
  readonly lines: readonly PendingLine[];
}

/** Supplies left and units taken before a batch is decided. */
export interface Supplies {
  /** The units taken in slots that began earlier are unknown. */
  readonly since: Date;
  /** Units in stock per shelf product. */
  readonly stock: ReadonlyMap<number, number>;
  /** The spans that orders hold. */
  readonly slots: readonly TakenSpan[];
  readonly days: DaySupplies;
}

/** Supplies that are left for the next order of a batch. */
interface SuppliesLeft {
  readonly since: Date;
  readonly stock: Map<number, number>;
  readonly slots: SlotUsage;
  readonly days: DaySupplies & {
    readonly taken: Map<string, number>;
    readonly pools: PoolSupplies & { readonly taken: Map<string, number> };
    readonly optionsTaken: Map<string, number>;
  };
}

export type RejectionReason = 'sold out' | 'no such slot' | 'no open slot' | SlotRefusal;

/** The decision about one order. */
export interface Decision {
  readonly orderId: number;
  readonly placedAt: Date;
  readonly status: Extract<OrderStatus, 'Processing' | 'Completed' | 'Rejected'>;
  readonly reason: RejectionReason | null;
  readonly pickup: PickupSlot | null;
  /** The business day of an accepted order. */
  readonly pickupDate: LocalDate | null;
  /** Until when the customer may cancel an accepted order; null without a pickup time. */
  readonly cancelUntil: Date | null;
  /** Everything that the order takes; empty for a rejected order. */
  readonly claims: readonly Claim[];
}

/**
 * Decides a batch of orders one after the other: each order sees the supplies that earlier orders
 * left. An order is accepted whole or not at all, because a part of it may be useless to the
 * customer.
 */
export function decideOrders(
  orders: readonly PendingOrder[],
  supplies: Supplies,
  rules: PickupRules,
  now: Date,
): Decision[] {
  const left = {
    since: supplies.since,
    stock: new Map(supplies.stock),
    slots: toSlotUsage(supplies.slots),
    days: {
      ...supplies.days,
      taken: new Map(supplies.days.taken),
      pools: { ...supplies.days.pools, taken: new Map(supplies.days.pools.taken) },
      optionsTaken: new Map(supplies.days.optionsTaken),
    },
  };
  const upcoming = remember(eachUpcomingSlot(rules, now));
  // No slot has capacity for more units than its maximum, so the search over all slots is skipped.
  const findUpcoming = (units: number) => (units > rules.slotCapacity ? [] : upcoming);
  const clock = toClock(rules, now);
  return orders.map((order) => {
    const decision = decide(notAhead(order, now), left, rules, clock, findUpcoming);
    for (const claim of decision.claims) take(claim, left);
    return decision;
  });
}

/** Reads the source once, and only as far as the furthest reader. */
function remember<T>(source: Iterator<T>): Iterable<T> {
  const known: T[] = [];
  return {
    *[Symbol.iterator]() {
      for (let n = 0; ; n++) {
        if (n === known.length) {
          const next = source.next();
          if (next.done) return;
          known.push(next.value);
        }
        yield known[n] as T;
      }
    },
  };
}

/** What is the same for all orders of a batch. */
interface Clock {
  readonly now: Date;
  /** The current business day. */
  readonly today: LocalDate;
  /** Whether the bakery has opened on this day. */
  readonly hasOpened: boolean;
}

function toClock(rules: PickupRules, now: Date): Clock {
  const today = businessDayOf(rules, now);
  const hasOpened = hoursOf(rules, today).some(
    (hours) => boundsOf(rules, today, hours).opensAt <= now,
  );
  return { now, today, hasOpened };
}

/** Limits the placement time to now: the clock may have been ahead at placement. */
function notAhead(order: PendingOrder, now: Date): PendingOrder {
  return order.placedAt > now ? { ...order, placedAt: now } : order;
}

function decide(
  order: PendingOrder,
  left: SuppliesLeft,
  rules: PickupRules,
  clock: Clock,
  findUpcoming: (units: number) => Iterable<PickupSlot>,
): Decision {
  const { isAtCounter } = order;
  const demand = demandOf(order.lines, unitsOf(order.lines), rules);
  if (!isInStock(order.lines, left.stock)) return reject(order, 'sold out');

  const { pools } = left.days;
  const placedOn = isAtCounter ? businessDayOf(rules, order.placedAt) : null;
  const coverageOf = (lines: readonly PendingLine[]) => {
    const ofDay = toDayDemand(pools, lines);
    return ({ openedOn }: PickupSlot) =>
      isCoveredOn(left.days, ofDay, openedOn, openedOn === placedOn);
  };
  const isCovered = coverageOf(order.lines);
  const unitsIn = (slot: PickupSlot) =>
    left.slots.unitsIn(isInstant(slot) ? (findSlotAround(rules, slot.startsAt) ?? slot) : slot);
  const usage = (slot: PickupSlot) => [demand, unitsIn(slot), isCovered(slot)] as const;
  const findOpenSlot = (slots: Iterable<PickupSlot>) => {
    const findRefusal = refusalsAt(rules, order.placedAt, clock.now);
    return Iterator.from(slots).find((slot) => findRefusal(slot, ...usage(slot)) === null);
  };
  const refusalWithoutOpenSlot = (slots: readonly PickupSlot[]) => {
    const findRefusal = refusalsAt(rules, order.placedAt, clock.now);
    const free = slots.filter((slot) => findRefusal(slot, demand, unitsIn(slot), true) === null);
    if (free.length === 0) return refusalWithoutFreeSlot(demand, slots);
    const hasDaily = coverageOf(order.lines.filter(({ kind }) => kind === 'daily'));
    return free.some(hasDaily) ? 'fully booked' : 'sold out';
  };
  const { pickupAt, isOverridden, wasAccepted } = order;
  const pickup = pickupAt
    ? findChosenSlot(rules, pickupAt, order)
    : findOpenSlot(findUpcoming(demand.units));
  if (isOverridden) return accept(order, pickup ?? null, rules, clock, pools);
  if (!pickup) {
    return reject(
      order,
      pickupAt
        ? refusalWithoutSlot(rules, pickupAt)
        : refusalWithoutOpenSlot([...findUpcoming(demand.units)]),
    );
  }
  if (!wasAccepted && pickup.startsAt < left.since) return reject(order, 'in the past');
  // A chosen slot was checked at placement, unless the order has waited for days. An order that was
  // accepted before has passed all rules, so only the capacity is checked again.
  const reason = wasAccepted
    ? findCapacityRefusal(rules, ...usage(pickup))
    : pickupAt
      ? refusalsAt(rules, order.placedAt)(pickup, ...usage(pickup))
      : null;
  if (reason) return reject(order, reason);
  return accept(order, pickup, rules, clock, pools);
}

function isInstant({ startsAt, endsAt }: PickupSlot): boolean {
  return startsAt.getTime() === endsAt.getTime();
}

/**
 * Staff may also choose a time that is no slot. An order whose cancellation was undone gets its
 * span and its business day again.
 */
function findChosenSlot(
  rules: PickupRules,
  startsAt: Date,
  { isOverridden, wasAccepted, pickupEndsAt, keptDate }: PendingOrder,
): PickupSlot | undefined {
  const slot = findSlot(rules, startsAt);
  if (!wasAccepted && (slot || !isOverridden)) return slot;
  const kept = wasAccepted ? { openedOn: keptDate, endsAt: pickupEndsAt } : null;
  return {
    date: dateAt(startsAt, rules.timeZone),
    openedOn: kept?.openedOn ?? businessDayOf(rules, startsAt),
    startsAt,
    endsAt: kept?.endsAt ?? slot?.endsAt ?? startsAt,
  };
}

/** @param upcoming all slots that customers can order for */
function refusalWithoutFreeSlot(
  demand: PickupDemand,
  upcoming: readonly PickupSlot[],
): 'out of season' | 'no open slot' {
  const isOver = !upcoming.some(({ openedOn }) => isInSeason(demand, openedOn));
  return upcoming.length > 0 && isOver ? 'out of season' : 'no open slot';
}

/** The lines of a product count together. */
function unitsByProduct(lines: readonly PendingLine[]): ReadonlyMap<number, number> {
  const sum = new Map<number, number>();
  for (const { productId, quantity } of lines) add(sum, productId, quantity);
  return sum;
}

function isInStock(lines: readonly PendingLine[], stock: ReadonlyMap<number, number>): boolean {
  const wanted = unitsByProduct(lines);
  return lines
    .filter(({ kind }) => kind === 'shelf')
    .every(({ productId }) => (wanted.get(productId) ?? 0) <= (stock.get(productId) ?? 0));
}

function reject({ id: orderId, placedAt }: PendingOrder, reason: RejectionReason): Decision {
  const nothing = { pickup: null, pickupDate: null, cancelUntil: null, claims: [] };
  return { orderId, placedAt, status: 'Rejected', reason, ...nothing };
}

function accept(
  order: PendingOrder,
  pickup: PickupSlot | null,
  rules: PickupRules,
  { today, hasOpened }: Clock,
  pools: PoolSupplies,
): Decision {
  const { id: orderId, placedAt, lines } = order;
  const isBaked = hasOpened && pickup?.openedOn === today;
  return {
    orderId,
    placedAt,
    status: decideStatus({ ...order, isBaked }),
    reason: null,
    pickup,
    pickupDate: pickup?.openedOn ?? order.keptDate ?? businessDayOf(rules, placedAt),
    cancelUntil: pickup && decideCancelUntil(lines, pickup, rules),
    claims: claimsOf(order, pickup, pools),
  };
}

/** The products of all lines, then their pools, their options and the slot. */
function claimsOf(
  { lines }: PendingOrder,
  pickup: PickupSlot | null,
  pools: PoolSupplies,
): Claim[] {
  const claims = lines.flatMap((line) => claimOf(line, pickup) ?? []);
  if (!pickup) return claims;
  const ofPools = lines.flatMap((line) => poolClaimsOf(line, pickup.openedOn, pools));
  const ofOptions = lines.flatMap((line) => optionClaimsOf(line, pickup.openedOn));
  const { startsAt, endsAt } = pickup;
  return [
    ...claims,
    ...ofPools,
    ...ofOptions,
    { source: 'slot', startsAt, endsAt, units: unitsOf(lines) },
  ];
}

/** Null for a line without a day: an override may have no pickup time. */
function claimOf(
  { kind, lineNo, productId, quantity: units }: PendingLine,
  pickup: PickupSlot | null,
): Claim | null {
  if (kind === 'shelf') return { source: 'stock', lineNo, productId, units };
  const source = kind === 'daily' ? 'plan' : 'capacity';
  return pickup && { source, lineNo, productId, date: pickup.openedOn, units };
}

function poolClaimsOf(
  { lineNo, productId, quantity, options }: PendingLine,
  date: LocalDate,
  { uses }: PoolSupplies,
): Claim[] {
  const ofPiece = [
    ...(uses.get(productId) ?? []),
    ...options.flatMap((option) =>
      option.pools.map(({ poolId, weight }) => ({ poolId, weight: weight * option.quantity })),
    ),
  ];
  return ofPiece.map(({ poolId, weight }) => ({
    source: 'pool',
    lineNo,
    productId,
    poolId,
    date,
    units: weight * quantity,
  }));
}

/** Of all options, because one without a limit may get one. */
function optionClaimsOf(
  { lineNo, productId, quantity, options }: PendingLine,
  date: LocalDate,
): Claim[] {
  return options.map((option) => ({
    source: 'option',
    lineNo,
    productId,
    optionId: option.optionId,
    date,
    units: option.quantity * quantity,
  }));
}

function unitsOf(lines: readonly PendingLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

function take(claim: Claim, left: SuppliesLeft) {
  switch (claim.source) {
    case 'stock':
      add(left.stock, claim.productId, -claim.units);
      break;
    case 'plan':
    case 'capacity':
      add(left.days.taken, dayKey(claim.productId, claim.date), claim.units);
      break;
    case 'pool':
      add(left.days.pools.taken, dayKey(claim.poolId, claim.date), claim.units);
      break;
    case 'option':
      add(left.days.optionsTaken, dayKey(claim.optionId, claim.date), claim.units);
      break;
    case 'slot':
      left.slots.take(claim, claim.units);
  }
}

/** Adds to a sum that begins at 0. */
export function add<Key>(sum: Map<Key, number>, key: Key, units: number): void {
  sum.set(key, (sum.get(key) ?? 0) + units);
}
