/** Shared steps of the outage tests of both brokers. */
import { placeOrder } from '../../../functions/place-order/place-order.ts';
import { relayOrders } from '../../../functions/relay-orders/relay-orders.ts';
import { database } from '../../../shared/db/database.ts';
import type { OrderQueue } from '../../../shared/queue/order-queue.ts';
import { sql } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

/** The time limit of a request during an outage (milliseconds). */
export const maxRequestMs = 5_000;

/** Places an order as `POST /order` does. @returns the order's id, and the duration */
export async function placeDuringOutage(queue: OrderQueue, product: number) {
  const began = performance.now();
  const { order_id } = await placeOrder(database, queue, {
    request: { lines: [{ product_id: product, quantity: 1 }] },
    idempotencyKey: undefined,
    correlationId: 'outage',
    placedBy: null,
    clientNetwork: '127.0.0.1',
    limits: { perContact: 0, perAddress: 0 },
    now: new Date(),
  });
  return { id: order_id, ms: performance.now() - began };
}

export async function relayUntilSent(queue: OrderQueue, orderId: number) {
  await sql('update orders set relay_at = now() where id = $1', [orderId]);
  await eventually(async () => expect((await relayOrders(database, queue)).relayed).toBe(1));
}

export const message = (n: number) => ({ order_id: n, correlation_id: 'flood' });

/** Sends 5,000 messages at once. @returns the unsent messages, also grouped by reason */
export async function floodQueue(queue: OrderQueue) {
  const flood = await Promise.all(
    Array.from({ length: 5_000 }, (_, n) => queue.send([message(n)])),
  );
  const unsent = flood.flat();
  return { unsent, byReason: Map.groupBy(unsent, ({ cause }) => String(cause)) };
}
