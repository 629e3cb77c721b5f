import type {
  GetOrderResponse,
  OrderResponse,
  StaffOrderResponse,
} from '../../shared/contract/orders.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findOrder, findOrderStatus } from '../../shared/db/orders.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { findStaffOrder } from '../../shared/db/staff-orders.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { unknownOrder } from '../../shared/domain/refusals.ts';
import { toOrderResponse } from './to-order-response.ts';

/**
 * The status of an order, for requests without its token. Such requests get nothing else, because
 * order numbers can be guessed.
 * @throws DomainError `not-found`
 */
export async function getOrderStatus(db: Queryable, orderId: number): Promise<GetOrderResponse> {
  const order = await findOrderStatus(db, orderId);
  if (!order) throw unknownOrder(orderId);
  const { id, status, reason } = order;
  // Only the reason of a rejection is public: it comes from a fixed list. The reason of a
  // cancellation is free text by staff and may be personal.
  return { order_id: id, status, ...(status === 'Rejected' && reason !== null && { reason }) };
}

/**
 * The whole order, for the holder of its token.
 * @throws DomainError `not-found` no such order · `forbidden` another order's token
 */
export async function getOrder(
  db: Queryable,
  orderId: number,
  token: string,
  now: Date,
): Promise<OrderResponse> {
  const [order, rules] = await Promise.all([findOrder(db, orderId), getPickupRules(db)]);
  if (!order) throw unknownOrder(orderId);
  if (order.token !== token) {
    throw new DomainError('forbidden', 'wrong-token', 'This token belongs to another order.');
  }
  return toOrderResponse(order, rules, now);
}

/**
 * The order and its timeline, for staff.
 * @throws DomainError `not-found`
 */
export async function getOrderForStaff(
  db: Queryable,
  orderId: number,
): Promise<StaffOrderResponse> {
  const order = await findStaffOrder(db, orderId);
  if (!order) throw unknownOrder(orderId);
  return order;
}
