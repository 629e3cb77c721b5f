import type { GetOrderResponse } from '../../shared/contract/orders.ts';
import { changeOrder } from '../../shared/db/order-changes.ts';
import { mayCancel } from '../../shared/domain/cancellation.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { unknownOrder } from '../../shared/domain/refusals.ts';

/**
 * Cancels an order for its customer. A repeated request succeeds and releases nothing twice.
 * @throws DomainError `not-found` no such order · `forbidden` another order's token · `conflict`
 * the order can no longer be cancelled
 */
export async function cancelOrder(
  orderId: number,
  token: string,
  now: Date,
): Promise<GetOrderResponse> {
  const reason = 'cancelled by the customer';
  const cancellation = { to: 'Cancelled', end: null, reason, undoes: null } as const;
  const found = await changeOrder(orderId, 'customer', (order, rules) => {
    if (order.token !== token) {
      throw new DomainError('forbidden', 'wrong-token', 'This token belongs to another order.');
    }
    if (order.status === 'Cancelled') return null;
    if (mayCancel(order, rules, now)) return cancellation;
    throw new DomainError('conflict', 'too-late', 'This order can no longer be cancelled.');
  });
  if (!found) throw unknownOrder(orderId);
  return { order_id: orderId, status: 'Cancelled', reason };
}
