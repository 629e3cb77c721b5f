import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { commonWords } from '../../components/words.ts';
import { words } from './words.ts';

/** Where an order is, as the counter sees it: handed over is more than completed. */
export type Standing = StaffOrder['status'] | 'Collected';

export function standingOf({ status, collected_at }: StaffOrder): Standing {
  return collected_at === null ? status : 'Collected';
}

export function wordStanding(standing: Standing): string {
  return standing === 'Collected' ? words.collected : commonWords.status[standing];
}

/** Somebody still has to do something about it. */
export function isOpen(order: StaffOrder): boolean {
  return nextMove(order) !== null || order.status === 'Pending';
}

/** What staff do with it next; null when it is over, or waits for the processor. */
export function nextMove(order: StaffOrder): 'complete' | 'collect' | null {
  const standing = standingOf(order);
  if (standing === 'Processing') return 'complete';
  return standing === 'Completed' ? 'collect' : null;
}
