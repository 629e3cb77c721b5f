import { orderIdParameter } from '../../shared/contract/orders.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { getOrder } from './get-order.ts';

/** `GET /order/{id}` */
export const handler = httpHandler(async ({ pathParameters }) => {
  const orderId = parse(orderIdParameter, pathParameters['id'], '/path/id');
  return { status: 200, body: await getOrder(database, orderId) };
});
