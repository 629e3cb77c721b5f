import type { StaffOrder, StaffOrderResponse } from '../contract/orders.ts';
import type { OrdersCursor } from '../contract/staff-orders.ts';
import { dayBounds, type LocalDate } from '../domain/calendar.ts';
import { isUndoable } from '../domain/order-change.ts';
import { findOrderNumber } from '../domain/order-number.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import { dueAt, isOnDay } from './business-day.ts';
import { inTransaction, planForValues, type Queryable } from './database.ts';
import { toPhoneCountry } from './order-keys.ts';
import { type OrderSearch, searchOrders, selectItemNames } from './order-search.ts';
import { findOrder, toWholeOrder, type WholeOrderRow, wholeOrderColumns } from './orders.ts';

export interface OrdersFilter {
  /** A business day. With it the earliest order comes first, without it the latest. */
  readonly date?: LocalDate | undefined;
  readonly statuses?: readonly OrderStatus[] | undefined;
  /** An order number, which ranks first, or words as `searchOrders` finds them. */
  readonly words?: string | undefined;
  /**
   * Only orders that changed since shortly before this time, on any day: an order may have left the
   * requested day. A time ahead of the clock returns the whole list, because the clock was set
   * back.
   */
  readonly since?: Date | undefined;
  readonly after?: OrdersCursor | undefined;
  readonly limit: number;
}

export interface OrdersPage {
  readonly orders: StaffOrder[];
  /** Null on the last page. */
  readonly next: OrdersCursor | null;
  /** The newest change of any order that is not dated ahead of the clock; for `since`. */
  readonly latestChange: Date;
}

type StaffOrderRow = WholeOrderRow & { readonly due: string; readonly latest_change: Date };

/**
 * One page of the matching orders, ordered by pickup time or else placement time.
 *
 * A change can become visible after a change with a later time. So the page includes changes of the
 * ten seconds before `since`, which is longer than any transaction can last (`statement_timeout`).
 */
export async function findStaffOrders(filter: OrdersFilter): Promise<OrdersPage> {
  const { words, limit } = filter;
  const [first, ...rest] = await inTransaction(
    (transaction, [, settings = [], names = []]) => {
      const [row] = settings as [{ time_zone: string; locale: string; now: Date }];
      const { text, values } = ordersStatement(filter, row, toItemNames(names));
      return transaction.query<StaffOrderRow | { id: null; latest_change: Date }>(
        { name: '', text },
        values,
      );
    },
    [
      // The statement is planned for its values, so that unused filters cost nothing.
      planForValues,
      'select time_zone, locale, now() from settings',
      ...(words === undefined ? [] : [selectItemNames]),
    ],
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

/** @param itemNames for a search: the names of all items on orders */
export function ordersStatement(
  { date, statuses, words, since, after, limit }: OrdersFilter,
  settings: { readonly time_zone: string; readonly locale: string; readonly now: Date },
  itemNames: readonly string[],
): { readonly text: string; readonly values: readonly unknown[] } {
  const day = date === undefined ? undefined : dayBounds(date, settings.time_zone);
  const country = toPhoneCountry(settings.locale);
  const search = words === undefined ? undefined : searchOrders(words, itemNames, country, 10);
  const isPoll = since !== undefined && since <= settings.now;
  return {
    text: selectOrders(date === undefined ? 'latest first' : 'earliest first', isPoll, search),
    values: [
      day?.from ?? null,
      statuses ?? null,
      isPoll ? since : null,
      after?.due ?? null,
      after?.id ?? null,
      limit + 1,
      words === undefined ? null : (findOrderNumber(words) ?? null),
      day?.to ?? null,
      date ?? null,
      ...(search?.values ?? []),
    ],
  };
}

function toItemNames(rows: readonly unknown[]): string[] {
  return (rows as { name: string }[]).map(({ name }) => name);
}

/** An array, unlike a subquery, makes the planner look the changed orders up, instead of comparing all orders. */
const selectChanged = `
  select order_id from order_timeline where at > $3::timestamptz - interval '10 seconds'`;

function selectOrders(
  sorting: 'earliest first' | 'latest first',
  isPoll: boolean,
  search?: OrderSearch,
): string {
  const [isAfter, direction] = sorting === 'earliest first' ? ['>', 'asc'] : ['<', 'desc'];
  return `
    with change as (
      select coalesce(max(at), now()) as latest_change from order_timeline where at <= now()
    ), page as (
      select ${wholeOrderColumns},
        to_char(timestamp 'epoch' + (${dueAt} - timestamptz 'epoch'), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as due
      from orders o
      where ($1::timestamptz is null or $3::timestamptz is not null
          or ${isOnDay('$9::date', '$1::timestamptz', '$8::timestamptz')})
        and ($2::text[] is null or o.status = any($2))
        ${search ? `and (o.id = $7::integer or o.id = any(array(${search.text})))` : ''}
        ${isPoll ? `and o.id = any(array(${selectChanged}))` : ''}
        and ($4::timestamptz is null or o.id is distinct from $7::integer
          and ($5::integer = $7::integer or (${dueAt}, o.id) ${isAfter} ($4::timestamptz, $5::integer)))
      order by o.id = $7::integer desc, ${dueAt} ${direction}, o.id ${direction}
      limit $6
    )
    select * from change left join page on true`;
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

/** One order with its timeline, as staff see it. */
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
