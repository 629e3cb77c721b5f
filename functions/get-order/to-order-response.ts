import type { OrderResponse } from '../../shared/contract/orders.ts';
import { type OrderRow, toWholeOrder } from '../../shared/db/orders.ts';
import { mayCancel } from '../../shared/domain/cancellation.ts';
import type { PickupRules } from '../../shared/domain/pickup.ts';

/** An order as its customer sees it, without the actors of its timeline. */
export function toOrderResponse(order: OrderRow, rules: PickupRules, now: Date): OrderResponse {
  const { status, reason, pickup_at: pickupAt } = order;
  return {
    ...toWholeOrder(order),
    ...(reason !== null && { reason }),
    may_cancel: mayCancel({ status, pickupAt }, rules, now),
    timeline: order.timeline.map(({ at, from, to, reason: why }) => ({
      at: new Date(at).toISOString(),
      from,
      to,
      reason: why,
    })),
  };
}
