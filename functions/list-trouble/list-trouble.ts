import type { ListTroubleResponse } from '../../shared/contract/trouble.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findTroubledOrders, type TroubledOrder } from '../../shared/db/trouble.ts';
import { patienceSeconds, troubleOf } from '../../shared/domain/trouble.ts';

/** More orders than this share one cause, which the first orders show. */
const limit = 200;

/** The Pending orders that need attention, each with its reason. */
export async function listTrouble(db: Queryable): Promise<ListTroubleResponse> {
  return { orders: (await findTroubledOrders(db, patienceSeconds, limit)).map(toTrouble) };
}

function toTrouble(order: TroubledOrder): ListTroubleResponse['orders'][number] {
  return {
    order_id: order.id,
    placed_at: order.placed_at.toISOString(),
    waiting_seconds: order.waiting_seconds,
    why: troubleOf(order.attempts, order.relay_count),
    attempts: order.attempts,
    last_error: order.last_error,
    relays: order.relay_count,
    next_relay_at: order.relay_at.toISOString(),
    customer_name: order.customer_name,
  };
}
