import { handler as placeOrder } from '../../functions/place-order/handler.ts';
import { handler } from '../../functions/process-order/handler.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { database } from '../../shared/db/database.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { businessDayOf } from '../../shared/domain/pickup.ts';
import { call, deliver } from './call.ts';
import { sql } from './database.ts';

export interface PlacedOrder {
  readonly id: number;
  readonly token: string;
}

/** Places an order as a customer; `body` is the body of `POST /order`. */
export async function placeOrderOf(body: object): Promise<PlacedOrder> {
  const { body: answer } = await call(placeOrder, 'POST /order', { body });
  const { order_id, token } = placeOrderResponse.parse(answer);
  return { id: order_id, token };
}

const maxDeliveries = 10;

/** Delivers the order's message to the processor, again when it fails, as a queue does. */
export async function processOrder({ id }: { readonly id: number }): Promise<void> {
  for (let delivery = 1; delivery <= maxDeliveries; delivery++) {
    const failed = await deliver(handler, [{ order_id: id, correlation_id: 'test' }]);
    if (failed.length === 0) return;
  }
  throw new Error(`The message of order ${id} failed ${maxDeliveries} times.`);
}

/** Gives orders another pickup time, and accepted orders its business day. They have no stored deadline then. */
export async function movePickup(orderIds: readonly number[], pickupAt: Date | string) {
  const at = new Date(pickupAt);
  await sql(
    `update orders set pickup_at = $2, cancel_until = null, pickup_date = case when pickup_date is not null then $3::date end
     where id = any($1)`,
    [orderIds, at, businessDayOf(await getPickupRules(database), at)],
  );
}

export async function placeAndProcess(body: object): Promise<PlacedOrder> {
  const order = await placeOrderOf(body);
  await processOrder(order);
  return order;
}
