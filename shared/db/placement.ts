import type { Allergen } from '../domain/allergens.ts';
import type { ProductRefusal } from '../domain/availability.ts';
import type { DomainError } from '../domain/errors.ts';
import { batched } from './batched.ts';
import type { Queryable } from './database.ts';
import { declaredTraces, isDeclared } from './declared-allergens.ts';
import type { FrozenChoice } from './line-options.ts';
import { hasTooManyOpen, limitColumns, type OpenOrderLimits, toLimitRow } from './open-orders.ts';
import {
  getPhoneCountry,
  toOrderKeys,
  toPhoneCountry,
  toWordsVector,
  writeKeysOf,
} from './order-keys.ts';
import { utcToday } from './utc-date.ts';

export interface NewOrder {
  readonly lines: readonly {
    readonly product_id: number;
    readonly quantity: number;
    readonly note?: string | undefined;
    /** Null for a line without options. */
    readonly options?: LineOptions | null;
  }[];
  /** The version of all options that the lines were judged by; null when the lines were not judged. */
  readonly optionsVersion?: number | null;
  /** The total that the client has shown; undefined for no check. */
  readonly shownTotalMinor?: number | undefined;
  /** Null for an anonymous customer. */
  readonly customer: {
    readonly name: string;
    readonly phone?: string | undefined;
    readonly email?: string | undefined;
  } | null;
  /** The start of the chosen slot; null for the next open slot. */
  readonly pickupAt: Date | null;
  readonly correlationId: string;
  /** Null when the client sent no key; then every request is a new order. */
  readonly idempotencyKey: string | null;
  /** Equal for a repeated request, different for another request with the same key. */
  readonly requestHash: string;
  /** The signature of the staff member that placed the order at the counter; null for a customer. */
  readonly placedBy?: string | null;
  /** The reason why staff override the pickup rules. */
  readonly overrideReason?: string | undefined;
  /**
   * A refusal that the caller has found; then no order is inserted, but an earlier order with the
   * key is returned.
   */
  readonly refusal?: DomainError | null;
  /** Whether the caller has not searched for a day yet; then no order with a product that depends on the day is inserted. */
  readonly isDayUnknown?: boolean;
  /** The limits on open orders, and the customer's network; undefined for no limit. */
  readonly limits?: (OpenOrderLimits & { readonly placedFrom: string }) | undefined;
}

/** The options of a line, as the order keeps them. */
export interface LineOptions {
  readonly choices: readonly FrozenChoice[];
  /** What the customer wrote, by option. */
  readonly texts: Readonly<Record<number, readonly string[]>>;
  readonly allergens: readonly Allergen[];
  readonly without: readonly Allergen[];
}

export interface ShortProduct {
  readonly product_id: number;
  /** Units in stock, or the units of the best day. */
  readonly left: number;
}

/** A product that cannot be part of the order. */
export interface RefusedProduct {
  readonly product_id: number;
  readonly reason: ProductRefusal;
  /** The minimum, the maximum or the step that its units break. */
  readonly limit: number | null;
}

export type Placement =
  | { readonly kind: 'placed'; readonly order_id: number; readonly token: string }
  /** The same request has already placed this order with this key. */
  | { readonly kind: 'repeated'; readonly order_id: number; readonly token: string }
  /** Another request has placed an order with this key. */
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'unknown-products'; readonly productIds: readonly number[] }
  | { readonly kind: 'refused'; readonly refusal: DomainError }
  /** The bakery takes no online orders for now. */
  | { readonly kind: 'paused'; readonly seconds: number }
  | { readonly kind: 'refused-products'; readonly products: readonly RefusedProduct[] }
  | { readonly kind: 'too-many-open' }
  /** The order has more units of these products than are left. */
  | { readonly kind: 'not-enough-left'; readonly products: readonly ShortProduct[] }
  /** The order has more units than the capacity of a pickup slot. */
  | { readonly kind: 'oversized'; readonly slotCapacity: number }
  /** The day of the order is unknown, and these products depend on it. */
  | { readonly kind: 'day-unknown'; readonly productIds: readonly number[] }
  /** The options of the lines were not judged, or have changed since. */
  | { readonly kind: 'options-unknown' }
  /** The client has shown another total. */
  | {
      readonly kind: 'total-changed';
      readonly totalMinor: number;
      /** Of each line, with its options. */
      readonly unitPricesMinor: readonly number[];
    }
  /** A concurrent request with the same key has placed its order. */
  | { readonly kind: 'raced' };

