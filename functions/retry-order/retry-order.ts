import type { RetryOrderResponse } from '../../shared/contract/trouble.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { beginRetry, leaveToRelay } from '../../shared/db/trouble.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { unknownOrder } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';
import type { OrderQueue } from '../../shared/queue/order-queue.ts';

/**
 * Resends the message of a Pending order now. When the queue does not accept the message, the next
 * run of the relay resends it.
 * @throws DomainError `not-found` · `conflict` the order is not Pending
 */
export async function retryOrder(
  db: Queryable,
  queue: OrderQueue,
  by: StaffMember,
  orderId: number,
): Promise<RetryOrderResponse> {
  const order = await beginRetry(db, orderId);
  if (!order) throw unknownOrder(orderId);
  const { status, correlation_id } = order;
  if (status !== 'Pending') {
    throw new DomainError('conflict', 'not-pending', `Order ${orderId} is ${status}, not Pending.`);
  }
  const [unsent] = await queue.send([{ order_id: orderId, correlation_id }]);
  const line = { order_id: orderId, correlation_id, by: by.name };
  if (unsent) {
    await leaveToRelay(db, orderId);
    logger.warn('retry left to the relay', { ...line, reason: String(unsent.cause) });
  } else logger.info('order resent', line);
  return { order_id: orderId, status, sent: !unsent };
}
