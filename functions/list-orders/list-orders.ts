import {
  type ListOrdersQuery,
  type ListOrdersResponse,
  toCursorText,
} from '../../shared/contract/staff-orders.ts';
import { findStaffOrders } from '../../shared/db/staff-orders.ts';

const usualLimit = 50;

/** A page of orders, with the cursor for the next page and the time for `since`. */
export async function listOrders({
  date,
  status,
  q,
  since,
  cursor,
  limit = usualLimit,
}: ListOrdersQuery): Promise<ListOrdersResponse> {
  const { orders, next, latestChange } = await findStaffOrders({
    date,
    statuses: status,
    words: q,
    since,
    after: cursor,
    limit,
  });
  return {
    orders,
    next_cursor: next && toCursorText(next),
    since: latestChange.toISOString(),
  };
}
