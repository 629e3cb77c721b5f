import type { GetOrderResponse, OrderResponse } from '../../shared/contract/orders.ts';
import { isDayOver } from './business-day.ts';
import { now } from './clock.ts';
import { commonWords, wordReason } from './words.ts';
import { dateOf, formatDayAndTime, formatTime, today } from './wording.ts';

export interface StatusDetails {
  /** `Unknown` when the API answers 404. */
  readonly status: GetOrderResponse['status'] | 'Unknown';
  readonly reason: string | null;
  /** ISO 8601; null until the order has a pickup time, or when the answer does not contain it. */
  readonly pickupAt: string | null;
  /** ISO 8601; null before pickup, or when the answer does not contain it. */
  readonly collectedAt: string | null;
  /** ISO 8601, when the order was not picked up. */
  readonly missedAt: string | null;
  /** Of a Completed order; null when the answer does not contain it. */
  readonly completedBy: OrderResponse['completed_by'];
}

/** The status as the pages name it. */
export function wordStatus(order: StatusDetails): string {
  const { status, pickupAt, missedAt } = order;
  if (missedAt !== null) return commonWords.missed;
  if (isCollected(order)) return commonWords.collected;
  if (isSetAside(order)) return commonWords.setAside;
  const isOfToday = pickupAt === null || (dateOf(pickupAt) === today() && !isLate(order));
  if (status === 'Processing' && !isOfToday) {
    return commonWords.confirmedFor(formatDayAndTime(pickupAt));
  }
  return commonWords.status[status];
}

/** What the status means for the customer. */
export function explainStatus(order: StatusDetails): string {
  const { status, reason, completedBy, missedAt } = order;
  if (missedAt !== null) return commonWords.missedMeaning;
  if (isCollected(order)) return commonWords.collectedMeaning;
  if (isLate(order)) {
    return status === 'Processing' ? commonWords.lateMeaning : commonWords.overdueMeaning;
  }
  if (isSetAside(order)) return explainSetAside(order);
  if (completedBy === 'staff') return commonWords.packedMeaning;
  if (status !== 'Rejected') return commonWords.meaning[status];
  return commonWords.rejected(reason === null ? null : wordReason(reason));
}

/** Whether the order still waits for its customer, or for staff, although the business day of its pickup is over. */
export function isLate(order: StatusDetails): boolean {
  const { status, pickupAt, missedAt } = order;
  if (pickupAt === null || missedAt !== null || isCollected(order)) return false;
  return (status === 'Processing' || status === 'Completed') && isDayOver(pickupAt);
}

function explainSetAside({ pickupAt }: StatusDetails): string {
  if (pickupAt === null || Date.parse(pickupAt) <= now()) return commonWords.meaning.Completed;
  const isToday = dateOf(pickupAt) === today();
  return commonWords.pickUpFrom(isToday ? formatTime(pickupAt) : formatDayAndTime(pickupAt));
}

function isCollected({ status, collectedAt }: StatusDetails): boolean {
  return status === 'Completed' && collectedAt !== null;
}

/** Whether the goods were set aside when the order was accepted. */
function isSetAside({ status, completedBy }: StatusDetails): boolean {
  return status === 'Completed' && completedBy === 'processor';
}
