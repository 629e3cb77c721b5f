import { createBatcher } from '../batcher.ts';
import { type OpenOrderLimits, toEmailKey, toPhoneKey } from '../domain/open-orders.ts';
import type { Queryable } from './database.ts';
import { isDeclared } from './declared-allergens.ts';
import { getPhoneCountry, toOrderKeys, toPhoneCountry, writeKeysOf } from './order-keys.ts';

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

export interface ShortProduct {
  readonly product_id: number;
  /** On the shelf, or that can be baked for one day. */
  readonly left: number;
}

/** Exactly one of `order_id` and `earlier_order_id` is set, or the rest says why neither is. */
export interface InsertOutcome {
  readonly order_id: number | null;
  /** Opens the order, new or earlier; null when there is none. */
  readonly token: string | null;
  readonly earlier_order_id: number | null;
  readonly earlier_request_hash: string | null;
  readonly unknown_products: readonly number[];
  /** Products of which the order wants more than there is, and how many units there are. */
  readonly short_products: readonly ShortProduct[];
  /** The units of one pickup slot, when the order has more units than that; otherwise null. */
  readonly oversized_for: number | null;
  /** Orders that were open already; counted up to the limit, and no further. */
  readonly open_of_contact: number;
  readonly open_from_address: number;
}

/**
 * Inserts an order with its lines and the first entry of its timeline, in one statement and one
 * round trip, unless a product is unknown or has too few units left, no slot can hold it, the key was
 * used before, too many orders are open, or the order is refused already. Orders that come while others are on their way
 * go together: on Lambda, where a process has one request at a time, each goes alone.
 *
 * Orders that are placed at the same moment do not see each other, so a limit may be exceeded by as
 * many as are under way at once; a lock would make all customers wait for the few who try.
 */
export function insertOrder(db: Queryable, order: NewOrder): Promise<InsertOutcome> {
  const insert = inserts.get(db) ?? createBatcher((orders: NewOrder[]) => insertOrders(db, orders));
  inserts.set(db, insert);
  return insert(order);
}

const inserts = new WeakMap<Queryable, (order: NewOrder) => Promise<InsertOutcome>>();

async function insertOrders(db: Queryable, orders: readonly NewOrder[]): Promise<InsertOutcome[]> {
  const country = await assumePhoneCountry(db, orders);
  const outcomes = await db.query<InsertOutcome & { readonly locale: string }>(insertion, [
    ...toArrays(
      orderColumns,
      orders.map((order) => toOrderRow(order, country)),
    ),
    ...toArrays(lineColumns, orders.flatMap(toLineRows)),
  ]);
  if (outcomes.length !== orders.length) throw new Error('insert-orders lost an order');
  await correctPhoneCountry(db, orders, outcomes);
  return outcomes;
}

/**
 * The country by which the last orders were keyed. Every insertion says which one it should have been,
 * so that placing an order stays one round trip.
 */
let assumedCountry: { readonly country: string | null } | undefined;

async function assumePhoneCountry(db: Queryable, orders: readonly NewOrder[]) {
  if (orders.every(({ customer }) => customer === null)) return null;
  assumedCountry ??= { country: await getPhoneCountry(db) };
  return assumedCountry.country;
}

/** After a change of the locale, the keys that were just written are written again. */
async function correctPhoneCountry(
  db: Queryable,
  orders: readonly NewOrder[],
  outcomes: readonly (InsertOutcome & { readonly locale: string })[],
) {
  const locale = outcomes[0]?.locale;
  if (assumedCountry === undefined || locale === undefined) return;
  const country = toPhoneCountry(locale);
  if (country === assumedCountry.country) return;
  assumedCountry = { country };
  const placed = orders.flatMap(({ customer }, index) => {
    const id = outcomes[index]?.order_id ?? null;
    const { name = null, phone = null, email = null } = customer ?? {};
    return id === null ? [] : [{ id, name, phone, email }];
  });
  await writeKeysOf(db, placed, country);
}

