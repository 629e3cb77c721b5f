import { orderIdParameter, orderTokenHeader } from '../../shared/contract/orders.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { getOrder, getOrderStatus } from './get-order.ts';

/** `GET /order/{id}`: its status for everybody, the whole order with its `X-Order-Token`. */
export const handler = httpHandler(async ({ pathParameters, headers }) => {
  const orderId = parse(orderIdParameter, pathParameters['id'], '/path/id');
  const sent = headers['x-order-token'];
  if (sent === undefined) return { status: 200, body: await getOrderStatus(database, orderId) };
  const token = parse(orderTokenHeader, sent, '/headers/x-order-token');
  return { status: 200, body: await getOrder(database, orderId, token, new Date()) };
});
