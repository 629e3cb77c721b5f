import { decideStatus } from './acceptance.ts';
import { dateAt, type LocalDate } from './calendar.ts';
import { decideCancelUntil } from './cancellation.ts';
import type { Claim } from './claims.ts';
import type { OrderStatus } from './order-status.ts';
import {
  type FindRefusal,
  findSlot,
  findSlotAround,
  type PickupDemand,
  type PickupRules,
  type PickupSlot,
  findCapacityRefusal,
  refusalsAt,
  refusalWithoutSlot,
  type SlotRefusal,
  upcomingSlots,
} from './pickup.ts';
import { type SlotUsage, type TakenSpan, toSlotUsage } from './slot-usage.ts';

/** One line of a pending order, with everything needed to decide it. */
export interface PendingLine {
  /** The number of the line in its order. */
  readonly lineNo: number;
  readonly productId: number;
  readonly quantity: number;
  /** A shelf product is taken from counted stock; a made-to-order product is baked. */
  readonly kind: 'shelf' | 'made_to_order';
  readonly leadTimeHours: number;
  /** Units that can be baked for one day; null for no limit. */
  readonly dailyCapacity: number | null;
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
  /** A staff override: the rules of slots and capacity do not apply, but the stock must suffice. */
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
  /** Units taken per made-to-order product and business day, by `bakingKey`. */
  readonly baking: ReadonlyMap<string, number>;
}

/** Supplies that are left for the next order of a batch. */
interface SuppliesLeft {
  readonly since: Date;
  readonly stock: Map<number, number>;
  readonly slots: SlotUsage;
  readonly baking: Map<string, number>;
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

export function bakingKey(productId: number, date: LocalDate): string {
  return `${productId} ${date}`;
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
    baking: new Map(supplies.baking),
  };
  let upcoming: PickupSlot[] | undefined;
  // No slot has capacity for more units than its maximum, so the search over all slots is skipped.
  const findUpcoming = (units: number) =>
    units > rules.slotCapacity ? [] : (upcoming ??= upcomingSlots(rules, now));
  const refusalNow = refusalsAt(rules, now);
  return orders.map((order) => {
    const decision = decide(notAhead(order, now), left, rules, refusalNow, findUpcoming);
    for (const claim of decision.claims) take(claim, left);
    return decision;
  });
}

/** Limits the placement time to now: the clock may have been ahead at placement. */
function notAhead(order: PendingOrder, now: Date): PendingOrder {
  return order.placedAt > now ? { ...order, placedAt: now } : order;
}

function decide(
  order: PendingOrder,
  left: SuppliesLeft,
  rules: PickupRules,
  refusalNow: FindRefusal,
  findUpcoming: (units: number) => PickupSlot[],
): Decision {
  const wanted = sumUnits(order, 'shelf');
  const baking = sumUnits(order, 'made_to_order');
  const demand = toDemand(order, baking);
  if (!isCovered(wanted, left.stock)) return reject(order, 'sold out');

  const usage = (slot: PickupSlot) =>
    [
      demand,
      left.slots.unitsIn(isInstant(slot) ? (findSlotAround(rules, slot.startsAt) ?? slot) : slot),
      hasCapacity(order, baking, slot.openedOn, left),
    ] as const;
  const { pickupAt, isOverridden, wasAccepted } = order;
  const pickup = pickupAt
    ? findChosenSlot(rules, pickupAt, order)
    : findUpcoming(demand.units).find((slot) => refusalNow(slot, ...usage(slot)) === null);
  if (isOverridden) return accept(order, pickup ?? null, rules);
  if (!pickup)
    return reject(order, pickupAt ? refusalWithoutSlot(rules, pickupAt) : 'no open slot');
  if (!wasAccepted && pickup.startsAt < left.since) return reject(order, 'in the past');
  // A chosen slot was checked at placement, unless the order has waited for days. An order that was
  // accepted before has passed all rules, so only the capacity is checked again.
  const reason = wasAccepted
    ? findCapacityRefusal(rules, ...usage(pickup))
    : pickupAt
      ? refusalsAt(rules, order.placedAt)(pickup, ...usage(pickup))
      : null;
  if (reason) return reject(order, reason);
  return accept(order, pickup, rules);
}

