import { database } from '../../shared/db/database.ts';

/** Runs a statement on this test file's own database. */
export function sql<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return database.query<Row>({ name: '', text }, values);
}

export interface NewProduct {
  readonly kind?: 'shelf' | 'made_to_order';
  readonly stock?: number | null;
  readonly price_minor?: number;
  readonly active?: boolean;
}

/** Adds a product of the test's own. @returns its id */
export async function addProduct(product: NewProduct = {}): Promise<number> {
  const {
    kind = 'shelf',
    stock = kind === 'shelf' ? 10 : null,
    price_minor = 100,
    active = true,
  } = product;
  const [row] = await sql<{ id: number }>(
    `insert into products (name, kind, stock, price_minor, active)
     values ('Test bread', $1, $2, $3, $4) returning id`,
    [kind, stock, price_minor, active],
  );
  return row?.id ?? 0;
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
