import { DomainError, type ErrorCode } from './errors.ts';

/** The movements that staff enter; orders and cancellations move stock automatically. */
export type ManualReason = 'delivery' | 'waste' | 'count';

/** The reasons for a change of stock. */
export const movementReasons = ['order', 'cancelled', 'delivery', 'count', 'waste'] as const;
export type MovementReason = (typeof movementReasons)[number];

/** Upper bound in units, to catch typing errors. */
export const maxStock = 1_000_000;

export interface StockMove {
  readonly reason: ManualReason;
  /** The units delivered, wasted, or counted. */
  readonly units: number;
}

/**
 * The difference that a movement makes to a stock, which is null for a made-to-order product.
 * @throws DomainError `conflict` the product has no stock · too few units · too many units
 */
export function stockDifference(stock: number | null, { reason, units }: StockMove): number {
  if (stock === null) {
    throw new DomainError('conflict', 'not-stocked', 'A made-to-order product has no stock.');
  }
  if (reason === 'count') return units - stock;
  if (reason === 'waste') {
    if (units <= stock) return -units;
    throw refuseUnits('not-enough-stock', `Only ${stock} units are in stock.`);
  }
  if (stock + units <= maxStock) return units;
  throw refuseUnits('too-much-stock', `The stock can be at most ${maxStock} units.`);
}

function refuseUnits(code: ErrorCode, message: string): DomainError {
  return new DomainError('conflict', code, message, { faults: [{ path: '/units', message }] });
}