/**
 * Inserts an order with its lines and its first timeline entry, in one statement and one round trip, or returns why
 * not. Concurrent orders share a statement.
 *
 * Concurrent orders do not see each other, so together they may exceed a limit. A lock would prevent that, but
 * would delay all customers.
 */
export async function insertOrder(db: Queryable, order: NewOrder): Promise<Placement> {
  const placement = await insertBatched(db, order);
  return mayHaveRaced(placement, order) ? insertBatched(db, order) : placement;
}

const insertBatched = batched(insertOrders);

/**
 * Whether a second attempt may find the order of a concurrent request with the same key, which was not visible yet.
 * That order may also have used up a limit, or a pause may have begun or a sale ended after it.
 */
function mayHaveRaced({ kind }: Placement, { idempotencyKey }: NewOrder): boolean {
  const isLimit = ['too-many-open', 'paused', 'refused-products'].includes(kind);
  return kind === 'raced' || (isLimit && idempotencyKey !== null);
}

/** A row of the statement's result, for one order. */
interface InsertedRow {
  /** Null when no order was inserted. */
  readonly order_id: number | null;
  /** The token of the order, new or earlier. */
  readonly token: string | null;
  readonly earlier_order_id: number | null;
  readonly earlier_request_hash: string | null;
  readonly unknown_products: readonly number[];
  readonly refused_products: readonly RefusedProduct[];
  readonly short_products: readonly ShortProduct[];
  /** The capacity of a pickup slot, when the order has more units than that. */
  readonly oversized_for: number | null;
  /** The products that depend on the day, when the day is unknown. */
  readonly day_products: readonly number[];
  /** The seconds that a pause still lasts, for an online order. */
  readonly paused_seconds: number | null;
  readonly too_many_open: boolean;
  readonly are_options_unknown: boolean;
  /** The price of each line, when the client has shown another total. */
  readonly right_prices:
    readonly { readonly quantity: number; readonly unit_price_minor: number }[] | null;
  readonly locale: string;
}

function toPlacement(
  row: InsertedRow,
  { requestHash, refusal = null, pickupAt }: NewOrder,
): Placement {
  const token = row.token ?? '';
  if (row.order_id !== null) return { kind: 'placed', order_id: row.order_id, token };
  if (row.earlier_order_id !== null) {
    return row.earlier_request_hash === requestHash
      ? { kind: 'repeated', order_id: row.earlier_order_id, token }
      : { kind: 'key-reused' };
  }
  if (row.unknown_products.length > 0) {
    return { kind: 'unknown-products', productIds: row.unknown_products };
  }
  if (row.are_options_unknown) return { kind: 'options-unknown' };
  if (row.paused_seconds !== null) return { kind: 'paused', seconds: row.paused_seconds };
  if (row.refused_products.length > 0) {
    return { kind: 'refused-products', products: row.refused_products };
  }
  // Without a pickup time, the refusal says that no day serves the order, so what is wrong on every day comes first.
  if (refusal !== null && pickupAt !== null) return { kind: 'refused', refusal };
  if (row.too_many_open) return { kind: 'too-many-open' };
  if (row.short_products.length > 0) {
    return { kind: 'not-enough-left', products: row.short_products };
  }
  if (row.oversized_for !== null) return { kind: 'oversized', slotCapacity: row.oversized_for };
  if (refusal !== null) return { kind: 'refused', refusal };
  if (row.right_prices !== null) {
    return {
      kind: 'total-changed',
      totalMinor: row.right_prices.reduce(
        (sum, one) => sum + one.quantity * one.unit_price_minor,
        0,
      ),
      unitPricesMinor: row.right_prices.map((one) => one.unit_price_minor),
    };
  }
  if (row.day_products.length > 0) return { kind: 'day-unknown', productIds: row.day_products };
  return { kind: 'raced' };
}

async function insertOrders(db: Queryable, orders: readonly NewOrder[]): Promise<Placement[]> {
  const country = await assumePhoneCountry(db, orders);
  const rows = await db.query<InsertedRow>(insertion, [
    ...toArrays(
      orderColumns,
      orders.map((order) => toOrderRow(order, country)),
    ),
    ...toArrays(lineColumns, orders.flatMap(toLineRows)),
  ]);
  await correctPhoneCountry(db, orders, rows);
  return orders.map((order, at) => {
    const row = rows[at];
    if (row === undefined) throw new Error('insert-orders lost an order');
    return toPlacement(row, order);
  });
}

