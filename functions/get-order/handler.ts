import { orderIdParameter, orderTokenHeader } from '../../shared/contract/orders.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { byRoute } from '../../shared/http/by-route.ts';
import { httpHandler, type HttpRequest } from '../../shared/http/http-handler.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { getOrder, getOrderForStaff, getOrderStatus } from './get-order.ts';

/**
 * `GET /order/{id}`: its status for everybody, the whole order with its `X-Order-Token`.
 * `GET /staff/orders/{id}`: the order and its story.
 */
export const handler = byRoute({
  'GET /order/{id}': httpHandler(async (request) => {
    const orderId = toOrderId(request);
    const sent = request.headers['x-order-token'];
    if (sent === undefined) return { status: 200, body: await getOrderStatus(database, orderId) };
    const token = parse(orderTokenHeader, sent, '/headers/x-order-token');
    return { status: 200, body: await getOrder(database, orderId, token, new Date()) };
  }),
  'GET /staff/orders/{id}': staffHandler('baker', findStaffMember, async (request) => ({
    status: 200,
    body: await getOrderForStaff(database, toOrderId(request)),
  })),
});

function toOrderId({ pathParameters }: HttpRequest): number {
  return parse(orderIdParameter, pathParameters['id'], '/path/id');
}
