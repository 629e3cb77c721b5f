import type { Allergen, DeclaredAllergens } from '../domain/allergens.ts';
import type { LocalDate } from '../domain/calendar.ts';
import { toMainUnit } from '../domain/money.ts';
import type { Completer, OrderStatus } from '../domain/order-status.ts';
import { completedBy } from './completed-by.ts';
import type { Queryable } from './database.ts';
import { declaredAllergens } from './declared-allergens.ts';
import { lineOptionFields, type LineOptionsRow, toLineOptions } from './line-options.ts';
import { relayedForSeconds } from './relay.ts';

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

/** An order with its lines. */
export interface WholeOrderRow extends OrderStatusRow {
  readonly token: string;
  readonly placed_at: Date;
  readonly pickup_at: Date | null;
  readonly pickup_date: LocalDate | null;
  readonly collected_at: Date | null;
  readonly completed_by: Completer | null;
  readonly cancel_until: Date | null;
  readonly missed_at: Date | null;
  readonly customer_name: string | null;
  readonly customer_phone: string | null;
  readonly customer_email: string | null;
  readonly placed_by: string | null;
  readonly override_reason: string | null;
  readonly currency: string;
  readonly lines: readonly (LineOptionsRow & {
    readonly product_id: number;
    readonly name: string;
    readonly quantity: number;
    readonly unit_price_minor: number;
    readonly allergens: DeclaredAllergens;
    readonly traces: readonly Allergen[];
    readonly note: string | null;
    /** The product's current picture; old pictures are not kept for old orders. */
    readonly picture: string | null;
  })[];
}

/** The columns of a `WholeOrderRow`, for a query `from orders o`. */
export const wholeOrderColumns = `
  o.id, o.status, o.reason, o.token, o.placed_at, o.pickup_at,
  o.pickup_date::text as pickup_date, o.collected_at, o.missed_at,
  (${completedBy}) as completed_by, o.cancel_until,
  o.customer_name, o.customer_phone, o.customer_email, o.placed_by, o.override_reason,
  o.currency,
  (select jsonb_agg(jsonb_build_object(
      'product_id', product_id, 'name', product_name, 'quantity', quantity,
      'unit_price_minor', unit_price_minor, 'allergens', ${declaredAllergens('l')}, 'traces', l.traces,
      'note', note, ${lineOptionFields('l')},
      'picture', '/pictures/' || picture)
    order by line_no)
   from order_lines l join products p on p.id = product_id where order_id = o.id) as lines`;

export interface OrderRow extends WholeOrderRow {
  readonly timeline: readonly {
    /** ISO 8601 */
    readonly at: string;
    readonly from: OrderStatus | null;
    readonly to: OrderStatus;
    readonly by: string;
    readonly reason: string | null;
    readonly id: number;
    readonly undoes: number | null;
    readonly secondsAgo: number;
  }[];
}

/** An order with its lines and its timeline, both sorted. */
export async function findOrder(db: Queryable, orderId: number): Promise<OrderRow | undefined> {
  const [row] = await db.query<OrderRow>(
    {
      name: 'find-order',
      text: `
        select ${wholeOrderColumns},
          (select jsonb_agg(jsonb_build_object(
              'at', at, 'from', from_status, 'to', to_status, 'by', by, 'reason', reason,
              'id', id, 'undoes', undoes, 'secondsAgo', extract(epoch from clock_timestamp() - at))
            order by id)
           from order_timeline where order_id = o.id) as timeline
        from orders o
        where o.id = $1`,
    },
    [orderId],
  );
  return row;
}

/** The part of an order that customers and staff see. */
export function toWholeOrder(order: WholeOrderRow) {
  const { customer_name: name, customer_phone: phone, customer_email: email } = order;
  return {
    order_id: order.id,
    status: order.status,
    placed_at: order.placed_at.toISOString(),
    pickup_at: order.pickup_at?.toISOString() ?? null,
    pickup_date: order.pickup_date,
    collected_at: order.collected_at?.toISOString() ?? null,
    completed_by: order.completed_by,
    missed_at: order.missed_at?.toISOString() ?? null,
    customer: name === null ? null : { name, phone, email },
    lines: order.lines.map(({ unit_price_minor, allergens, traces, choices, texts, ...line }) => ({
      ...line,
      options: toLineOptions({ choices, texts }),
      unit_price: toMainUnit(unit_price_minor),
      allergens: allergens && [...allergens],
      traces: [...traces],
    })),
    currency: order.currency,
    total: toMainUnit(
      order.lines.reduce((sum, line) => sum + line.quantity * line.unit_price_minor, 0),
    ),
  };
}

export interface Waiting {
  /** Age of the oldest Pending order in seconds; null when there is none. */
  readonly oldestSeconds: number | null;
  /** Whether an order with a similar number has been processed since the oldest was placed. */
  readonly isProcessing: boolean;
}

/** How long orders have been waiting, and whether other orders overtake them. */
export async function findWaiting(db: Queryable): Promise<Waiting> {
  const [row] = await db.query<{ seconds: number | null; is_processing: boolean }>({
    name: 'find-waiting',
    // The window of order numbers keeps the search short. It includes later orders, which overtake
    // a message that keeps failing, and earlier orders, which come first in a long queue.
    text: `
      with oldest as (
        select id, placed_at, relay_count from orders
        where status = 'Pending' order by placed_at limit 1
      )
      select
        (select case when placed_at > now() then ${relayedForSeconds}
                  else extract(epoch from now() - placed_at) end::float8
         from oldest) as seconds,
        exists (
          select from order_timeline t, oldest
          where t.order_id between oldest.id - 1000 and oldest.id + 1000
            and t.by = 'processor' and t.at >= oldest.placed_at and t.at <= now()
        ) as is_processing`,
  });
  return { oldestSeconds: row?.seconds ?? null, isProcessing: row?.is_processing ?? false };
}
