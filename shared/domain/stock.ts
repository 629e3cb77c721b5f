import { DomainError, type ErrorCode } from './errors.ts';

/** The movements that staff enter; orders and cancellations move stock automatically. */
export type ManualReason = 'delivery' | 'waste' | 'count';

/** The reasons for a change of stock. */
export const movementReasons = [
  'order',
  'cancelled',
  'delivery',
  'count',
  'waste',
  // The product has another supply since, and no stock.
  'supply',
] as const;
export type MovementReason = (typeof movementReasons)[number];

/** Upper bound in units, to catch typing errors. */
export const maxStock = 1_000_000;

export interface StockMove {
  readonly reason: ManualReason;
  /** The units delivered, wasted, or counted. */
  readonly units: number;
}

/**
 * The difference that a movement makes to a stock, which only a shelf product has.
 * @throws DomainError `conflict` the product has no stock · too few units · too many units
 */
export function stockDifference(stock: number | null, { reason, units }: StockMove): number {
  if (stock === null) throw notStocked();
  if (reason === 'count') return units - stock;
  if (reason === 'waste') {
    if (units <= stock) return -units;
    throw refuseUnits('not-enough-stock', `Only ${stock} units are in stock.`);
  }
  if (stock + units <= maxStock) return units;
  throw refuseUnits('too-much-stock', `The stock can be at most ${maxStock} units.`);
}

/** A movement that staff want to undo. */
export interface PastMovement {
  readonly reason: MovementReason;
  /** Negative for units that left the stock. */
  readonly units: number;
  /** The movement that this movement reversed; null for any other movement. */
  readonly undoes: number | null;
  readonly secondsAgo: number;
  /** Whether staff have counted the product since. */
  readonly isCountedSince: boolean;
}

/** Minutes in which staff may undo a movement. */
const undoMinutes = 60;

/**
 * The difference that the undo of a movement makes to the stock.
 * @throws DomainError `conflict` the product has no stock · staff did not enter the movement · it is too old · the product was counted since ·
 * its units were sold since · too many units
 */
export function undoDifference(stock: number | null, movement: PastMovement): number {
  const { reason, units, undoes, secondsAgo, isCountedSince } = movement;
  if (stock === null) throw notStocked();
  if (undoes !== null || !isManual(reason)) {
    throw new DomainError('conflict', 'nothing-to-undo', 'There is nothing to undo.');
  }
  if (secondsAgo > undoMinutes * 60) {
    const message = `Only movements of the last ${undoMinutes} minutes can be undone. Count the product instead.`;
    throw new DomainError('conflict', 'too-late', message);
  }
  if (isCountedSince) {
    const message = 'The product was counted after this movement.';
    throw new DomainError('conflict', 'counted-since', message);
  }
  if (units > stock) {
    const message = `Only ${stock} of these ${units} units are still in stock.`;
    throw new DomainError('conflict', 'not-enough-stock', message);
  }
  if (stock - units > maxStock) {
    const message = `The stock can be at most ${maxStock} units.`;
    throw new DomainError('conflict', 'too-much-stock', message);
  }
  return -units;
}

function isManual(reason: MovementReason): reason is ManualReason {
  return reason === 'delivery' || reason === 'waste' || reason === 'count';
}

function notStocked(): DomainError {
  return new DomainError('conflict', 'not-stocked', 'Only a shelf product has a stock.');
}

function refuseUnits(code: ErrorCode, message: string): DomainError {
  return new DomainError('conflict', code, message, { faults: [{ path: '/units', message }] });
}
