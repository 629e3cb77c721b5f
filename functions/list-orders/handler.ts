import { parse } from '../../shared/contract/parse.ts';
import { listOrdersQuery } from '../../shared/contract/staff-orders.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { withEtag } from '../../shared/http/etag.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { listOrders } from './list-orders.ts';

/** `GET /staff/orders?date=2026-11-24&status=Pending,Processing&q=anna&limit=50` */
export const handler = staffHandler('baker', findStaffMember, async ({ query, headers }) =>
  withEtag(headers, await listOrders(parse(listOrdersQuery, query, '/query'))),
);
