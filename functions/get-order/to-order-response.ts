import type { OrderResponse } from '../../shared/contract/orders.ts';
import { type OrderRow, toWholeOrder } from '../../shared/db/orders.ts';
import { findCancelUntil, mayCancel } from '../../shared/domain/cancellation.ts';
import type { PickupRules } from '../../shared/domain/pickup.ts';

/** An order as its customer sees it, without the actors of its timeline. */
export function toOrderResponse(order: OrderRow, rules: PickupRules, now: Date): OrderResponse {
  const { status, reason } = order;
  const cancellable = {
    status,
    completedBy: order.completed_by,
    collectedAt: order.collected_at,
    missedAt: order.missed_at,
    pickupAt: order.pickup_at,
    cancelUntil: order.cancel_until,
  };
  return {
    ...toWholeOrder(order),
    ...(reason !== null && { reason }),
    may_cancel: mayCancel(cancellable, rules, now),
    cancel_until: findCancelUntil(cancellable, rules)?.toISOString() ?? null,
    timeline: order.timeline.map(({ at, from, to, reason: why }) => ({
      at: new Date(at).toISOString(),
      from,
      to,
      reason: why,
    })),
  };
}