/** What the statement is given of each order, and of each line: the names and their types. */
const orderColumns = {
  idempotency_key: 'text',
  request_hash: 'text',
  correlation_id: 'text',
  pickup_at: 'timestamptz',
  name: 'text',
  phone: 'text',
  email: 'text',
  placed_by: 'text',
  override_reason: 'text',
  is_refused: 'boolean',
  customer_text: 'text',
  customer_phone_key: 'text',
  customer_email_key: 'text',
  customer_keys_made: 'text',
  old_email_key: 'text',
  old_phone_key: 'text',
  per_contact: 'integer',
  placed_from: 'text',
  per_address: 'integer',
};
const lineColumns = {
  no: 'integer',
  line_no: 'integer',
  product_id: 'integer',
  quantity: 'integer',
  note: 'text',
};

type Row<Columns> = Readonly<Record<keyof Columns, unknown>>;

function toOrderRow(
  { customer, limits, ...order }: NewOrder,
  country: string | null,
): Row<typeof orderColumns> {
  const { name = null, phone = null, email = null } = customer ?? {};
  const { perContact = 0, perAddress = 0, placedFrom = null } = limits ?? {};
  return {
    idempotency_key: order.idempotencyKey,
    request_hash: order.requestHash,
    correlation_id: order.correlationId,
    pickup_at: order.pickupAt,
    name,
    phone,
    email,
    placed_by: order.placedBy ?? null,
    override_reason: order.overrideReason ?? null,
    is_refused: order.isRefused ?? false,
    ...toOrderKeys({ name, phone, email }, country),
    // As orders without keys are compared.
    old_email_key: email === null ? null : toEmailKey(email),
    old_phone_key: phone === null ? null : toPhoneKey(phone),
    per_contact: perContact,
    placed_from: perAddress > 0 ? placedFrom : null,
    per_address: perAddress,
  };
}

/** @param index of the order among those that go together */
function toLineRows({ lines }: NewOrder, index: number): Row<typeof lineColumns>[] {
  return lines.map(({ product_id, quantity, note = null }, line) => ({
    no: index + 1,
    line_no: line + 1,
    product_id,
    quantity,
    note,
  }));
}

/** An array for each column. */
function toArrays<Columns extends object>(columns: Columns, rows: readonly Row<Columns>[]) {
  return Object.keys(columns).map((name) => rows.map((row) => row[name as keyof Columns]));
}

/**
 * The other way round: rows of arrays. They come by way of a `select`, so that the planner cannot see
 * how long they are: one plan serves all lengths, and it is not made anew each time.
 * @param first the number of the first parameter
 */
function fromArrays(columns: Readonly<Record<string, string>>, first: number): string {
  const arrays = Object.values(columns).map((type, at) => `(select $${first + at}::${type}[])`);
  return `unnest(${arrays.join(', ')})`;
}

const orderNames = Object.keys(orderColumns).join(', ');
const lineNames = Object.keys(lineColumns).join(', ');
const firstOfLines = Object.keys(orderColumns).length + 1;

/** The orders that `shared/domain/open-orders.ts` calls open, up to a limit; no key looks for none. */
function countOpen(key: string, whose: string, limit: string): string {
  return `
    case when ${key} is null then 0 else (select count(*) from (
      select from orders o
      where ${whose}
        -- The condition of the indexes orders_open_….
        and status in ('Pending', 'Processing', 'Completed') and collected_at is null
        and (status <> 'Completed'
          or coalesce(pickup_at, case when placed_at <= now() then placed_at end) > now() - interval '1 day')
      limit ${limit}) as found) end`;
}

