import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { commonWords } from '../../components/words.ts';

/** The status that staff see. For staff, picked up is a separate status. */
export type CounterStatus = StaffOrder['status'] | 'Collected';

export function statusOf({ status, collected_at }: StaffOrder): CounterStatus {
  return collected_at === null ? status : 'Collected';
}

export function nameStatus(status: CounterStatus): string {
  return status === 'Collected' ? commonWords.collected : commonWords.status[status];
}

/** Whether the order still needs work by staff or the processor. */
export function isOpen(order: StaffOrder): boolean {
  return nextAction(order) !== null || order.status === 'Pending';
}

/** Whether the order is still to be baked or packed, or waits for the processor. */
export function isToDo({ status }: StaffOrder): boolean {
  return status === 'Pending' || status === 'Processing';
}

/** Whether the order was picked up, rejected or cancelled. */
export function isDone(order: StaffOrder): boolean {
  return !isOpen(order);
}

/** The next action for staff; null when there is none, or when the processor has not decided yet. */
export function nextAction(order: StaffOrder): 'complete' | 'collect' | null {
  const status = statusOf(order);
  if (status === 'Processing') return 'complete';
  return status === 'Completed' ? 'collect' : null;
}
