import type { Queryable } from './database.ts';

export interface DueOrder {
  readonly id: number;
  readonly correlation_id: string;
}

/** A relay time is further away than this only if the clock was ahead when the time was written. */
const maxRelayDelay = `interval '11 minutes'`;

/**
 * Claims Pending orders whose relay time has passed or is impossibly far away, and postpones that
 * time before sending: 1 min, 2 min, … 10 min, less up to a fifth, so that orders from one outage
 * do not return at the same time. Concurrent relays claim different orders, and a relay that
 * crashes after claiming only delays its orders.
 */
export function claimDueOrders(db: Queryable, limit: number): Promise<DueOrder[]> {
  return db.query<DueOrder>(
    {
      name: 'claim-due-orders',
      text: `
        update orders
        set relay_count = relay_count + 1,
            relay_at = now() + (0.8 + 0.2 * random())
              * least(interval '10 minutes', interval '1 minute' * power(2, least(relay_count, 10)))
        where id in (
          select id from orders
          where status = 'Pending' and (relay_at <= now() or relay_at > now() + ${maxRelayDelay})
          order by relay_at
          limit $1
          for update skip locked
        )
        returning id, correlation_id`,
    },
    [limit],
  );
}

/** Releases claimed orders that could not be sent: they are due at the next run. */
export async function releaseClaim(db: Queryable, orderIds: readonly number[]): Promise<void> {
  await db.query(
    {
      name: 'release-claim',
      text: `
        update orders
        set relay_count = relay_count - 1, relay_at = now()
        where id = any($1::integer[]) and status = 'Pending'`,
    },
    [orderIds],
  );
}

/** The minimum time that an order has waited, independent of the clock at its placement. */
export const relayedForSeconds = '30.0 * relay_count';

/** @returns the age of the oldest Pending order in seconds; 0 when there is none */
export async function findOldestPendingAge(db: Queryable): Promise<number> {
  const [row] = await db.query<{ seconds: number }>(
    {
      name: 'find-oldest-pending-age',
      text: `
        select max(seconds) as seconds
        from (
          select extract(epoch from now() - min(placed_at))::float8 as seconds
          from orders where status = 'Pending'
          union all
          select max(${relayedForSeconds}) from orders
          where status = 'Pending' and placed_at > now()) as waiting`,
    },
    [],
  );
  return Math.max(0, row?.seconds ?? 0);
}
