import type { Allergen } from '../domain/allergens.ts';
import { toMainUnit } from '../domain/money.ts';
import { type OpenOrderLimits, toEmailKey, toPhoneKey } from '../domain/open-orders.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import type { Queryable } from './database.ts';

export interface NewOrder {
  readonly lines: readonly {
    readonly product_id: number;
    readonly quantity: number;
    readonly note?: string | undefined;
  }[];
  /** Null when the customer wants to remain unknown. */
  readonly customer: {
    readonly name: string;
    readonly phone?: string | undefined;
    readonly email?: string | undefined;
  } | null;
  /** The start of the slot the customer chose; null for the next one that is open. */
  readonly pickupAt: Date | null;
  readonly correlationId: string;
  /** Null when the client sent no key; then every request is an order of its own. */
  readonly idempotencyKey: string | null;
  /** Tells a repeated request from another one under the same key. */
  readonly requestHash: string;
  /** The signature of who took the order at the counter, when it was not the customer. */
  readonly placedBy?: string | null;
  /** Why the rules about pickup do not hold for it, when they do not. */
  readonly overrideReason?: string | undefined;
  /** Refused already for a reason of the caller's: only an earlier order is looked for. */
  readonly isRefused?: boolean;
  /** Under which limits, and from which network; without, there may be any number of orders. */
  readonly limits?: (OpenOrderLimits & { readonly placedFrom: string }) | undefined;
}

/** Exactly one of `order_id` and `earlier_order_id` is set, or the rest says why neither is. */
export interface InsertOutcome {
  readonly order_id: number | null;
  /** Opens the order, new or earlier; null when there is none. */
  readonly token: string | null;
  readonly earlier_order_id: number | null;
  readonly earlier_request_hash: string | null;
  readonly unknown_products: readonly number[];
  readonly sold_out_products: readonly number[];
  /** Orders that were open already; counted up to the limit, and no further. */
  readonly open_of_contact: number;
  readonly open_from_address: number;
}

/**
 * Inserts an order with its lines and the first entry of its timeline, in one statement and one
 * round trip, unless a product is unknown or has nothing left, the key was used before, too many
 * orders are open, or the order is refused already.
 *
 * Orders that are placed at the same moment do not see each other, so a limit may be exceeded by as
 * many as are under way at once; a lock would make all customers wait for the few who try.
 */
export async function insertOrder(db: Queryable, order: NewOrder): Promise<InsertOutcome> {
  const { limits } = order;
  const email = order.customer?.email;
  const phone = order.customer?.phone;
  const isContactLimited = limits && limits.perContact > 0 && (email ?? phone) !== undefined;
  const isAddressLimited = limits && limits.perAddress > 0;
  const values = [
    order.lines.map((line) => line.product_id),
    order.lines.map((line) => line.quantity),
    order.lines.map((line) => line.note ?? null),
    order.idempotencyKey,
    order.requestHash,
    order.correlationId,
    order.pickupAt,
    order.customer?.name ?? null,
    phone ?? null,
    email ?? null,
    order.isRefused ?? false,
    order.placedBy ?? null,
    order.overrideReason ?? null,
  ];
  const [outcome] =
    isContactLimited || isAddressLimited
      ? await db.query<InsertOutcome>(insertUnlessTooManyAreOpen, [
          ...values,
          email === undefined ? null : toEmailKey(email),
          phone === undefined ? null : toPhoneKey(phone),
          limits.perContact,
          isAddressLimited ? limits.placedFrom : null,
          limits.perAddress,
        ])
      : await db.query<InsertOutcome>(insertWithoutLimit, values);
  if (!outcome) throw new Error('insert-order returned no row');
  return outcome;
}

/** The orders that `shared/domain/open-orders.ts` calls open, up to a limit; 0 looks for none. */
function countOpen(whose: string, limit: string): string {
  return `
    (select count(*) from (
       select from orders
       where ${whose}
         -- The condition of the indexes orders_open_….
         and status in ('Pending', 'Processing', 'Completed') and collected_at is null
         and (status <> 'Completed' or coalesce(pickup_at, placed_at) > now() - interval '1 day')
       limit ${limit}) as found)`;
}

/**
 * Two statements, because whoever is not limited need not pay for the counting.
 * @param open counts of open orders, as `of_contact` and `from_address`
 */
