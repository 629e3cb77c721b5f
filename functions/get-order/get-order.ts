import type { GetOrderResponse } from '../../shared/contract/orders.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findOrderStatus } from '../../shared/db/orders.ts';
import { DomainError } from '../../shared/domain/errors.ts';

/**
 * Where an order stands. Order numbers can be guessed, so this tells nothing else about it.
 * @throws DomainError `not-found`
 */
export async function getOrder(db: Queryable, orderId: number): Promise<GetOrderResponse> {
  const order = await findOrderStatus(db, orderId);
  if (!order) throw new DomainError('not-found', 'unknown-order', `There is no order ${orderId}.`);
  const { id, status, reason } = order;
  return { order_id: id, status, ...(reason !== null && { reason }) };
}