const insertion = {
  name: 'insert-orders',
  text: `
    with asked as (
      select * from ${fromArrays(orderColumns, 1)} with ordinality as a (${orderNames}, no)
    ), requested as (
      select * from ${fromArrays(lineColumns, firstOfLines)} as r (${lineNames})
    ), priced as (
      select r.*, p.name, p.price_minor, p.stock, p.daily_capacity, p.allergens, ${isDeclared('p')} as is_declared
      from requested r
      join products p on p.id = r.product_id and p.active
    ), seen as (
      select a.no, earlier.*, open.*,
        array(select product_id from requested where no = a.no
              except select product_id from priced where no = a.no) as unknown_products,
        -- The lines of a product count together. What can be baked for a day is the most that any
        -- day can have; which day it will be is not known here.
        (select coalesce(jsonb_agg(jsonb_build_object('product_id', product_id, 'left', units_left)), '[]')
         from (
           select product_id, sum(quantity) as wanted,
             min(coalesce(stock, case when a.override_reason is null then daily_capacity end)) as units_left
           from priced where no = a.no
           group by product_id) as sums
         where wanted > units_left) as short_products,
        case when a.override_reason is null
            and (select sum(quantity) from requested where no = a.no) > s.slot_capacity
          then s.slot_capacity end as oversized_for
      from asked a
      cross join settings s
      -- "offset 0" has each key looked up in the index, whatever the planner thinks of the table.
      left join lateral (
        select id as earlier_order_id, request_hash as earlier_request_hash, token as earlier_token
        from orders where idempotency_key = a.idempotency_key offset 0) as earlier on true
      cross join lateral (
        select
          greatest(
            ${countOpen(
              'a.customer_email_key',
              'o.customer_email_key = a.customer_email_key',
              'a.per_contact',
            )} + ${countOpen(
              'a.old_email_key',
              `customer_keys_made is null
               and customer_email is not null and lower(customer_email) = a.old_email_key`,
              'a.per_contact',
            )},
            ${countOpen(
              'a.customer_phone_key',
              'o.customer_phone_key = a.customer_phone_key',
              'a.per_contact',
            )} + ${countOpen(
              'a.old_phone_key',
              `customer_keys_made is null and customer_phone is not null
               and ltrim(regexp_replace(customer_phone, '\\D', '', 'g'), '0') = a.old_phone_key`,
              'a.per_contact',
            )})::integer as open_of_contact,
          (${countOpen('a.placed_from', 'o.placed_from = a.placed_from', 'a.per_address')})::integer
            as open_from_address) as open
    ), granted as materialized (
      -- Whoever is refused takes no number.
      select a.*, nextval('orders_id_seq')::integer as id
      from asked a
      join seen using (no)
      where not is_refused and earlier_order_id is null
        and unknown_products = '{}' and short_products = '[]' and oversized_for is null
        and (open_of_contact < per_contact or per_contact = 0)
        and (open_from_address < per_address or per_address = 0)
      -- Who waits for the same keys waits in the same order.
      order by idempotency_key
    ), placed as (
      insert into orders
        (id, status, idempotency_key, request_hash, correlation_id, pickup_at,
         customer_name, customer_phone, customer_email, customer_text, customer_phone_key,
         customer_email_key, customer_keys_made, placed_by, override_reason, placed_from, currency)
      overriding system value
      select id, 'Pending', idempotency_key, request_hash, correlation_id, pickup_at,
        name, phone, email, customer_text, customer_phone_key, customer_email_key,
        customer_keys_made, placed_by, override_reason, placed_from,
        (select currency from settings)
      from granted
      on conflict (idempotency_key) do nothing
      returning id, token, placed_by
    ), lines as (
      insert into order_lines
        (order_id, line_no, product_id, quantity, note, product_name, unit_price_minor, allergens,
         allergens_declared)
      select id, line_no, product_id, quantity, note, priced.name, price_minor, allergens,
        is_declared
      from placed join granted using (id) join priced using (no)
    ), timeline as (
      insert into order_timeline (order_id, to_status, by)
      select id, 'Pending', coalesce(placed_by, 'customer') from placed
    )
    select placed.id as order_id, coalesce(placed.token, earlier_token) as token,
      earlier_order_id, earlier_request_hash, unknown_products, short_products,
      oversized_for, open_of_contact, open_from_address,
      (select locale from settings) as locale
    from seen
    left join granted using (no)
    left join placed on placed.id = granted.id
    order by no`,
};
