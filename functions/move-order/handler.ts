import { openOrderQueue } from '#queue';
import { orderIdParameter } from '../../shared/contract/orders.ts';
import { parse } from '../../shared/contract/parse.ts';
import { moveOrderRequest } from '../../shared/contract/staff-orders.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { signatureOf } from '../../shared/domain/staff.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { moveOrder } from './move-order.ts';

const queue = openOrderQueue();

/** `POST /staff/orders/{id}/moves` */
export const handler = staffHandler('baker', findStaffMember, async (request) => {
  const { pathParameters, body, staff } = request;
  const orderId = parse(orderIdParameter, pathParameters['id'], '/path/id');
  const move = parse(moveOrderRequest, body);
  return { status: 200, body: await moveOrder(database, queue, orderId, move, signatureOf(staff)) };
});
