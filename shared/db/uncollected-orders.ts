import type { LocalDate } from '../domain/calendar.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import type { DaysOver } from '../domain/uncollected.ts';
import { completedBy } from './completed-by.ts';
import type { Queryable } from './database.ts';

/** SQL condition: the order `o` may still be picked up. As in the index orders_uncollected. */
export const isUncollected = `(
  o.status in ('Processing', 'Completed') and o.collected_at is null and o.missed_at is null)`;

export interface UncollectedOrder {
  readonly id: number;
  readonly status: OrderStatus;
  /** Null unless the order is Completed. */
  readonly completed_by: 'processor' | 'staff' | null;
  readonly pickup_date: LocalDate;
  readonly pickup_at: Date | null;
  readonly customer_name: string | null;
  readonly customer_phone: string | null;
  readonly units: number;
}

export interface UncollectedOrders {
  /** The latest day first, each in the order of the pickup times. */
  readonly orders: readonly UncollectedOrder[];
  /** All orders of these days, also beyond the limit. */
  readonly count: number;
  /** The orders of earlier days, in the same sequence. */
  readonly older_orders: readonly UncollectedOrder[];
  /** All orders of earlier days, also beyond the limit. */
  readonly older: number;
}

/** The most orders that are listed of the days, and of earlier days. */
interface Limits {
  readonly ofDays: number;
  readonly older: number;
}

/** The uncollected orders of days that are over. */
export async function findUncollectedOrders(
  db: Queryable,
  days: DaysOver,
  limits: Limits,
): Promise<UncollectedOrders> {
  const { text, values } = uncollectedStatement(days, limits);
  const [row] = await db.query<UncollectedOrders>(
    { name: 'find-uncollected-orders', text },
    values,
  );
  if (!row) throw new Error('find-uncollected-orders returned no row');
  return {
    ...row,
    orders: row.orders.map(withTime),
    older_orders: row.older_orders.map(withTime),
  };
}

/** JSON has no times. */
function withTime(order: UncollectedOrder): UncollectedOrder {
  return { ...order, pickup_at: order.pickup_at && new Date(order.pickup_at) };
}

export function uncollectedStatement({ first, last }: DaysOver, limits: Limits) {
  const [ofDays, ofEarlierDays] = ['o.pickup_date between $1 and $2', 'o.pickup_date < $1'];
  return {
    text: `
      select
        ${countOf(ofDays)} as count,
        ${countOf(ofEarlierDays)} as older,
        ${listOf(ofDays, '$3')} as orders,
        ${listOf(ofEarlierDays, '$4')} as older_orders`,
    values: [first, last, limits.ofDays, limits.older],
  };
}

function countOf(isOfDays: string): string {
  return `(select count(*)::integer from orders o where ${isUncollected} and ${isOfDays})`;
}

function listOf(isOfDays: string, limit: string): string {
  return `
    (select coalesce(jsonb_agg(to_jsonb(listed) order by pickup_date desc, pickup_at, id), '[]')
     from (
       select o.id, o.status, (${completedBy}) as completed_by, o.pickup_date::text, o.pickup_at, o.customer_name,
         o.customer_phone, (select sum(quantity)::integer from order_lines where order_id = o.id) as units
       from orders o
       where ${isUncollected} and ${isOfDays}
       order by o.pickup_date desc, o.pickup_at, o.id
       limit ${limit}) as listed)`;
}
