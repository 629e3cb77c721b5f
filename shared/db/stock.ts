import type { StockMovement } from '../contract/catalogue.ts';
import type { ManualReason, MovementReason, PastMovement } from '../domain/stock.ts';
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
  /** Null when a count found no difference. */
  readonly movement_id: number | null;
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
      return writeRequested(transaction, movement, decide(product.stock));
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
      text: `
        select product_id, reason, units, stock, movement_id::float8
        from stock_requests where idempotency_key = $1`,
    },
    [key],
  );
  return row;
}

/**
 * @returns undefined when the product does not exist; its stock is null unless it is a shelf product
 */
async function findStock(
  db: Queryable,
  productId: number,
): Promise<{ readonly stock: number | null } | undefined> {
  const [row] = await db.query<{ stock: number | null }>(
    {
      name: 'find-stock',
      text: `select case when supply = 'shelf' then stock end as stock from products where id = $1`,
    },
    [productId],
  );
  return row;
}

async function writeRequested(
  db: Queryable,
  { productId, reason, units, note, by, idempotencyKey }: RequestedMovement,
  difference: number,
): Promise<RecordedMovement> {
  const key = idempotencyKey === null ? null : { text: idempotencyKey, units };
  const movement = { productId, reason, note, by, undoes: null, key };
  const { stock, movementId } = await writeMovement(db, movement, difference);
  return { product_id: productId, reason, units, stock, movement_id: movementId };
}

interface NewMovement {
  readonly productId: number;
  readonly reason: MovementReason;
  readonly note: string | null;
  readonly by: string;
  /** The movement that this movement reverses. */
  readonly undoes: string | null;
  /** The key of the request, with the units as entered. */
  readonly key: { readonly text: string; readonly units: number } | null;
}

/** The stock after a movement; the movement is null when the difference was 0. */
interface Written {
  readonly stock: number;
  readonly movementId: number | null;
}

/** A difference of 0 is no movement, but its key is remembered. */
async function writeMovement(
  db: Queryable,
  { productId, reason, note, by, undoes, key }: NewMovement,
  difference: number,
): Promise<Written> {
  const [row] = await db.query<Written>(
    {
      name: 'write-movement',
      text: `
        with movement as (
          insert into stock_movements (product_id, units, reason, by, note, undoes)
          select $1, $2, $3, $4, $5, $8::bigint where $2::integer <> 0
          returning id
        ), changed as (
          update products set stock = stock + $2 where id = $1 returning stock
        ), remembered as (
          insert into stock_requests (idempotency_key, product_id, reason, units, stock, movement_id)
          select $6, $1, $3, $7, stock, (select id from movement)
          from changed where $6::text is not null
        )
        select stock, (select id from movement)::float8 as "movementId" from changed`,
    },
    [productId, difference, reason, by, note, key?.text ?? null, key?.units ?? null, undoes],
  );
  if (!row) throw new Error('write-movement returned no row');
  return row;
}

/**
 * Reverses a movement by the difference that `decide` returns, while the stock is locked. An error of `decide` is
 * rethrown, and nothing is changed.
 * @returns the reversal, also when it was made before; undefined when the product has no such movement
 */
export function reverseStockMovement(
  wanted: { readonly productId: number; readonly movementId: string; readonly by: string },
  decide: (stock: number | null, movement: PastMovement) => number,
): Promise<Written | undefined> {
  const { productId, movementId, by } = wanted;
  return inTransaction(
    async (transaction) => {
      const found = await findMovement(transaction, productId, movementId);
      if (!found) return undefined;
      const { stock, undoneBy, ...movement } = found;
      if (undoneBy !== null) return { stock: stock ?? 0, movementId: undoneBy };
      const { reason } = movement;
      const reversal = { productId, reason, note: null, by, undoes: movementId, key: null };
      return writeMovement(transaction, reversal, decide(stock, movement));
    },
    [lockAllocation],
  );
}

type FoundMovement = PastMovement & {
  /** Null unless the product is a shelf product. */
  readonly stock: number | null;
  readonly undoneBy: number | null;
};

/** A count that found no difference is a request without a movement. */
async function findMovement(
  db: Queryable,
  productId: number,
  movementId: string,
): Promise<FoundMovement | undefined> {
  const [row] = await db.query<FoundMovement>(
    {
      name: 'find-movement',
      text: `
        select case when p.supply = 'shelf' then p.stock end as stock, m.reason, m.units, m.undoes::float8,
          extract(epoch from clock_timestamp() - m.at)::float8 as "secondsAgo",
          (select id::float8 from stock_movements where undoes = m.id) as "undoneBy",
          exists (
            select from stock_movements c
            where c.product_id = m.product_id and c.id > m.id and c.reason = 'count' and c.undoes is null
              and not exists (select from stock_movements where undoes = c.id)
          ) or exists (
            select from stock_requests r
            where r.product_id = m.product_id and r.reason = 'count' and r.movement_id is null
              and r.at > m.at
          ) as "isCountedSince"
        from stock_movements m
        join products p on p.id = m.product_id
        where m.id = $2 and m.product_id = $1`,
    },
    [productId, movementId],
  );
  return row;
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
        select p.stock, m.id, m.at, m.units, m.reason, m.order_id, m.by, m.note, m.undoes::float8,
          (select id::float8 from stock_movements where undoes = m.id) as undone_by
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
  const { id, at, units, reason, order_id, by, note, undoes, undone_by } = row;
  const movement = { units, reason, order_id, by, note, undoes, undone_by };
  return [{ id: Number(id), at: at.toISOString(), ...movement }];
}
