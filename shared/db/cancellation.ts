import type { OrderStatus } from '../domain/order-status.ts';
import type { PickupRules } from '../domain/pickup.ts';
import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, type Queryable } from './database.ts';
import { selectPickupRules, toPickupRules } from './settings.ts';

export interface CancellableOrder {
  readonly id: number;
  readonly status: OrderStatus;
  readonly token: string;
  readonly pickupAt: Date | null;
}

/**
 * Locks an order and asks whether to cancel it; if so, cancels it and gives back all that it held:
 * stock, its slot and its baking days. What `decide` throws is thrown on, and nothing is changed.
 * @returns false when there is no such order
 */
export function cancelOrder(
  orderId: number,
  by: string,
  reason: string,
  decide: (order: CancellableOrder, rules: PickupRules) => boolean,
): Promise<boolean> {
  return inTransaction(
    async (transaction, [, rules = []]) => {
      const order = await lockOrder(transaction, orderId);
      if (!order) return false;
      if (decide(order, toPickupRules(rules))) {
        await writeCancellation(transaction, orderId, by, reason);
      }
      return true;
    },
    [lockAllocation, selectPickupRules],
  );
}

async function lockOrder(db: Queryable, orderId: number): Promise<CancellableOrder | undefined> {
  const [row] = await db.query<CancellableOrder>(
    {
      name: 'lock-order',
      text: `select id, status, token, pickup_at as "pickupAt" from orders where id = $1 for no key update`,
    },
    [orderId],
  );
  return row;
}

/** What an order holds is what its movements say and, once it is accepted, its lines and its slot. */
async function writeCancellation(db: Queryable, orderId: number, by: string, reason: string) {
  await db.query(
    {
      name: 'write-cancellation',
      text: `
        with before as (
          select id, status, pickup_at,
            (pickup_at at time zone (select time_zone from settings))::date as pickup_date
          from orders where id = $1
        ), cancelled as (
          update orders set status = 'Cancelled', reason = $3 where id = $1
        ), timeline as (
          insert into order_timeline (order_id, from_status, to_status, by, reason)
          select id, status, 'Cancelled', $2, $3 from before
        ), given_back as (
          insert into stock_movements (order_id, product_id, units, reason, by)
          select order_id, product_id, -sum(units), 'cancelled', $2
          from stock_movements where order_id = $1
          group by order_id, product_id
          having sum(units) <> 0
          returning product_id, units
        ), stocked as (
          update products p set stock = p.stock + g.units
          from given_back g where p.id = g.product_id
        ), held as (
          select l.product_id, p.kind, b.pickup_at, b.pickup_date, sum(l.quantity) as units
          from before b
          join order_lines l on l.order_id = b.id
          join products p on p.id = l.product_id
          where b.status = 'Processing' or b.status = 'Completed'
          group by l.product_id, p.kind, b.pickup_at, b.pickup_date
        ), slot as (
          update pickup_slots s set units_taken = s.units_taken - h.units
          from (select pickup_at, sum(units) as units from held group by pickup_at) h
          where s.starts_at = h.pickup_at
        )
        update baking_days d set units_taken = d.units_taken - h.units
        from held h
        where h.kind = 'made_to_order' and d.product_id = h.product_id and d.date = h.pickup_date`,
    },
    [orderId, by, reason],
  );
}
