import { toMainUnit } from '../domain/money.ts';
import type { Queryable } from './database.ts';

export interface ExportedPeriod {
  /** Instants; null for no bound. */
  readonly from: Date | null;
  readonly to: Date | null;
  readonly fromDate: string | null;
  readonly toDate: string | null;
  /** The cursor of the last exported row; "0" at the start. */
  readonly after: string;
  readonly limit: number;
}

interface Row extends Readonly<Record<string, unknown>> {
  readonly cursor: string;
}

/** A little less than the time limit of a request (REQUEST_TIMEOUT_MS). */
const timeoutMs = 3_500;

/** The lines of orders by their number; the order of the columns is that of the file. */
export async function findExportedLines(db: Queryable, period: ExportedPeriod): Promise<Row[]> {
  const rows = await db.query<Row & { readonly unit_price: number; readonly line_total: string }>(
    {
      name: 'find-exported-lines',
      timeoutMs,
      text: `
        select o.id::bigint * 1000 + l.line_no as cursor, o.id, o.status, o.reason, o.placed_at, o.pickup_at,
          o.pickup_date::text as pickup_date, o.collected_at, o.customer_name, o.customer_phone, o.customer_email, o.currency,
          l.line_no, l.product_name, l.product_id, p.import_key, l.quantity, l.unit_price_minor as unit_price,
          l.unit_price_minor::bigint * l.quantity as line_total,
          array(
            select concat(c ->> 'group', ': ', c ->> 'option', case when (c ->> 'quantity')::integer > 1 then ' × ' || (c ->> 'quantity') end)
            from jsonb_array_elements(l.choices) as c
          ) as options,
          case when l.texts is not null then
            array(select jsonb_array_elements_text(t.value) from jsonb_each(l.texts) as t)
          end as texts,
          l.note, l.allergens
        from orders o
        join order_lines l on l.order_id = o.id
        join products p on p.id = l.product_id
        where o.id >= $3::bigint / 1000 and o.id::bigint * 1000 + l.line_no > $3::bigint
          and ($1::timestamptz is null or o.placed_at >= $1) and ($2::timestamptz is null or o.placed_at < $2)
        order by o.id, l.line_no
        limit $4`,
    },
    [period.from, period.to, period.after, period.limit],
  );
  return rows.map((row) => ({
    ...row,
    unit_price: toMainUnit(row.unit_price),
    line_total: toMainUnit(Number(row.line_total)),
  }));
}

export function findExportedMovements(db: Queryable, period: ExportedPeriod): Promise<Row[]> {
  return db.query(
    {
      name: 'find-exported-movements',
      timeoutMs,
      text: `
        select m.id as cursor, m.id::float8 as id, m.at, p.name, p.id as product_id, p.import_key, m.units, m.reason, m.order_id,
          m.by, m.note
        from stock_movements m
        join products p on p.id = m.product_id
        where m.id > $3::bigint and ($1::timestamptz is null or m.at >= $1) and ($2::timestamptz is null or m.at < $2)
        order by m.id
        limit $4`,
    },
    [period.from, period.to, period.after, period.limit],
  );
}

/** The plans by weekday, and those by date in the period. */
export function findExportedPlans(db: Queryable, period: ExportedPeriod): Promise<Row[]> {
  return db.query(
    {
      name: 'find-exported-plans',
      timeoutMs,
      text: `
        select * from (
          select row_number() over (order by p.position, p.id, n.date nulls first, n.weekday) as cursor, p.name, p.id,
            p.import_key, n.weekday, n.date::text as date, n.units, n.reserve
          from (
            select product_id, weekday, null::date as date, units, reserve from product_weekdays
            union all
            select product_id, null, date, units, reserve from product_dates
            where ($1::date is null or date >= $1) and ($2::date is null or date <= $2)
          ) n
          join products p on p.id = n.product_id
        ) r
        where cursor > $3::bigint
        order by cursor
        limit $4`,
    },
    [period.fromDate, period.toDate, period.after, period.limit],
  );
}

/** The customers whose personal data is kept, each with the orders of the period. */
export function findExportedCustomers(db: Queryable, period: ExportedPeriod): Promise<Row[]> {
  return db.query(
    {
      name: 'find-exported-customers',
      timeoutMs,
      text: `
        select * from (
          select row_number() over (order by min(id)) as cursor, customer_name, customer_phone, customer_email,
            count(*)::integer as orders, min(placed_at) as first_at, max(placed_at) as last_at
          from orders
          where anonymised_at is null
            and (customer_name is not null or customer_phone is not null or customer_email is not null)
            and ($1::timestamptz is null or placed_at >= $1) and ($2::timestamptz is null or placed_at < $2)
          group by customer_name, customer_phone, customer_email
        ) r
        where cursor > $3::bigint
        order by cursor
        limit $4`,
    },
    [period.from, period.to, period.after, period.limit],
  );
}
