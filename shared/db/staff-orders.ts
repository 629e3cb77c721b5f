import type { StaffOrder, StaffOrderResponse } from '../contract/orders.ts';
import type { OrdersCursor } from '../contract/staff-orders.ts';
import { dayBounds, type LocalDate } from '../domain/calendar.ts';
import { isUndoable } from '../domain/order-change.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import { inTransaction, planForValues, type Queryable } from './database.ts';
import { selectTimeZone, toTimeZone } from './settings.ts';
import { findOrder, toWholeOrder, type WholeOrderRow, wholeOrderColumns } from './orders.ts';

export interface OrdersFilter {
  /** A day at the bakery; with it the earliest order comes first, without it the latest. */
  readonly date?: LocalDate | undefined;
  readonly statuses?: readonly OrderStatus[] | undefined;
  /** A number, which comes first; or a part of a name, a phone number or an e-mail address. */
  readonly words?: string | undefined;
  /** Only what has changed since, or a moment before, on whatever day: it may have left this one. */
  readonly since?: Date | undefined;
  readonly after?: OrdersCursor | undefined;
  readonly limit: number;
}

export interface OrdersPage {
  readonly orders: StaffOrder[];
  /** Null when this was the last page. */
  readonly next: OrdersCursor | null;
  /** The newest change of all orders; for `since`. */
  readonly latestChange: Date;
}

type StaffOrderRow = WholeOrderRow & { readonly due: string; readonly latest_change: Date };

/**
 * One page of the orders that fit, an order's time being that of its pickup or else its placement.
 *
 * Changes that were written at about the same time can become visible in another order than that of
 * their times, so `since` also tells what changed in the ten seconds before it: longer than any of
 * our transactions can last (`statement_timeout`).
 */
export async function findStaffOrders(filter: OrdersFilter): Promise<OrdersPage> {
  const { date, statuses, words, since, after, limit } = filter;
  const digits = words?.replaceAll(/\D/g, '') ?? '';
  const [first, ...rest] = await inTransaction(
    (transaction, [, settings = []]) => {
      const day = date === undefined ? undefined : dayBounds(date, toTimeZone(settings));
      return transaction.query<StaffOrderRow | { id: null; latest_change: Date }>(
        { name: '', text: date === undefined ? latestFirst : earliestFirst },
        [
          day?.from ?? null,
          statuses ?? null,
          words === undefined ? null : toPattern(words),
          digits.length >= 3 ? `%${digits}%` : null,
          /^\d{1,9}$/.test(words ?? '') ? Number(words) : null,
          since ?? null,
          after?.due ?? null,
          after?.id ?? null,
          limit + 1,
          day?.to ?? null,
        ],
      );
    },
    // So that what is not asked for costs nothing.
    [planForValues, selectTimeZone],
  );
  if (!first) throw new Error('find-staff-orders returned no row');
  const rows = [first, ...rest].filter((row): row is StaffOrderRow => row.id !== null);
  const last = rows[limit - 1];
  return {
    orders: rows.slice(0, limit).map(toStaffOrder),
    next: rows.length > limit && last ? { due: last.due, id: last.id } : null,
    latestChange: first.latest_change,
  };
}

const due = 'coalesce(o.pickup_at, o.placed_at)';

function selectOrders(isAfter: '<' | '>', direction: 'asc' | 'desc'): string {
  return `
    with change as (
      select coalesce(max(at), now()) as latest_change from order_timeline
    ), page as (
      select ${wholeOrderColumns},
        to_char(timestamp 'epoch' + (${due} - timestamptz 'epoch'), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as due
      from orders o
      where ($1::timestamptz is null or $6::timestamptz is not null
          or (${due} >= $1::timestamptz and ${due} < $10::timestamptz))
        and ($2::text[] is null or o.status = any($2))
        and ($3::text is null
          or o.customer_name ilike $3 collate "pg_c_utf8" or o.customer_email ilike $3
          or regexp_replace(o.customer_phone, '\\D', '', 'g') like $4
          or o.id = $5::integer)
        and ($6::timestamptz is null
          or o.id in (select order_id from order_timeline where at > $6::timestamptz - interval '10 seconds'))
        and ($7::timestamptz is null or o.id is distinct from $5::integer
          and ($8::integer = $5::integer or (${due}, o.id) ${isAfter} ($7::timestamptz, $8::integer)))
      order by o.id = $5::integer desc, ${due} ${direction}, o.id ${direction}
      limit $9
    )
    select * from change left join page on true`;
}

const earliestFirst = selectOrders('>', 'asc');
const latestFirst = selectOrders('<', 'desc');

/** The words anywhere, with nothing in them that has a meaning in a pattern. */
function toPattern(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

function toStaffOrder(order: WholeOrderRow): StaffOrder {
  return {
    ...toWholeOrder(order),
    reason: order.reason,
    units: order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    placed_by: order.placed_by,
    override_reason: order.override_reason,
  };
}

/** One order with its story, as staff see it. */
export async function findStaffOrder(
  db: Queryable,
  orderId: number,
): Promise<StaffOrderResponse | undefined> {
  const order = await findOrder(db, orderId);
  if (!order) return undefined;
  return {
    ...toStaffOrder(order),
    token: order.token,
    is_undoable: order.timeline.slice(-1).some(isUndoable),
    timeline: order.timeline.map(({ at, from, to, by, reason }) => ({
      at: new Date(at).toISOString(),
      from,
      to,
      by,
      reason,
    })),
  };
}
