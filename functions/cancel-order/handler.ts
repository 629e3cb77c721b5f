import { orderIdParameter, orderTokenHeader } from '../../shared/contract/orders.ts';
import { parse } from '../../shared/contract/parse.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { cancelOrder } from './cancel-order.ts';

/** `POST /order/{id}/cancel` with the order's `X-Order-Token` */
export const handler = httpHandler(async ({ pathParameters, headers }) => {
  const orderId = parse(orderIdParameter, pathParameters['id'], '/path/id');
  const token = parse(orderTokenHeader, headers['x-order-token'], '/headers/x-order-token');
  return { status: 200, body: await cancelOrder(orderId, token, new Date()) };
});
