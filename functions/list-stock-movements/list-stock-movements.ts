import type {
  ListStockMovementsQuery,
  ListStockMovementsResponse,
} from '../../shared/contract/catalogue.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findStockMovements } from '../../shared/db/stock.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';

/**
 * One page of a product's movements. New movements come before the first page and do not shift the
 * following pages.
 * @throws DomainError `not-found`
 */
export async function listStockMovements(
  db: Queryable,
  productId: number,
  { cursor, limit = 50 }: ListStockMovementsQuery,
): Promise<ListStockMovementsResponse> {
  // One more row than the limit shows whether there is another page.
  const found = await findStockMovements(db, productId, { before: cursor, limit: limit + 1 });
  if (!found) {
    throw unknownProduct([productId]);
  }
  const movements = found.movements.slice(0, limit);
  const hasMore = found.movements.length > limit;
  const last = movements.at(-1);
  return {
    product_id: productId,
    stock: found.stock,
    movements,
    next_cursor: hasMore && last ? String(last.id) : null,
  };
}
