import type { OrderStatus } from '../domain/order-status.ts';
import type { Queryable } from './database.ts';

export interface TroubledOrder {
  readonly id: number;
  readonly placed_at: Date;
  readonly waiting_seconds: number;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly relay_count: number;
  readonly relay_at: Date;
  readonly customer_name: string | null;
}

/** SQL: since when the order `o` is Pending. After an undone cancellation, the wait counts from the undo. */
const pendingSince = `
  coalesce((select max(at) from order_timeline where order_id = o.id and to_status = 'Pending'), o.placed_at)`;

/**
 * SQL condition: the order `o` needs attention.
 * @param patience SQL of the seconds that an order may wait
 */
export function isTroubled(patience: string): string {
  return `(
    o.status = 'Pending'
    and (o.attempts > 0 or ${pendingSince} < now() - make_interval(secs => ${patience})
      -- The wait is unknown when the clock was ahead.
      or ${pendingSince} > now() + interval '1 minute'))`;
}

/** Pending orders that failed or have waited longer than `patienceSeconds`, oldest first. */
export function findTroubledOrders(
  db: Queryable,
  patienceSeconds: number,
  limit: number,
): Promise<TroubledOrder[]> {
  return db.query<TroubledOrder>(
    {
      name: 'find-troubled-orders',
      text: `
        select id, placed_at,
          greatest(0, floor(extract(epoch from now() - pending_since)))::integer as waiting_seconds,
          attempts, last_error, relay_count, relay_at, customer_name
        from orders o
        cross join lateral (select ${pendingSince} as pending_since) as t
        where ${isTroubled('$1')}
        order by pending_since, id
        limit $2`,
    },
    [patienceSeconds, limit],
  );
}

/** Records a failed attempt; an order that is no longer Pending is left unchanged. */
export async function writeFailedAttempt(
  db: Queryable,
  orderId: number,
  error: string,
): Promise<void> {
  await db.query(
    {
      name: 'write-failed-attempt',
      text: `
        update orders set attempts = attempts + 1, last_error = left($2, 500)
        where id = $1 and status = 'Pending'`,
    },
    [orderId, error],
  );
}

export interface Retry {
  readonly status: OrderStatus;
  readonly correlation_id: string;
}

/**
 * Resets a Pending order's relay time as if the order were just placed: the relay does not resend
 * the order for 30 seconds. Any other order is left unchanged. Waits while a processor has locked
 * the order.
 * @returns undefined when the order does not exist
 */
export async function beginRetry(db: Queryable, orderId: number): Promise<Retry | undefined> {
  const [row] = await db.query<Retry>(
    {
      name: 'begin-retry',
      text: `
        with found as materialized (
          select id, status, correlation_id from orders where id = $1 for no key update
        ), begun as (
          update orders o set relay_at = now() + interval '30 seconds', relay_count = 0
          from found
          where o.id = found.id and found.status = 'Pending'
        )
        select status, correlation_id from found`,
    },
    [orderId],
  );
  return row;
}

/** Makes a Pending order due for the next run of the relay. */
export async function leaveToRelay(db: Queryable, orderId: number): Promise<void> {
  await db.query(
    {
      name: 'leave-to-relay',
      text: `update orders set relay_at = now() where id = $1 and status = 'Pending'`,
    },
    [orderId],
  );
}
