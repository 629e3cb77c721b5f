import type { ListTroubleResponse } from '../../shared/contract/trouble.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { findTroubledOrders, type TroubledOrder } from '../../shared/db/trouble.ts';
import {
  findUncollectedOrders,
  type UncollectedOrder,
} from '../../shared/db/uncollected-orders.ts';
import { patienceSeconds, troubleOf } from '../../shared/domain/trouble.ts';
import { daysOver } from '../../shared/domain/uncollected.ts';

/** More orders than this share one cause, which the first orders show. */
const limit = 200;
/** More than the orders of a usual day, so that one tap ends them all. */
const uncollectedLimit = 500;

/** The orders that need attention: Pending orders with their reasons, and orders of past days. */
export async function listTrouble(db: Queryable, now: Date): Promise<ListTroubleResponse> {
  const days = daysOver(await getPickupRules(db), now);
  const [troubled, uncollected] = await Promise.all([
    findTroubledOrders(db, patienceSeconds, limit),
    findUncollectedOrders(db, days, uncollectedLimit),
  ]);
  return {
    orders: troubled.map(toTrouble),
    uncollected: { ...uncollected, orders: uncollected.orders.map(toUncollected) },
  };
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

function toUncollected({
  id,
  pickup_at,
  customer_name: name,
  customer_phone: phone,
  ...order
}: UncollectedOrder): ListTroubleResponse['uncollected']['orders'][number] {
  return {
    ...order,
    order_id: id,
    pickup_at: pickup_at?.toISOString() ?? null,
    customer: name === null ? null : { name, phone },
  };
}
