import type { OrderStatus } from '../domain/order-status.ts';
import type { Queryable } from './database.ts';

export interface NewOrder {
  readonly lines: readonly { readonly product_id: number; readonly quantity: number }[];
  readonly correlationId: string;
  /** Null when the client sent no key; then every request is an order of its own. */
  readonly idempotencyKey: string | null;
  /** Tells a repeated request from another one under the same key. */
  readonly requestHash: string;
}

/** Exactly one of `order_id` and `earlier_order_id` is set, or the two lists say why neither is. */
export interface InsertOutcome {
  readonly order_id: number | null;
  readonly earlier_order_id: number | null;
  readonly earlier_request_hash: string | null;
  readonly unknown_products: readonly number[];
  readonly sold_out_products: readonly number[];
}

/**
 * Inserts an order with its lines and the first entry of its timeline, in one statement and one
 * round trip, unless a product is unknown or has nothing left, or the key was used before.
 */
export async function insertOrder(db: Queryable, order: NewOrder): Promise<InsertOutcome> {
  const [outcome] = await db.query<InsertOutcome>(
    {
      name: 'insert-order',
      text: `
        with requested as (
          select *
          from unnest($1::integer[], $2::integer[]) with ordinality as r (product_id, quantity, line_no)
        ), priced as (
          select r.line_no, r.product_id, r.quantity, p.price_minor, p.stock
          from requested r
          join products p on p.id = r.product_id and p.active
        ), earlier as (
          select id, request_hash from orders where idempotency_key = $3
        ), placed as (
          insert into orders (status, idempotency_key, request_hash, correlation_id)
          select 'Pending', $3, $4, $5
          where (select count(*) from priced where stock > 0 or stock is null)
              = (select count(*) from requested)
            and not exists (select from earlier)
          on conflict (idempotency_key) do nothing
          returning id
        ), lines as (
          insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor)
          select placed.id, line_no, product_id, quantity, price_minor
          from placed, priced
        ), timeline as (
          insert into order_timeline (order_id, to_status, by)
          select id, 'Pending', 'customer' from placed
        )
        select
          (select id from placed) as order_id,
          (select id from earlier) as earlier_order_id,
          (select request_hash from earlier) as earlier_request_hash,
          array(select product_id from requested
                except select product_id from priced) as unknown_products,
          array(select distinct product_id from priced where stock = 0) as sold_out_products`,
    },
    [
      order.lines.map((line) => line.product_id),
      order.lines.map((line) => line.quantity),
      order.idempotencyKey,
      order.requestHash,
      order.correlationId,
    ],
  );
  if (!outcome) throw new Error('insert-order returned no row');
  return outcome;
}

export interface OrderStatusRow {
  readonly id: number;
  readonly status: OrderStatus;
  readonly reason: string | null;
}

export async function findOrderStatus(
  db: Queryable,
  orderId: number,
): Promise<OrderStatusRow | undefined> {
  const [row] = await db.query<OrderStatusRow>(
    {
      name: 'find-order-status',
      text: `select id, status, reason from orders where id = $1`,
    },
    [orderId],
  );
  return row;
}

/** How long the oldest Pending order has been waiting, in seconds; null when none waits. */
export async function findOldestPendingSeconds(db: Queryable): Promise<number | null> {
  const [row] = await db.query<{ seconds: number | null }>({
    name: 'find-oldest-pending-seconds',
    text: `
      select extract(epoch from now() - min(placed_at))::float8 as seconds
      from orders
      where status = 'Pending'`,
  });
  return row?.seconds ?? null;
}
