import { handler as placeOrder } from '../../functions/place-order/handler.ts';
import { handler } from '../../functions/process-order/handler.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { call, deliver } from './call.ts';

export interface PlacedOrder {
  readonly id: number;
  readonly token: string;
}

/** An order as a customer places it; `body` is what `POST /order` takes. */
export async function placeOrderOf(body: object): Promise<PlacedOrder> {
  const { body: answer } = await call(placeOrder, 'POST /order', { body });
  const { order_id, token } = placeOrderResponse.parse(answer);
  return { id: order_id, token };
}

/** The processor gets its message. */
export async function processOrder({ id }: { readonly id: number }): Promise<void> {
  await deliver(handler, [{ order_id: id, correlation_id: 'test' }]);
}

export async function placeAndProcess(body: object): Promise<PlacedOrder> {
  const order = await placeOrderOf(body);
  await processOrder(order);
  return order;
}
