import type { MoveStockRequest, MoveStockResponse } from '../../shared/contract/catalogue.ts';
import { type MadeMove, moveStock as moveInDatabase } from '../../shared/db/stock.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { signatureOf, type StaffMember } from '../../shared/domain/staff.ts';
import { unitsMoved } from '../../shared/domain/stock.ts';
import { logger } from '../../shared/logger.ts';

export interface MoveStock {
  readonly productId: number;
  readonly request: MoveStockRequest;
  /** Chosen by the client; under one key stock is moved once, however often it is sent. */
  readonly idempotencyKey: string | undefined;
}

/**
 * Writes down what came, what was thrown away, or what was counted. The same request under the same
 * key gets the same answer, whatever was sold since.
 * @throws DomainError `not-found` · `conflict` the product is not counted, or there is not so much ·
 * `idempotency-conflict` the key belongs to another move
 */
export async function moveStock(
  by: StaffMember,
  { productId, request, idempotencyKey }: MoveStock,
): Promise<MoveStockResponse> {
  const { reason, units, note = null } = request;
  const move = { productId, reason, units, note, by: signatureOf(by) };
  const made = await moveInDatabase({ ...move, idempotencyKey: idempotencyKey ?? null }, (stock) =>
    unitsMoved(stock, request),
  );
  if (!made) {
    throw new DomainError('not-found', 'unknown-product', `There is no product ${productId}.`);
  }
  if (!isSameMove(made, { product_id: productId, reason, units })) {
    const message = 'This Idempotency-Key was used for a different move.';
    throw new DomainError('idempotency-conflict', 'idempotency-key-reused', message);
  }
  logger.info('stock moved', { ...made, by: by.name });
  return { product_id: productId, stock: made.stock };
}

/** A note may be worded better the second time. */
function isSameMove(a: Omit<MadeMove, 'stock'>, b: Omit<MadeMove, 'stock'>): boolean {
  return a.product_id === b.product_id && a.reason === b.reason && a.units === b.units;
}
