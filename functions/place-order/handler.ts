import { openOrderQueue } from '#queue';
import { maxOpenOrders } from '../../shared/config.ts';
import {
  idempotencyKeyHeader,
  parsePlaceOrderRequest,
  placeCounterOrderRequest,
} from '../../shared/contract/orders.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { signatureOf } from '../../shared/domain/staff.ts';
import { byRoute } from '../../shared/http/by-route.ts';
import { clientNetworkOf } from '../../shared/http/client-network.ts';
import { httpHandler, type HttpRequest } from '../../shared/http/http-handler.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { type PlaceOrder, placeOrder } from './place-order.ts';

const queue = openOrderQueue();

/** `POST /order` by a customer, `POST /staff/orders` at the counter: an order is an order. */
export const handler = byRoute({
  'POST /order': httpHandler((request) =>
    place(request, parsePlaceOrderRequest(request.body), null),
  ),
  'POST /staff/orders': staffHandler('baker', findStaffMember, (request) =>
    place(request, parse(placeCounterOrderRequest, request.body), signatureOf(request.staff)),
  ),
});

async function place(
  httpRequest: HttpRequest,
  request: PlaceOrder['request'],
  placedBy: string | null,
) {
  const { headers, correlationId } = httpRequest;
  const body = await placeOrder(database, queue, {
    request,
    idempotencyKey: parse(
      idempotencyKeyHeader,
      headers['idempotency-key'],
      '/headers/idempotency-key',
    ),
    correlationId,
    placedBy,
    clientNetwork: clientNetworkOf(httpRequest),
    limits: maxOpenOrders(),
    now: new Date(),
  });
  return { status: 201, body } as const;
}
