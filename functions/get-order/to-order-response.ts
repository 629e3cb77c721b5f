import type { OrderResponse } from '../../shared/contract/orders.ts';
import type { OrderRow } from '../../shared/db/orders.ts';
import { mayCancel } from '../../shared/domain/cancellation.ts';
import { toMainUnit } from '../../shared/domain/money.ts';
import type { PickupRules } from '../../shared/domain/pickup.ts';

/** An order as its customer sees it: who changed what is the bakery's business. */
export function toOrderResponse(order: OrderRow, rules: PickupRules, now: Date): OrderResponse {
  const { id, status, reason, customer_name: name } = order;
  return {
    order_id: id,
    status,
    ...(reason !== null && { reason }),
    placed_at: order.placed_at.toISOString(),
    pickup_at: order.pickup_at?.toISOString() ?? null,
    collected_at: order.collected_at?.toISOString() ?? null,
    customer:
      name === null ? null : { name, phone: order.customer_phone, email: order.customer_email },
    lines: order.lines.map(({ unit_price_minor, allergens, ...line }) => ({
      ...line,
      unit_price: toMainUnit(unit_price_minor),
      allergens: [...allergens],
    })),
    total: toMainUnit(
      order.lines.reduce(
        (sum, { quantity, unit_price_minor }) => sum + quantity * unit_price_minor,
        0,
      ),
    ),
    may_cancel: mayCancel({ status, pickupAt: order.pickup_at }, rules, now),
    timeline: order.timeline.map(({ at, from, to, reason: why }) => ({
      at: new Date(at).toISOString(),
      from,
      to,
      reason: why,
    })),
  };
}
