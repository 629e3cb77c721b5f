import type {
  RecordStockMovementRequest,
  RecordStockMovementResponse,
} from '../../shared/contract/catalogue.ts';
import { insertStockMovement, type RecordedMovement } from '../../shared/db/stock.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';
import { signatureOf, type StaffMember } from '../../shared/domain/staff.ts';
import { stockDifference } from '../../shared/domain/stock.ts';
import { logger } from '../../shared/logger.ts';

interface NewMovement {
  readonly productId: number;
  readonly request: RecordStockMovementRequest;
  /** Chosen by the client; requests with the same key record one movement. */
  readonly idempotencyKey: string | undefined;
}

/**
 * Records a delivery, waste, or a count. A repeated request with the same key gets the same
 * response, despite later sales.
 * @throws DomainError `not-found` · `conflict` the product has no stock, or too little ·
 * `idempotency-conflict` the key belongs to another movement
 */
export async function recordStockMovement(
  by: StaffMember,
  { productId, request, idempotencyKey }: NewMovement,
): Promise<RecordStockMovementResponse> {
  const { reason, units, note = null } = request;
  const recorded = await insertStockMovement(
    {
      productId,
      reason,
      units,
      note,
      by: signatureOf(by),
      idempotencyKey: idempotencyKey ?? null,
    },
    (stock) => stockDifference(stock, request),
  );
  if (!recorded) throw unknownProduct([productId]);
  if (!isSameMovement(recorded, { product_id: productId, reason, units })) {
    const message = 'This Idempotency-Key was used for a different movement.';
    throw new DomainError('idempotency-conflict', 'idempotency-key-reused', message);
  }
  logger.info('stock movement recorded', { ...recorded, by: by.name });
  return { product_id: productId, stock: recorded.stock, movement_id: recorded.movement_id };
}

/** The note is not compared, because a retry may have another note. */
type Requested = Pick<RecordedMovement, 'product_id' | 'reason' | 'units'>;
function isSameMovement(a: Requested, b: Requested): boolean {
  return a.product_id === b.product_id && a.reason === b.reason && a.units === b.units;
}