/**
 * The country of the last orders' phone keys. Each insertion returns the current locale, so that placing an order
 * stays one round trip.
 */
let assumedCountry: { readonly country: string | null } | undefined;

async function assumePhoneCountry(db: Queryable, orders: readonly NewOrder[]) {
  if (orders.every((order) => order.customer === null && notesOf(order).length === 0)) return null;
  assumedCountry ??= { country: await getPhoneCountry(db) };
  return assumedCountry.country;
}

/** After a change of the locale, writes the keys of these orders again. */
async function correctPhoneCountry(
  db: Queryable,
  orders: readonly NewOrder[],
  rows: readonly InsertedRow[],
) {
  const locale = rows[0]?.locale;
  if (assumedCountry === undefined || locale === undefined) return;
  const country = toPhoneCountry(locale);
  if (country === assumedCountry.country) return;
  assumedCountry = { country };
  const placed = orders.flatMap((order, index) => {
    const id = rows[index]?.order_id ?? null;
    const { name = null, phone = null, email = null } = order.customer ?? {};
    return id === null ? [] : [{ id, name, phone, email, notes: notesOf(order) }];
  });
  await writeKeysOf(db, placed, country);
}

/** The notes, and the texts of options. */
function notesOf({ lines }: NewOrder): string[] {
  return lines.flatMap(({ note, options }) => [
    ...(note === undefined ? [] : [note]),
    ...Object.values(options?.texts ?? {}).flat(),
  ]);
}

/** The columns of the statement's parameters for orders and lines, with their types. */
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
  is_day_unknown: 'boolean',
  options_version: 'integer',
  shown_total_minor: 'bigint',
  customer_text: 'text',
  customer_phone_key: 'text',
  customer_email_key: 'text',
  customer_keys_made: 'text',
  words: 'text',
  words_made: 'text',
  ...limitColumns,
};
const lineColumns = {
  no: 'integer',
  line_no: 'integer',
  product_id: 'integer',
  quantity: 'integer',
  note: 'text',
  choices: 'jsonb',
  texts: 'jsonb',
  surcharge_minor: 'integer',
  added: 'text',
  without: 'text',
};

type Row<Columns> = Readonly<Record<keyof Columns, unknown>>;

function toOrderRow(order: NewOrder, country: string | null): Row<typeof orderColumns> {
  const { customer, limits } = order;
  const { name = null, phone = null, email = null } = customer ?? {};
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
    is_refused: (order.refusal ?? null) !== null,
    is_day_unknown: order.isDayUnknown ?? false,
    options_version: order.optionsVersion ?? null,
    shown_total_minor: order.shownTotalMinor ?? null,
    ...toOrderKeys({ name, phone, email }, notesOf(order), country),
    ...toLimitRow(customer, limits),
  };
}

/** @param index of the order in the batch */
function toLineRows({ lines }: NewOrder, index: number): Row<typeof lineColumns>[] {
  return lines.map(({ product_id, quantity, note = null, options = null }, line) => ({
    no: index + 1,
    line_no: line + 1,
    product_id,
    quantity,
    note,
    ...toOptionsRow(options),
  }));
}

function toOptionsRow(options: LineOptions | null) {
  if (options === null) {
    return { choices: null, texts: null, surcharge_minor: 0, added: null, without: null };
  }
  const { choices, texts, allergens, without } = options;
  return {
    choices: JSON.stringify(choices),
    texts: Object.keys(texts).length === 0 ? null : JSON.stringify(texts),
    surcharge_minor: choices.reduce((sum, { price_minor }) => sum + price_minor, 0),
    added: allergens.join(),
    without: without.join(),
  };
}

/** An array for each column. */
function toArrays<Columns extends object>(columns: Columns, rows: readonly Row<Columns>[]) {
  return Object.keys(columns).map((name) => rows.map((row) => row[name as keyof Columns]));
}

/**
 * The reverse of `toArrays`: SQL for rows from arrays. The `select` hides the lengths of the arrays
 * from the planner, so that PostgreSQL keeps one plan for all lengths instead of planning each
 * time.
 * @param first the number of the first parameter
 */
function fromArrays(columns: Readonly<Record<string, string>>, first: number): string {
  const arrays = Object.values(columns).map((type, at) => `(select $${first + at}::${type}[])`);
  return `unnest(${arrays.join(', ')})`;
}

