import { DomainError, type ErrorCode } from './errors.ts';

/** What people see and say; orders and cancellations move stock by themselves. */
export type ManualReason = 'delivery' | 'waste' | 'count';

/** Why a stock is no longer what it was. */
export const movementReasons = ['order', 'cancelled', 'delivery', 'count', 'waste'] as const;
export type MovementReason = (typeof movementReasons)[number];

/** Units: more than any shelf holds, so that a slip of the hand is one. */
export const maxStock = 1_000_000;

export interface StockMove {
  readonly reason: ManualReason;
  /** Those that came, those that are gone, or all that were counted. */
  readonly units: number;
}

/**
 * By how many units a move changes a stock, which is null for a made-to-order product.
 * @throws DomainError `conflict` such a product has none · there is not so much · there is no room
 */
export function unitsMoved(stock: number | null, { reason, units }: StockMove): number {
  if (stock === null) {
    throw new DomainError('conflict', 'not-stocked', 'A made-to-order product has no stock.');
  }
  if (reason === 'count') return units - stock;
  if (reason === 'waste') {
    if (units <= stock) return -units;
    throw refuseUnits('not-enough-stock', `There are only ${stock} units.`);
  }
  if (stock + units <= maxStock) return units;
  throw refuseUnits('too-much-stock', `A shelf holds at most ${maxStock} units.`);
}

function refuseUnits(code: ErrorCode, message: string): DomainError {
  return new DomainError('conflict', code, message, { faults: [{ path: '/units', message }] });
}
