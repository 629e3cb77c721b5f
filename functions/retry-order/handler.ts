import { openOrderQueue } from '#queue';
import { orderIdParameter } from '../../shared/contract/orders.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { retryOrder } from './retry-order.ts';

const queue = openOrderQueue();

/** `POST /staff/orders/{id}/retry` */
export const handler = staffHandler('baker', findStaffMember, async ({ pathParameters, staff }) => {
  const orderId = parse(orderIdParameter, pathParameters['id'], '/path/id');
  return { status: 200, body: await retryOrder(database, queue, staff, orderId) };
});
