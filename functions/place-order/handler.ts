import { openOrderQueue } from '#queue';
import { idempotencyKeyHeader, parsePlaceOrderRequest } from '../../shared/contract/orders.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { placeOrder } from './place-order.ts';

const queue = openOrderQueue();

/** `POST /order` */
export const handler = httpHandler(async ({ body, headers, correlationId }) => ({
  status: 201,
  body: await placeOrder(database, queue, {
    request: parsePlaceOrderRequest(body),
    idempotencyKey: parse(
      idempotencyKeyHeader,
      headers['idempotency-key'],
      '/headers/idempotency-key',
    ),
    correlationId,
    now: new Date(),
  }),
}));
