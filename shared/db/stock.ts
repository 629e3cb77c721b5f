import type { StockMovement } from '../contract/catalogue.ts';
import type { ManualReason } from '../domain/stock.ts';
import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, type Queryable } from './database.ts';

export interface RequestedMovement {
  readonly productId: number;
  readonly reason: ManualReason;
  /** Units as entered; for a count, all units counted. */
  readonly units: number;
  readonly note: string | null;
  readonly by: string;
  /** Null when the client sent no key; then every request is a new movement. */
  readonly idempotencyKey: string | null;
}

/** The requested movement, and the resulting stock. */
export interface RecordedMovement {
  readonly product_id: number;
  readonly reason: ManualReason;
  readonly units: number;
  readonly stock: number;
}

/**
 * Changes the stock by the difference that `decide` returns for the current stock, while the
 * product is locked. An error of `decide` is rethrown, and nothing is changed.
 * @returns the movement, or the earlier movement with the same key, even for another request;
 * undefined when the product does not exist
 */
export function insertStockMovement(
  movement: RequestedMovement,
  decide: (stock: number | null) => number,
): Promise<RecordedMovement | undefined> {
  return inTransaction(
    async (transaction) => {
      const earlier = await findEarlierMovement(transaction, movement.idempotencyKey);
      if (earlier) return earlier;
      const product = await findStock(transaction, movement.productId);
      if (!product) return undefined;
      return writeMovement(transaction, movement, decide(product.stock));
    },
    [lockAllocation],
  );
}

async function findEarlierMovement(
  db: Queryable,
  key: string | null,
): Promise<RecordedMovement | undefined> {
  if (key === null) return undefined;
  const [row] = await db.query<RecordedMovement>(
    {
      name: 'find-earlier-movement',
      text: `select product_id, reason, units, stock from stock_requests where idempotency_key = $1`,
    },
    [key],
  );
  return row;
}

/**
 * @returns undefined when the product does not exist; its stock is null when it is made to order
 */
async function findStock(
  db: Queryable,
  productId: number,
): Promise<{ readonly stock: number | null } | undefined> {
  const [row] = await db.query<{ stock: number | null }>(
    { name: 'find-stock', text: `select stock from products where id = $1` },
    [productId],
  );
  return row;
}

/** A difference of 0 is no movement, but its key is remembered. */
async function writeMovement(db: Queryable, movement: RequestedMovement, difference: number) {
  const { productId: product_id, reason, units } = movement;
  const [row] = await db.query<{ stock: number }>(
    {
      name: 'write-movement',
      text: `
        with movement as (
          insert into stock_movements (product_id, units, reason, by, note)
          select $1, $2, $3, $4, $5 where $2::integer <> 0
        ), changed as (
          update products set stock = stock + $2 where id = $1 returning stock
        ), remembered as (
          insert into stock_requests (idempotency_key, product_id, reason, units, stock)
          select $6, $1, $3, $7, stock from changed where $6::text is not null
        )
        select stock from changed`,
    },
    [product_id, difference, reason, movement.by, movement.note, movement.idempotencyKey, units],
  );
  if (!row) throw new Error('write-movement returned no row');
  return { product_id, reason, units, stock: row.stock };
}

export interface StockPage {
  readonly stock: number | null;
  /** Newest first. */
  readonly movements: readonly StockMovement[];
}

type MovementRow = Omit<StockMovement, 'id' | 'at'> & { readonly id: string; readonly at: Date };
type PageRow = { readonly stock: number | null } & (
  MovementRow | { readonly id: null; readonly at: null }
);

/**
 * At most `limit` movements of a product, older than the movement `before`. The range condition
 * makes the planner use the product's own index; in the index of all movements, the query would
 * read far back for a product that sells rarely.
 * @returns undefined when the product does not exist
 */
export async function findStockMovements(
  db: Queryable,
  productId: number,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<StockPage | undefined> {
  const rows = await db.query<PageRow>(
    {
      name: 'find-stock-movements',
      text: `
        select p.stock, m.id, m.at, m.units, m.reason, m.order_id, m.by, m.note
        from products p
        left join lateral (
          select * from stock_movements
          where product_id >= p.id
            and (product_id, id) < (p.id, coalesce($2::bigint, 9223372036854775807))
          order by product_id desc, id desc
          limit $3
        ) m on true
        where p.id = $1
        order by m.id desc`,
    },
    [productId, before ?? null, limit],
  );
  const [first] = rows;
  return first && { stock: first.stock, movements: rows.flatMap(toMovement) };
}

/** A product without movements is one row with nulls. */
function toMovement(row: PageRow): StockMovement[] {
  if (row.id === null) return [];
  const { id, at, units, reason, order_id, by, note } = row;
  return [{ id: Number(id), at: at.toISOString(), units, reason, order_id, by, note }];
}
