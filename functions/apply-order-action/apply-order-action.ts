import type { StaffOrderResponse } from '../../shared/contract/orders.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { changeOrder } from '../../shared/db/order-changes.ts';
import { findStaffOrder } from '../../shared/db/staff-orders.ts';
import { decideOrderAction, type OrderAction } from '../../shared/domain/order-change.ts';
import { unknownOrder } from '../../shared/domain/refusals.ts';
import { logger } from '../../shared/logger.ts';
import type { OrderQueue } from '../../shared/queue/order-queue.ts';

/**
 * Applies a staff action to an order. An order that is Pending again after an undone cancellation
 * is published like a new order: its supplies may be gone, so the processor decides the order
 * again.
 * @returns the order after the change
 * @throws DomainError `not-found` · `conflict` the order's status does not allow the action
 */
export async function applyOrderAction(
  db: Queryable,
  queue: OrderQueue,
  orderId: number,
  action: OrderAction,
  by: string,
  now: Date,
): Promise<StaffOrderResponse> {
  const changed = await changeOrder(orderId, by, (order) => decideOrderAction(order, action, now));
  if (!changed) throw unknownOrder(orderId);
  const message = { order_id: orderId, correlation_id: changed.order.correlationId };
  logger.info('order action applied', { ...message, action: action.action, by });
  if (changed.change?.to === 'Pending') await queue.publishInBackground(message);
  const after = await findStaffOrder(db, orderId);
  if (!after) throw unknownOrder(orderId);
  return after;
}
