import type { StaffOrderResponse } from '../../shared/contract/orders.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { changeOrder } from '../../shared/db/order-changes.ts';
import { findStaffOrder } from '../../shared/db/staff-orders.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { decideStaffMove, type StaffMove } from '../../shared/domain/order-change.ts';
import { logger } from '../../shared/logger.ts';
import type { OrderQueue } from '../../shared/queue/order-queue.ts';

/**
 * What staff do with an order. One that is Pending again, because a cancellation was taken back, is
 * published like a new one: its supply may be gone, so the processor decides it again.
 * @returns the order after it
 * @throws DomainError `not-found` · `conflict` the order is not in a state for it
 */
export async function moveOrder(
  db: Queryable,
  queue: OrderQueue,
  orderId: number,
  move: StaffMove,
  by: string,
): Promise<StaffOrderResponse> {
  const changed = await changeOrder(orderId, by, (order) => decideStaffMove(order, move));
  if (!changed) throw unknownOrder(orderId);
  const message = { order_id: orderId, correlation_id: changed.order.correlationId };
  logger.info('order moved', { ...message, action: move.action, by });
  if (changed.change?.to === 'Pending') await queue.publishInBackground(message);
  const after = await findStaffOrder(db, orderId);
  if (!after) throw unknownOrder(orderId);
  return after;
}

function unknownOrder(orderId: number): DomainError {
  return new DomainError('not-found', 'unknown-order', `There is no order ${orderId}.`);
}
