import type { ListTroubleResponse } from '../../shared/contract/trouble.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import {
  type ConcernedOrder,
  listShortfalls,
  type ListedShortfall,
} from '../../shared/db/shortfalls.ts';
import { findTroubledOrders, type TroubledOrder } from '../../shared/db/trouble.ts';
import {
  findUncollectedOrders,
  type UncollectedOrder,
} from '../../shared/db/uncollected-orders.ts';
import { maxGroup } from '../../shared/domain/order-change.ts';
import { patienceSeconds, troubleOf } from '../../shared/domain/trouble.ts';
import { daysOver } from '../../shared/domain/uncollected.ts';

/** More orders than this share one cause, which the first orders show. */
const limit = 200;
/** More than the orders of a usual day, so that one tap ends them all; of earlier days as many as one request ends. */
const uncollectedLimits = { ofDays: 500, older: maxGroup };

/** What needs attention: Pending orders with their reasons, orders of past days, and supplies that are short. */
export async function listTrouble(db: Queryable, now: Date): Promise<ListTroubleResponse> {
  const rules = await getPickupRules(db);
  const [troubled, uncollected, shortfalls] = await Promise.all([
    findTroubledOrders(db, patienceSeconds, limit),
    findUncollectedOrders(db, daysOver(rules, now), uncollectedLimits),
    listShortfalls(db, rules, now),
  ]);
  return {
    orders: troubled.map(toTrouble),
    uncollected: {
      ...uncollected,
      orders: uncollected.orders.map(toUncollected),
      older_orders: uncollected.older_orders.map(toUncollected),
    },
    shortfalls: shortfalls.map(toShortfall),
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

function toShortfall(shortfall: ListedShortfall): ListTroubleResponse['shortfalls'][number] {
  const short = { short_by: shortfall.shortBy, orders: shortfall.orders.map(toConcerned) };
  const { name, unit } = shortfall;
  switch (shortfall.of) {
    case 'product': {
      const { date, productId } = shortfall;
      return { of: 'product', product_id: productId, name, date, ...short };
    }
    case 'pool': {
      const { date, poolId } = shortfall;
      return { of: 'pool', pool_id: poolId, name, unit, date, ...short };
    }
    case 'slot': {
      const { openedOn: date, startsAt, endsAt } = shortfall.slot;
      const times = { starts_at: startsAt.toISOString(), ends_at: endsAt.toISOString() };
      return { of: 'slot', ...times, date, ...short };
    }
  }
}

function toConcerned({ id, pickupAt, customerName, units }: ConcernedOrder) {
  return {
    order_id: id,
    pickup_at: pickupAt?.toISOString() ?? null,
    customer_name: customerName,
    units,
  };
}
