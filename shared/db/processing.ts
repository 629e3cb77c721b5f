import type { Decision, PendingOrder } from '../domain/allocation.ts';
import type { Queryable } from './database.ts';

interface PendingLineRow {
  readonly order_id: number;
  readonly product_id: number;
  readonly quantity: number;
  /** The shelf's stock; null for a made-to-order product. */
  readonly stock: number | null;
}

export interface LockedBatch {
  /** In id order; those of the asked-for orders that are still Pending. */
  readonly orders: readonly PendingOrder[];
  /** Units on the shelf per shelf product in these orders. */
  readonly stock: ReadonlyMap<number, number>;
}

/**
 * Locks the orders that are still Pending, then the shelf products in them, both in id order, so
 * that two processors never wait for each other in a circle. `= any(array(…))` is what makes the
 * order of the two certain: the array is complete before the first product is looked at.
 */
export async function lockPendingOrders(
  db: Queryable,
  orderIds: readonly number[],
): Promise<LockedBatch> {
  const rows = await db.query<PendingLineRow>(
    {
      name: 'lock-pending-orders',
      text: `
        with pending as materialized (
          select id from orders
          where id = any($1::integer[]) and status = 'Pending'
          order by id
          for update
        ), line as materialized (
          select order_id, line_no, product_id, quantity
          from order_lines
          where order_id = any(array(select id from pending))
        ), shelf as materialized (
          select id, stock from products
          where id = any(array(select product_id from line)) and kind = 'shelf'
          order by id
          for update
        )
        select line.order_id, line.product_id, line.quantity, shelf.stock
        from line
        left join shelf on shelf.id = line.product_id
        order by line.order_id, line.line_no`,
    },
    [orderIds],
  );
  return { orders: toOrders(rows), stock: toStock(rows) };
}

function toOrders(rows: readonly PendingLineRow[]): PendingOrder[] {
  const linesByOrder = Map.groupBy(rows, (row) => row.order_id);
  return [...linesByOrder].map(([id, lines]) => ({
    id,
    lines: lines.map(({ product_id, quantity, stock }) => ({
      productId: product_id,
      quantity,
      kind: stock === null ? 'made_to_order' : 'shelf',
    })),
  }));
}

function toStock(rows: readonly PendingLineRow[]): Map<number, number> {
  return new Map(
    rows.flatMap(({ product_id, stock }) => (stock === null ? [] : [[product_id, stock]])),
  );
}

/** Writes all decisions of a batch at once: statuses, timeline and stock. */
export async function writeDecisions(db: Queryable, decisions: readonly Decision[]): Promise<void> {
  const taken = sumTaken(decisions);
  await db.query(
    {
      name: 'write-decisions',
      text: `
        with decided as (
          select * from unnest($1::integer[], $2::text[], $3::text[]) as d (order_id, status, reason)
        ), moved as (
          update orders o
          set status = d.status, reason = d.reason
          from decided d
          where o.id = d.order_id and o.status = 'Pending'
          returning o.id, o.status, o.reason
        ), taken as (
          update products p
          set stock = p.stock - t.units
          from unnest($4::integer[], $5::integer[]) as t (product_id, units)
          where p.id = t.product_id
        )
        insert into order_timeline (order_id, from_status, to_status, by, reason)
        select id, 'Pending', status, 'processor', reason from moved`,
    },
    [
      decisions.map((decision) => decision.orderId),
      decisions.map((decision) => decision.status),
      decisions.map((decision) => decision.reason),
      [...taken.keys()],
      [...taken.values()],
    ],
  );
}

function sumTaken(decisions: readonly Decision[]): Map<number, number> {
  const sum = new Map<number, number>();
  for (const decision of decisions) {
    for (const [productId, units] of decision.taken) {
      sum.set(productId, (sum.get(productId) ?? 0) + units);
    }
  }
  return sum;
}
