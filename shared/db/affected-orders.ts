import { createHash } from 'node:crypto';
import { dateAt, dayBounds } from '../domain/calendar.ts';
import { type AffectedOrder, findEffect } from '../domain/affected-orders.ts';
import { DomainError } from '../domain/errors.ts';
import type { PickupRules } from '../domain/pickup.ts';
import type { Queryable } from './database.ts';

/** The most orders that a refusal lists; further orders are only counted. */
export const maxListed = 100;

export interface RulesChange {
  readonly before: PickupRules;
  readonly after: PickupRules;
  readonly now: Date;
  /** The value from the refusal that listed the same orders. */
  readonly confirmation: string | undefined;
}

/**
 * Refuses a change of the pickup rules that affects open orders, unless the client confirms the
 * list of these orders. Call this function in the transaction of the change, while the allocation
 * lock is held.
 * @throws DomainError `conflict` with the affected orders, and the confirmation to send with the
 * same change
 */
export async function requireConfirmation(db: Queryable, change: RulesChange): Promise<void> {
  const orders = await findAffectedOrders(db, change);
  if (orders.length === 0) return;
  const confirmation = digest(orders, change.after);
  if (confirmation === change.confirmation) return;
  throw new DomainError('conflict', 'orders-affected', 'This change affects open orders.', {
    affected: { orders: orders.slice(0, maxListed), count: orders.length, confirmation },
  });
}

async function findAffectedOrders(
  db: Queryable,
  { before, after, now }: RulesChange,
): Promise<AffectedOrder[]> {
  const today = dayBounds(dateAt(now, before.timeZone), before.timeZone);
  const rows = await db.query<{ pickup_at: Date; ids: number[] }>(
    {
      name: 'find-open-pickups',
      // The condition with `coalesce` matches the index orders_due; the next condition excludes
      // orders without a pickup time.
      text: `
        select pickup_at, array_agg(id order by id) as ids
        from orders
        where coalesce(pickup_at, placed_at) >= $1
          and pickup_at is not null
          and status not in ('Rejected', 'Cancelled')
          and collected_at is null
        group by pickup_at
        order by pickup_at`,
    },
    [today.from],
  );
  return rows.flatMap(({ pickup_at, ids }) => {
    const effect = findEffect(before, after, pickup_at);
    if (effect === null) return [];
    return ids.map((order_id) => ({ order_id, pickup_at: pickup_at.toISOString(), effect }));
  });
}

/**
 * A digest of the affected orders and of the new rules: another change needs another confirmation.
 */
function digest(orders: readonly AffectedOrder[], after: PickupRules): string {
  const seen = JSON.stringify([orders, { ...after, closures: [...after.closures] }]);
  return createHash('sha256').update(seen).digest('base64url').slice(0, 22);
}
