import { anyDay, demandOf, type OrderingRules } from './availability.ts';
import { canTransition, type Completer, type OrderStatus } from './order-status.ts';
import { businessDayOf, findCutOff, type PickupRules, type PickupSlot } from './pickup.ts';

/** What decides whether a customer may cancel an order. */
export interface CancellableOrder {
  readonly status: OrderStatus;
  /** Null unless the status is `Completed`. */
  readonly completedBy: Completer | null;
  readonly collectedAt: Date | null;
  readonly missedAt: Date | null;
  readonly pickupAt: Date | null;
  /** The deadline of its acceptance; null for an order that an earlier release accepted. */
  readonly cancelUntil: Date | null;
}

/**
 * Whether the customer may cancel: a Pending order always, an accepted order until its deadline, and an order that staff
 * have packed never.
 */
export function mayCancel(order: CancellableOrder, rules: PickupRules, now: Date): boolean {
  if (order.status === 'Pending') return true;
  const until = findCancelUntil(order, rules);
  return until !== null && now < until;
}

/**
 * Until when the customer may cancel. Null for a Pending order, which has no deadline yet, and for an order that the
 * customer can no longer cancel whatever the time.
 */
export function findCancelUntil(order: CancellableOrder, rules: PickupRules): Date | null {
  const { status, completedBy, collectedAt, missedAt, pickupAt, cancelUntil } = order;
  if (status === 'Pending' || !canTransition(status, 'Cancelled', 'customer')) return null;
  if (collectedAt || missedAt || (status === 'Completed' && completedBy !== 'processor'))
    return null;
  return cancelUntil ?? (pickupAt && findEarlierDeadline(status, pickupAt, rules));
}

/**
 * The deadline of an order at its acceptance: the cut-off of the order if something is made to order, because baking begins
 * then, but not after the beginning of its slot; otherwise the beginning of its slot. It is stored, so that later settings
 * do not make it earlier.
 */
export function decideCancelUntil(
  lines: readonly OrderingRules[],
  { startsAt, openedOn }: Pick<PickupSlot, 'startsAt' | 'openedOn'>,
  rules: PickupRules,
): Date {
  if (lines.every(({ kind }) => kind !== 'made_to_order')) return startsAt;
  const cutOff = findCutOff(rules, demandOf(lines, 0, rules), openedOn);
  return cutOff && cutOff < startsAt ? cutOff : startsAt;
}

/** Earlier releases completed an order at once unless one of its lines was made to order. */
function findEarlierDeadline(status: OrderStatus, startsAt: Date, rules: PickupRules): Date {
  const kind = status === 'Completed' ? 'shelf' : 'made_to_order';
  return decideCancelUntil(
    [{ ...anyDay, kind }],
    { startsAt, openedOn: businessDayOf(rules, startsAt) },
    rules,
  );
}
