import { DomainError, type ErrorCode } from './errors.ts';
import { canMove, type OrderStatus } from './order-status.ts';
import { isStaff } from './staff.ts';

/** An order as it is when somebody wants to change it. */
export interface ChangeableOrder {
  readonly id: number;
  readonly status: OrderStatus;
  readonly pickupAt: Date | null;
  readonly collectedAt: Date | null;
  readonly lastStep: TimelineStep;
}

/** An entry of an order's timeline. */
export interface TimelineStep {
  readonly id: number;
  /** Negative when the clock was ahead. */
  readonly secondsAgo: number;
  /** Null for the placement. Equal to `to` when the order was collected. */
  readonly from: OrderStatus | null;
  readonly to: OrderStatus;
  /** Whoever did it; staff by their signature. */
  readonly by: string;
  /** The entry that this one took back; null when it did something of its own. */
  readonly undoes: number | null;
}

/** What is to become of an order. */
export interface OrderChange {
  readonly to: OrderStatus;
  readonly isCollected: boolean;
  readonly reason: string | null;
  readonly undoes: number | null;
}

export type StaffMove =
  | { readonly action: 'complete' | 'collect' | 'undo' }
  | { readonly action: 'cancel'; readonly reason: string };

/** How long staff may take back what they did. */
const undoSeconds = 60;

/**
 * What a move by staff makes of an order; null when that has been done already, so that a request
 * over a bad network may be repeated.
 * @throws DomainError `conflict` when the order is not in a state for it
 */
export function decideStaffMove(order: ChangeableOrder, move: StaffMove): OrderChange | null {
  switch (move.action) {
    case 'complete':
      return decideStatus(order, 'Completed', null);
    case 'cancel':
      return decideStatus(order, 'Cancelled', move.reason);
    case 'collect':
      return decideCollecting(order);
    case 'undo':
      return decideUndo(order);
  }
}

function decideStatus(
  order: ChangeableOrder,
  to: OrderStatus,
  reason: string | null,
): OrderChange | null {
  if (order.status === to && !order.collectedAt) return null;
  if (order.collectedAt) throw conflict('already-collected', 'This order has been collected.');
  if (!canMove(order.status, to, 'staff')) {
    throw conflict('wrong-status', `This order is ${order.status} and cannot become ${to}.`);
  }
  return { to, reason, isCollected: false, undoes: null };
}

function decideCollecting({ status, collectedAt }: ChangeableOrder): OrderChange | null {
  if (collectedAt) return null;
  if (status !== 'Completed') {
    throw conflict('wrong-status', `This order is ${status}, not ready to collect.`);
  }
  return { to: status, isCollected: true, reason: 'collected', undoes: null };
}

/** The last thing that was done to the order, if staff did it and just now. */
function decideUndo({ lastStep }: ChangeableOrder): OrderChange | null {
  const { id, undoes } = lastStep;
  if (undoes !== null && isRecent(lastStep)) return null;
  const back = findWayBack(lastStep);
  if (back === null) throw conflict('nothing-to-undo', 'There is nothing to take back.');
  if (!isRecent(lastStep)) {
    throw conflict(
      'too-late',
      `Only what was done in the last ${undoSeconds} s can be taken back.`,
    );
  }
  return { to: back, isCollected: false, reason: 'taken back', undoes: id };
}

/** Whether the last thing that was done to an order can be taken back now. */
export function isUndoable(lastStep: TimelineStep): boolean {
  return findWayBack(lastStep) !== null && isRecent(lastStep);
}

/** A step that is dated far ahead was not done just now: the clock was ahead when it was done. */
function isRecent({ secondsAgo }: TimelineStep): boolean {
  return Math.abs(secondsAgo) <= undoSeconds;
}

/** What an order was before staff did something; null when it was somebody else, or taken back. */
function findWayBack({ from, to, by, undoes }: TimelineStep): OrderStatus | null {
  const back = to === 'Cancelled' ? 'Pending' : from;
  const isWay = back !== null && (back === to || canMove(to, back, 'undo'));
  return isWay && isStaff(by) && undoes === null ? back : null;
}

function conflict(code: ErrorCode, message: string): DomainError {
  return new DomainError('conflict', code, message);
}
