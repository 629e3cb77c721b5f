import type { RecordStockMovementResponse } from '../../shared/contract/catalogue.ts';
import { reverseStockMovement } from '../../shared/db/stock.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { signatureOf, type StaffMember } from '../../shared/domain/staff.ts';
import { undoDifference } from '../../shared/domain/stock.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Undoes a movement that staff entered, by a movement with the same reason. A repeated request changes nothing.
 * @throws DomainError `not-found` · `conflict` as `undoDifference`
 */
export async function undoStockMovement(
  by: StaffMember,
  productId: number,
  movementId: string,
): Promise<RecordStockMovementResponse> {
  const reversed = await reverseStockMovement(
    { productId, movementId, by: signatureOf(by) },
    undoDifference,
  );
  if (!reversed) {
    const message = `The product ${productId} has no movement ${movementId}.`;
    throw new DomainError('not-found', 'unknown-movement', message);
  }
  const { stock, movementId: movement_id } = reversed;
  logger.info('stock movement undone', { product_id: productId, movement_id, by: by.name });
  return { product_id: productId, stock, movement_id };
}
