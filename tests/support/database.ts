import type { AvailabilityTerms } from '../../shared/domain/availability.ts';
import type { ProductKind } from '../../shared/domain/catalogue.ts';
import pg from 'pg';

let pool: pg.Pool | undefined;

/** Runs a statement on this test file's own database, as superuser and on a separate connection. */
export async function sql<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  pool ??= openPool();
  return (await pool.query(text, [...values])).rows as Row[];
}

/** Closes all connections, before the database is cloned or dropped. */
export async function closeSql(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

function openPool(): pg.Pool {
  const connectionString = process.env['SUPERUSER_DATABASE_URL'];
  const opened = new pg.Pool({ connectionString, max: 16, allowExitOnIdle: true });
  // A test may end connections; a statement that is cut off fails with its own error.
  opened.on('error', () => undefined);
  opened.on('connect', (client) => client.on('error', () => undefined));
  return opened;
}

export interface NewProduct {
  readonly name?: string;
  readonly category?: string;
  readonly kind?: ProductKind;
  readonly stock?: number | null;
  readonly price_minor?: number;
  readonly active?: boolean;
  /** The declared allergens; an empty list declares that the product has none. */
  readonly allergens?: readonly string[];
  readonly traces?: readonly string[];
  readonly lead_time_hours?: number;
  readonly daily_capacity?: number | null;
  /** When the product can be ordered and how many units of it: without limits, unless given. */
  readonly availability?: Partial<AvailabilityTerms>;
}

/** Adds a product for a test, with its stock as a delivery. @returns the product's id */
export async function addProduct(product: NewProduct = {}): Promise<number> {
  const isDaily = product.kind === 'daily';
  const kind = isDaily ? 'shelf' : (product.kind ?? 'shelf');
  const {
    name = 'Test bread',
    category = 'Bread',
    stock = isDaily ? 0 : kind === 'shelf' ? 10 : null,
    price_minor = 100,
    active = true,
    allergens = [],
    traces = [],
    lead_time_hours = 0,
    daily_capacity = null,
  } = product;
  const [row] = await sql<{ id: number }>(
    `with product as (
       insert into products
         (name, category, kind, stock, price_minor, active, allergens, lead_time_hours,
          daily_capacity, traces, allergens_declared, is_daily)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true, $11) returning id, stock
     ), delivered as (
       insert into stock_movements (product_id, units, reason, by)
       select id, stock, 'delivery', 'test' from product where stock > 0
     )
     select id from product`,
    [
      name,
      category,
      kind,
      stock,
      price_minor,
      active,
      allergens,
      lead_time_hours,
      daily_capacity,
      traces,
      isDaily,
    ],
  );
  const id = row?.id ?? 0;
  const { availability = {} } = product;
  const columns = Object.keys(availability).map((column, at) => `${column} = $${at + 2}`);
  if (columns.length > 0) {
    const values = Object.values(availability);
    await sql(`update products set ${columns.join(', ')} where id = $1`, [id, ...values]);
  }
  return id;
}

export async function stockOf(productId: number): Promise<number | null> {
  const [row] = await sql<{ stock: number | null }>('select stock from products where id = $1', [
    productId,
  ]);
  return row?.stock ?? null;
}

export interface TimelineEntry {
  readonly from_status: string | null;
  readonly to_status: string;
  readonly by: string;
  readonly reason: string | null;
}

export function timelineOf(orderId: number): Promise<TimelineEntry[]> {
  return sql<TimelineEntry>(
    `select from_status, to_status, by, reason from order_timeline
     where order_id = $1 order by at`,
    [orderId],
  );
}