const orderNames = Object.keys(orderColumns).join(', ');
const lineNames = Object.keys(lineColumns).join(', ');
const firstOfLines = Object.keys(orderColumns).length + 1;

/** SQL for the units of the largest plan of the product `p`; null without a plan. */
const largestPlan = `(
  select max(units) from (
    select units from product_weekdays where product_id = p.id
    union all
    select units from product_dates where product_id = p.id and date >= ${utcToday} - 1) as plans)`;

/** SQL for the units of the made-to-order product `p` that its pools allow on their largest day; null without a pool. */
const mostOfPools = `(
  select min(units / weight) from product_pools u
  cross join lateral (
    select max(units) as units from (
      select units from pool_weekdays where pool_id = u.pool_id
      union all
      select units from pool_dates where pool_id = u.pool_id and date >= ${utcToday} - 1) as days) as largest
  where u.product_id = p.id)`;

/** SQL for the largest capacity of the made-to-order product `p`; null for no limit. */
const largestCapacity = `
  least(
    case when (select count(*) from product_weekdays where product_id = p.id) = 7 then ${largestPlan}
      when p.daily_capacity is not null then greatest(p.daily_capacity, ${largestPlan}) end,
    ${mostOfPools})`;

/**
 * SQL for the reason why the product `p` is not for sale; null when it is. Only a season that has no day of the horizon
 * in any time zone is seen here, because Node decides what day it is.
 */
const refusalOfSale = `
  case
    when p.sale_closes_at <= now() then 'no-longer-on-sale'
    when p.sale_opens_at > now() then 'not-on-sale-yet'
    when p.season_to < ${utcToday} - 2 or p.season_from > ${utcToday} + 1 + (select days_ahead from settings)
      then 'out-of-season' end`;

/**
 * SQL for the allergens of the line `r` of the product `p`: those of the product unless an option replaces them, and those
 * of the options. PostgreSQL skips the lists for a line without options.
 */
const allergensWithOptions = `
  case when r.choices is null then p.allergens
    else array(
      select allergen from unnest(p.allergens) as allergen where allergen <> all(string_to_array(r.without, ','))
      union
      select unnest(string_to_array(r.added, ','))
      order by 1) end`;

/** SQL condition: a day is needed to tell whether the product `p` is available, also without a pickup time. */
const dependsOnDay = `(
  p.supply <> 'shelf' or num_nonnulls(p.season_from, p.season_to, p.cut_off, p.horizon_days) > 0)`;