function toInsertion({
  open,
  isGranted,
  placedFrom,
}: {
  readonly open: string;
  readonly isGranted: string;
  readonly placedFrom: { readonly column: string; readonly value: string };
}): string {
  return `
    with requested as (
      select *
      from unnest($1::integer[], $2::integer[], $3::text[])
        with ordinality as r (product_id, quantity, note, line_no)
    ), priced as (
      select r.*, p.name, p.price_minor, p.stock, p.allergens
      from requested r
      join products p on p.id = r.product_id and p.active
    ), earlier as (
      select id, request_hash, token from orders where idempotency_key = $4
    ), open as (
      ${open}
    ), placed as (
      insert into orders
        (status, idempotency_key, request_hash, correlation_id, pickup_at,
         customer_name, customer_phone, customer_email, placed_by, override_reason${placedFrom.column})
      select 'Pending', $4, $5, $6, $7::timestamptz, $8, $9, $10, $12, $13${placedFrom.value}
      where (select count(*) from priced where stock > 0 or stock is null)
          = (select count(*) from requested)
        and not exists (select from earlier)
        and not $11::boolean
        ${isGranted}
      on conflict (idempotency_key) do nothing
      returning id, token
    ), lines as (
      insert into order_lines
        (order_id, line_no, product_id, quantity, note, product_name, unit_price_minor, allergens)
      select placed.id, line_no, product_id, quantity, note, name, price_minor, allergens
      from placed, priced
    ), timeline as (
      insert into order_timeline (order_id, to_status, by)
      select id, 'Pending', coalesce($12, 'customer') from placed
    )
    select
      (select id from placed) as order_id,
      coalesce((select token from placed), (select token from earlier)) as token,
      (select id from earlier) as earlier_order_id,
      (select request_hash from earlier) as earlier_request_hash,
      array(select product_id from requested
            except select product_id from priced) as unknown_products,
      array(select distinct product_id from priced where stock = 0) as sold_out_products,
      of_contact::integer as open_of_contact,
      from_address::integer as open_from_address
    from open`;
}

const insertWithoutLimit = {
  name: 'insert-order',
  text: toInsertion({
    open: 'select 0 as of_contact, 0 as from_address',
    isGranted: '',
    placedFrom: { column: '', value: '' },
  }),
};

const insertUnlessTooManyAreOpen = {
  name: 'insert-order-unless-too-many-are-open',
  text: toInsertion({
    open: `
      select
        greatest(
          ${countOpen(`customer_email is not null and lower(customer_email) = $14`, '$16::integer')},
          ${countOpen(
            `customer_phone is not null
             and ltrim(regexp_replace(customer_phone, '\\D', '', 'g'), '0') = $15`,
            '$16::integer',
          )}
        ) as of_contact,
        ${countOpen('placed_from = $17', '$18::integer')} as from_address`,
    isGranted: `
        and (select (of_contact < $16 or $16 = 0) and (from_address < $18 or $18 = 0) from open)`,
    placedFrom: { column: ', placed_from', value: ', $17' },
  }),
};

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
  readonly collected_at: Date | null;
  readonly customer_name: string | null;
  readonly customer_phone: string | null;
  readonly customer_email: string | null;
  readonly placed_by: string | null;
  readonly override_reason: string | null;
  readonly lines: readonly {
    readonly product_id: number;
    readonly name: string;
    readonly quantity: number;
    readonly unit_price_minor: number;
    readonly allergens: readonly Allergen[];
    readonly note: string | null;
    /** The product's of today: one that was replaced is not kept for old orders. */
    readonly picture: string | null;
  }[];
}

/** For a `select` from `orders o`. */
export const wholeOrderColumns = `
  o.id, o.status, o.reason, o.token, o.placed_at, o.pickup_at, o.collected_at,
  o.customer_name, o.customer_phone, o.customer_email, o.placed_by, o.override_reason,
  (select jsonb_agg(jsonb_build_object(
      'product_id', product_id, 'name', product_name, 'quantity', quantity,
      'unit_price_minor', unit_price_minor, 'allergens', l.allergens, 'note', note,
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

/** An order with its lines and its timeline, each in their own order. */
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

/** What customers and staff see of it. */
export function toWholeOrder(order: WholeOrderRow) {
  const { customer_name: name, customer_phone: phone, customer_email: email } = order;
  return {
    order_id: order.id,
    status: order.status,
    placed_at: order.placed_at.toISOString(),
    pickup_at: order.pickup_at?.toISOString() ?? null,
    collected_at: order.collected_at?.toISOString() ?? null,
    customer: name === null ? null : { name, phone, email },
    lines: order.lines.map(({ unit_price_minor, allergens, ...line }) => ({
      ...line,
      unit_price: toMainUnit(unit_price_minor),
      allergens: [...allergens],
    })),
    total: toMainUnit(
      order.lines.reduce((sum, line) => sum + line.quantity * line.unit_price_minor, 0),
    ),
  };
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
