import { createHash } from 'node:crypto';
import { dateAt, dayBounds, type LocalDate } from '../domain/calendar.ts';
import { type AffectedOrder, findEffect, type ListedOrder } from '../domain/affected-orders.ts';
import { DomainError } from '../domain/errors.ts';
import { businessDayOf, type PickupRules } from '../domain/pickup.ts';
import { dueAt } from './business-day.ts';
import type { Queryable } from './database.ts';

/** The most orders that a refusal lists; further orders are only counted. */
const maxListed = 500;

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
  const listed = await addCustomers(db, orders.slice(0, maxListed));
  throw new DomainError('conflict', 'orders-affected', 'This change affects open orders.', {
    affected: { orders: listed, count: orders.length, confirmation },
  });
}

async function addCustomers(
  db: Queryable,
  orders: readonly AffectedOrder[],
): Promise<ListedOrder[]> {
  const rows = await db.query<{
    id: number;
    name: string;
    phone: string | null;
    email: string | null;
  }>(
    {
      name: 'find-customers',
      text: `
        select id, customer_name as name, customer_phone as phone, customer_email as email
        from orders where id = any($1::integer[]) and customer_name is not null`,
    },
    [orders.map(({ order_id }) => order_id)],
  );
  const customers = new Map(rows.map(({ id, ...customer }) => [id, customer]));
  return orders.map((order) => ({ ...order, customer: customers.get(order.order_id) ?? null }));
}

async function findAffectedOrders(
  db: Queryable,
  { before, after, now }: RulesChange,
): Promise<AffectedOrder[]> {
  const today = dayBounds(dateAt(now, before.timeZone), before.timeZone);
  const rows = await db.query<{ pickup_at: Date; pickup_date: LocalDate | null; ids: number[] }>(
    {
      name: 'find-open-pickups',
      // The condition with `coalesce` matches the index orders_due; the next condition excludes
      // orders without a pickup time.
      text: `
        select pickup_at, pickup_date::text, array_agg(id order by id) as ids
        from orders o
        where ${dueAt} >= $1
          and pickup_at is not null
          and status not in ('Rejected', 'Cancelled')
          and collected_at is null
          and missed_at is null
        group by pickup_at, pickup_date
        order by pickup_at, pickup_date`,
    },
    [today.from],
  );
  return rows.flatMap(({ pickup_at: pickupAt, pickup_date, ids }) => {
    const pickupDate = pickup_date ?? businessDayOf(before, pickupAt);
    const effect = findEffect(before, after, { pickupAt, pickupDate });
    if (effect === null) return [];
    return ids.map((order_id) => ({ order_id, pickup_at: pickupAt.toISOString(), effect }));
  });
}

/**
 * A digest of the numbers of the affected orders and of the new rules: another change needs another confirmation, but
 * a customer's new phone number does not.
 */
function digest(orders: readonly AffectedOrder[], after: PickupRules): string {
  const ids = orders.map(({ order_id }) => order_id);
  const seen = JSON.stringify([ids, { ...after, specialDays: [...after.specialDays] }]);
  return createHash('sha256').update(seen).digest('base64url').slice(0, 22);
}