const insertion = {
  name: 'insert-orders',
  text: `
    with asked as (
      select * from ${fromArrays(orderColumns, 1)} with ordinality as a (${orderNames}, no)
    ), requested as (
      select * from ${fromArrays(lineColumns, firstOfLines)} as r (${lineNames})
    ), priced as (
      select r.*, p.name, greatest(0, p.price_minor + r.surcharge_minor) as unit_price_minor,
        ${allergensWithOptions} as allergens, ${isDeclared('p')} as is_declared,
        ${declaredTraces('p')} as traces,
        r.choices is null and exists (
          select from product_option_groups g where g.product_id = p.id) as needs_options,
        p.supply = 'shelf' as is_shelf,
        case p.supply when 'shelf' then p.stock when 'daily' then coalesce(${largestPlan}, 0) else (${largestCapacity}) end
          as units_left,
        p.min_quantity, p.quantity_step, p.max_quantity, ${refusalOfSale} as refusal_of_sale,
        ${dependsOnDay} as depends_on_day
      from requested r
      join products p on p.id = r.product_id and p.active
    ), seen as (
      select a.no, earlier.*, ${hasTooManyOpen} as too_many_open,
        -- now() is also the order's placed_at.
        case when a.placed_by is null and s.paused_until > now()
          then ceil(extract(epoch from s.paused_until - now()))::integer end as paused_seconds,
        array(select product_id from requested where no = a.no
              except select product_id from priced where no = a.no) as unknown_products,
        -- A version says that the lines were judged.
        case when a.options_version is null then needs_options else a.options_version <> s.options_version end
          as are_options_unknown,
        case when total_minor <> a.shown_total_minor then prices end as right_prices,
        refused_products, short_products, case when a.is_day_unknown then day_products else '[]' end as day_products,
        case when a.override_reason is null
            and (select sum(quantity) from requested where no = a.no) > s.slot_capacity
          then s.slot_capacity end as oversized_for
      from asked a
      cross join settings s
      -- "offset 0" makes the planner look each key up in the index, whatever its statistics.
      left join lateral (
        select id as earlier_order_id, request_hash as earlier_request_hash, token as earlier_token
        from orders where idempotency_key = a.idempotency_key offset 0) as earlier on true
      cross join lateral (
        select
          coalesce(jsonb_agg(jsonb_build_object('product_id', product_id, 'left', units_left))
            filter (where wanted > units_left), '[]') as short_products,
          coalesce(jsonb_agg(jsonb_build_object('product_id', product_id, 'reason', reason, 'limit',
              case reason when 'below-minimum' then min_quantity when 'above-maximum' then max_quantity
                when 'off-step' then quantity_step end))
            filter (where reason is not null), '[]') as refused_products,
          coalesce(jsonb_agg(product_id) filter (where depends_on_day), '[]') as day_products
        from (
          select *, case
              when a.override_reason is not null then null
              when refusal_of_sale is not null then refusal_of_sale
              when wanted < min_quantity then 'below-minimum'
              when wanted > max_quantity then 'above-maximum'
              when wanted % quantity_step <> 0 then 'off-step' end as reason
          from (
            -- The lines of a product count together. The day of the order is not known here, so a plan or a capacity
            -- is that of the best day.
            select product_id, sum(quantity) as wanted,
              min(case when is_shelf or a.override_reason is null then units_left end) as units_left,
              min(min_quantity) as min_quantity, min(max_quantity) as max_quantity,
              min(quantity_step) as quantity_step, min(refusal_of_sale) as refusal_of_sale,
              bool_or(depends_on_day) as depends_on_day
            from priced where no = a.no
            group by product_id) as sums) as judged) as checked
      cross join lateral (
        select coalesce(bool_or(needs_options), false) as needs_options,
          sum(quantity::bigint * unit_price_minor) as total_minor,
          jsonb_agg(jsonb_build_object('quantity', quantity, 'unit_price_minor', unit_price_minor) order by line_no)
            as prices
        from priced where no = a.no) as summed
    ), granted as materialized (
      -- A refused order uses up no order number.
      select a.*, nextval('orders_id_seq')::integer as id
      from asked a
      join seen using (no)
      where not is_refused and earlier_order_id is null
        and unknown_products = '{}' and refused_products = '[]' and short_products = '[]' and oversized_for is null
        and not too_many_open and paused_seconds is null and day_products = '[]'
        and not are_options_unknown and right_prices is null
      -- Insert keys in a fixed order, to avoid deadlocks.
      order by idempotency_key
    ), placed as (
      insert into orders
        (id, status, idempotency_key, request_hash, correlation_id, pickup_at, pickup_chosen,
         customer_name, customer_phone, customer_email, customer_text, customer_phone_key,
         customer_email_key, customer_keys_made, placed_by, override_reason, placed_from, currency)
      overriding system value
      select id, 'Pending', idempotency_key, request_hash, correlation_id, pickup_at,
        pickup_at is not null, name, phone, email, customer_text, customer_phone_key, customer_email_key,
        customer_keys_made, placed_by, override_reason, placed_from,
        (select currency from settings)
      from granted
      on conflict (idempotency_key) do nothing
      returning id, token, placed_by
    ), lines as (
      insert into order_lines
        (order_id, line_no, product_id, quantity, note, product_name, unit_price_minor, allergens,
         allergens_declared, traces, choices, texts)
      select id, line_no, product_id, quantity, note, priced.name, unit_price_minor, allergens,
        is_declared, array(select trace from unnest(traces) as trace where trace <> all(allergens)), choices, texts
      from placed join granted using (id) join priced using (no)
    ), timeline as (
      insert into order_timeline (order_id, to_status, by)
      select id, 'Pending', coalesce(placed_by, 'customer') from placed
    ), worded as (
      insert into order_words (order_id, words, made)
      select id, ${toWordsVector('words')}, words_made
      from placed join granted using (id)
      where words is not null
    )
    select placed.id as order_id, coalesce(placed.token, earlier_token) as token,
      earlier_order_id, earlier_request_hash, unknown_products, refused_products, short_products,
      oversized_for, day_products, paused_seconds, too_many_open, are_options_unknown, right_prices,
      (select locale from settings) as locale
    from seen
    left join granted using (no)
    left join placed on placed.id = granted.id
    order by no`,
};