function isInstant({ startsAt, endsAt }: PickupSlot): boolean {
  return startsAt.getTime() === endsAt.getTime();
}

/**
 * Staff may also choose a time that is no slot. An order whose cancellation was undone gets its
 * span again.
 */
function findChosenSlot(
  rules: PickupRules,
  startsAt: Date,
  { isOverridden, wasAccepted, pickupEndsAt }: PendingOrder,
): PickupSlot | undefined {
  const slot = findSlot(rules, startsAt);
  if (slot && !(wasAccepted && pickupEndsAt)) return slot;
  if (!isOverridden && !wasAccepted) return undefined;
  const date = dateAt(startsAt, rules.timeZone);
  const endsAt = (wasAccepted ? pickupEndsAt : null) ?? startsAt;
  return { date, openedOn: slot?.openedOn ?? date, startsAt, endsAt };
}

function toDemand(order: PendingOrder, baking: ReadonlyMap<number, number>): PickupDemand {
  return {
    units: unitsOf(order.lines),
    leadTimeHours: Math.max(0, ...order.lines.map(({ leadTimeHours }) => leadTimeHours)),
    needsBaking: baking.size > 0,
  };
}

function sumUnits(order: PendingOrder, kind: PendingLine['kind']): Map<number, number> {
  const sum = new Map<number, number>();
  for (const line of order.lines) {
    if (line.kind === kind) add(sum, line.productId, line.quantity);
  }
  return sum;
}

function isCovered(wanted: ReadonlyMap<number, number>, stock: ReadonlyMap<number, number>) {
  return [...wanted].every(([productId, units]) => units <= (stock.get(productId) ?? 0));
}

function hasCapacity(
  order: PendingOrder,
  baking: ReadonlyMap<number, number>,
  date: LocalDate,
  left: SuppliesLeft,
): boolean {
  return order.lines.every(({ productId, dailyCapacity }) => {
    if (dailyCapacity === null) return true;
    const taken = left.baking.get(bakingKey(productId, date)) ?? 0;
    return taken + (baking.get(productId) ?? 0) <= dailyCapacity;
  });
}

function reject({ id: orderId, placedAt }: PendingOrder, reason: RejectionReason): Decision {
  const nothing = { pickup: null, pickupDate: null, cancelUntil: null, claims: [] };
  return { orderId, placedAt, status: 'Rejected', reason, ...nothing };
}

function accept(order: PendingOrder, pickup: PickupSlot | null, rules: PickupRules): Decision {
  const { id: orderId, placedAt, lines } = order;
  return {
    orderId,
    placedAt,
    status: decideStatus(order),
    reason: null,
    pickup,
    pickupDate: pickup?.openedOn ?? dateAt(placedAt, rules.timeZone),
    cancelUntil: pickup && decideCancelUntil(lines, pickup, rules),
    claims: claimsOf(order, pickup),
  };
}

function claimsOf({ lines }: PendingOrder, pickup: PickupSlot | null): Claim[] {
  const claims = lines.flatMap((line) => claimOf(line, pickup) ?? []);
  if (!pickup) return claims;
  const { startsAt, endsAt } = pickup;
  return [...claims, { source: 'slot', startsAt, endsAt, units: unitsOf(lines) }];
}

/** Null for a line without a day: an override may have no pickup time. */
function claimOf(
  { kind, lineNo, productId, quantity: units }: PendingLine,
  pickup: PickupSlot | null,
): Claim | null {
  if (kind === 'shelf') return { source: 'stock', lineNo, productId, units };
  return pickup && { source: 'capacity', lineNo, productId, date: pickup.openedOn, units };
}

function unitsOf(lines: readonly PendingLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

function take(claim: Claim, left: SuppliesLeft) {
  switch (claim.source) {
    case 'stock':
      add(left.stock, claim.productId, -claim.units);
      break;
    case 'capacity':
      add(left.baking, bakingKey(claim.productId, claim.date), claim.units);
      break;
    case 'slot':
      left.slots.take(claim, claim.units);
  }
}

/** Adds to a sum that begins at 0. */
export function add<Key>(sum: Map<Key, number>, key: Key, units: number): void {
  sum.set(key, (sum.get(key) ?? 0) + units);
}
