import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { now } from '../../components/clock.ts';
import { commonWords } from '../../components/words.ts';
import { words } from './words.ts';

/** The status that staff see. For staff, picked up and not picked up are separate statuses. */
export type CounterStatus = StaffOrder['status'] | 'Collected' | 'Missed';

type Ended = Pick<StaffOrder, 'status' | 'collected_at' | 'missed_at'>;
type Completed = Ended & Pick<StaffOrder, 'completed_by'>;

export function statusOf({ status, collected_at, missed_at }: Ended): CounterStatus {
  if (missed_at !== null) return 'Missed';
  return collected_at === null ? status : 'Collected';
}

/** The status of an order as staff see it. */
export function nameStatus(order: Completed): string {
  return isSetAside(order) ? words.setAside : nameCounterStatus(statusOf(order));
}

export function nameCounterStatus(status: CounterStatus): string {
  if (status === 'Missed') return commonWords.missed;
  return status === 'Collected' ? commonWords.collected : commonWords.status[status];
}

/** Whether the order waits for its customer, and staff had nothing to pack: its goods were set aside at acceptance. */
export function isSetAside(order: Completed): boolean {
  return statusOf(order) === 'Completed' && order.completed_by === 'processor';
}

/** Whether the order still needs work by staff or the processor. */
export function isOpen(order: StaffOrder): boolean {
  return nextAction(order) !== null || order.status === 'Pending';
}

/** Whether the order is still to be baked or packed, or waits for the processor. */
export function isToDo(order: StaffOrder): boolean {
  const status = statusOf(order);
  return status === 'Pending' || status === 'Processing';
}

/** Whether the order was picked up or missed, rejected or cancelled. */
export function isDone(order: StaffOrder): boolean {
  return !isOpen(order);
}

/** Whether staff may mark the order "Not picked up": its pickup time has begun. */
export function mayBeMissed(order: StaffOrder): boolean {
  return nextAction(order) !== null && Date.parse(order.pickup_at ?? order.placed_at) <= now();
}

/** The next action for staff; null when there is none, or when the processor has not decided yet. */
export function nextAction(order: StaffOrder): 'complete' | 'collect' | null {
  const status = statusOf(order);
  if (status === 'Processing') return 'complete';
  return status === 'Completed' ? 'collect' : null;
}
