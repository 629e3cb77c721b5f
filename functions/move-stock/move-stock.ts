import type { MoveStockRequest, MoveStockResponse } from '../../shared/contract/catalogue.ts';
import { type RecordedMovement, moveStock as moveInDatabase } from '../../shared/db/stock.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';
import { signatureOf, type StaffMember } from '../../shared/domain/staff.ts';
import { stockDifference } from '../../shared/domain/stock.ts';
import { logger } from '../../shared/logger.ts';

export interface MoveStock {
  readonly productId: number;
  readonly request: MoveStockRequest;
  /** Chosen by the client; one key moves stock once, however often it is sent. */
  readonly idempotencyKey: string | undefined;
}

/**
 * Records a delivery, waste, or a count. A repeated request with the same key gets the same
 * response, despite later sales.
 * @throws DomainError `not-found` · `conflict` the product has no stock, or too little ·
 * `idempotency-conflict` the key belongs to another movement
 */
export async function moveStock(
  by: StaffMember,
  { productId, request, idempotencyKey }: MoveStock,
): Promise<MoveStockResponse> {
  const { reason, units, note = null } = request;
  const move = { productId, reason, units, note, by: signatureOf(by) };
  const made = await moveInDatabase({ ...move, idempotencyKey: idempotencyKey ?? null }, (stock) =>
    stockDifference(stock, request),
  );
  if (!made) {
    throw unknownProduct([productId]);
  }
  if (!isSameMove(made, { product_id: productId, reason, units })) {
    const message = 'This Idempotency-Key was used for a different movement.';
    throw new DomainError('idempotency-conflict', 'idempotency-key-reused', message);
  }
  logger.info('stock moved', { ...made, by: by.name });
  return { product_id: productId, stock: made.stock };
}

/** The note is not compared: it may be reworded in a retry. */
function isSameMove(
  a: Omit<RecordedMovement, 'stock'>,
  b: Omit<RecordedMovement, 'stock'>,
): boolean {
  return a.product_id === b.product_id && a.reason === b.reason && a.units === b.units;
}
