import { dateAt } from './calendar.ts';
import { canTransition, type OrderStatus } from './order-status.ts';
import { cutOffFor, findSlot, type PickupRules } from './pickup.ts';

/**
 * Whether the customer may still cancel: a Pending order always, a Processing order until the
 * cut-off for its day, because baking begins then.
 */
export function mayCancel(
  order: { readonly status: OrderStatus; readonly pickupAt: Date | null },
  rules: PickupRules,
  now: Date,
): boolean {
  if (!canTransition(order.status, 'Cancelled', 'customer')) return false;
  if (order.status === 'Pending') return true;
  if (!order.pickupAt) return false;
  const day = findSlot(rules, order.pickupAt)?.openedOn ?? dateAt(order.pickupAt, rules.timeZone);
  return now < cutOffFor(rules, day);
}
