import { DomainError, type ErrorCode } from './errors.ts';
import { canTransition, type OrderStatus } from './order-status.ts';
import { isStaff } from './staff.ts';

/** An order as it is before a change. */
export interface ChangeableOrder {
  readonly id: number;
  readonly status: OrderStatus;
  readonly pickupAt: Date | null;
  readonly collectedAt: Date | null;
  readonly missedAt: Date | null;
  readonly lastStep: TimelineStep;
}

/** An entry of an order's timeline. */
export interface TimelineStep {
  readonly id: number;
  /** Negative when the clock was ahead. */
  readonly secondsAgo: number;
  /** Null for the placement. Equal to `to` when the order was collected or missed. */
  readonly from: OrderStatus | null;
  readonly to: OrderStatus;
  /** The actor; staff by their signature. */
  readonly by: string;
  readonly reason: string | null;
  /** The entry that this entry reversed; null for any other change. */
  readonly undoes: number | null;
}

/** How an accepted order has ended. */
export type OrderEnd = 'collected' | 'missed';

/** The requested change of an order. */
export interface OrderChange {
  readonly to: OrderStatus;
  /** Null while the customer may still come. */
  readonly end: OrderEnd | null;
  readonly reason: string | null;
  readonly undoes: number | null;
}

/** The actions that staff apply to several orders at once. */
export const groupActions = ['complete', 'collect', 'miss'] as const;
export type GroupAction = (typeof groupActions)[number];

/** The most orders of one group action. */
export const maxGroup = 200;

export type OrderAction =
  | { readonly action: GroupAction }
  | { readonly action: 'cancel'; readonly reason: string }
  /** With `undoes`, only if the last action was this one: the order may have had another action since. */
  | { readonly action: 'undo'; readonly undoes?: GroupAction };

/** Seconds in which staff may undo an action. */
const undoSeconds = 60;

/** The reason of the timeline entry of an order that was not picked up. */
const missedReason = 'not picked up';

/**
 * The change that a staff action makes; null when the action was done before, so that a request may
 * be repeated over a bad network.
 * @throws DomainError `conflict` when the order's status does not allow it
 */
export function decideOrderAction(
  order: ChangeableOrder,
  action: OrderAction,
  now: Date,
): OrderChange | null {
  switch (action.action) {
    case 'complete':
      return decideStatus(order, 'Completed', null);
    case 'cancel':
      return decideStatus(order, 'Cancelled', action.reason);
    case 'collect':
      return decideCollecting(order);
    case 'miss':
      return decideMissing(order, now);
    case 'undo':
      return decideUndo(order, action.undoes);
  }
}

/** What an action does to one of several orders. */
export type ActionOutcome =
  | { readonly kind: 'done'; readonly change: OrderChange }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/** Like `decideOrderAction`, with a refusal as an outcome. */
export function tryOrderAction(
  order: ChangeableOrder,
  action: OrderAction,
  now: Date,
): ActionOutcome {
  try {
    const change = decideOrderAction(order, action, now);
    return change ? { kind: 'done', change } : { kind: 'unchanged' };
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'refused', code: error.code };
    throw error;
  }
}

function decideStatus(
  order: ChangeableOrder,
  to: OrderStatus,
  reason: string | null,
): OrderChange | null {
  const hasEnded = order.collectedAt !== null || order.missedAt !== null;
  if (order.status === to && !hasEnded) return null;
  requireNoEnd(order);
  if (!canTransition(order.status, to, 'staff')) {
    throw conflict('wrong-status', `This order is ${order.status} and cannot become ${to}.`);
  }
  return { to, reason, end: null, undoes: null };
}

/** An order that is picked up while it is Processing becomes Completed, too. */
function decideCollecting(order: ChangeableOrder): OrderChange | null {
  if (order.collectedAt) return null;
  requireAccepted(order);
  return { to: 'Completed', end: 'collected', reason: 'collected', undoes: null };
}

/** An order keeps its status and its claims. */
function decideMissing(order: ChangeableOrder, now: Date): OrderChange | null {
  const { status, pickupAt, missedAt } = order;
  if (missedAt) return null;
  requireAccepted(order);
  if (pickupAt && now < pickupAt) {
    throw conflict('too-early', 'The pickup time of this order has not begun.');
  }
  return { to: status, end: 'missed', reason: missedReason, undoes: null };
}

function requireAccepted(order: ChangeableOrder) {
  requireNoEnd(order);
  if (order.status !== 'Processing' && order.status !== 'Completed') {
    throw conflict('wrong-status', `This order is ${order.status}.`);
  }
}

function requireNoEnd({ collectedAt, missedAt }: ChangeableOrder) {
  if (collectedAt) throw conflict('already-collected', 'This order has been collected.');
  if (missedAt) throw conflict('already-missed', 'This order was not picked up.');
}

/** The entries of the timeline for a change. An order that is picked up was ready before. */
export function stepsOf(
  { status }: Pick<ChangeableOrder, 'status'>,
  { to, end, reason, undoes }: OrderChange,
): Pick<TimelineStep, 'from' | 'to' | 'reason' | 'undoes'>[] {
  const change = { to, reason, undoes };
  if (end !== 'collected' || status === to) return [{ from: status, ...change }];
  return [
    { from: status, to, reason: null, undoes: null },
    { from: to, ...change },
  ];
}

/** Reverses the last change of the order, if staff made it within the last minute. */
function decideUndo({ lastStep }: ChangeableOrder, wanted?: GroupAction): OrderChange | null {
  const { id, undoes } = lastStep;
  if (undoes !== null && isRecent(lastStep)) return null;
  const back = findUndoStatus(lastStep);
  const isWanted = wanted === undefined || wanted === actionOf(lastStep);
  if (back === null || !isWanted) throw conflict('nothing-to-undo', 'There is nothing to undo.');
  if (!isRecent(lastStep)) {
    throw conflict('too-late', `Only changes of the last ${undoSeconds} s can be undone.`);
  }
  return { to: back, end: null, reason: 'taken back', undoes: id };
}

/** Whether the last change of an order can be undone now. */
export function isUndoable(lastStep: TimelineStep): boolean {
  return findUndoStatus(lastStep) !== null && isRecent(lastStep);
}

/** A change dated far in the future is not recent: the clock was ahead when it was made. */
function isRecent({ secondsAgo }: TimelineStep): boolean {
  return Math.abs(secondsAgo) <= undoSeconds;
}

/** The action of a step by staff. */
function actionOf({ from, to, reason }: TimelineStep): OrderAction['action'] {
  if (to === 'Cancelled') return 'cancel';
  if (from !== to) return 'complete';
  return reason === missedReason ? 'miss' : 'collect';
}

/** The status before a change by staff; null for a change by another actor, and for an undo. */
function findUndoStatus({ from, to, by, undoes }: TimelineStep): OrderStatus | null {
  const back = to === 'Cancelled' ? 'Pending' : from;
  const isLegal = back !== null && (back === to || canTransition(to, back, 'undo'));
  return isLegal && isStaff(by) && undoes === null ? back : null;
}

function conflict(code: ErrorCode, message: string): DomainError {
  return new DomainError('conflict', code, message);
}
