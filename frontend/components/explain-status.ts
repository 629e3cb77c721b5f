import type { GetOrderResponse } from '../../shared/contract/orders.ts';
import { commonWords, wordReason } from './words.ts';

export interface StatusDetails {
  /** `Unknown` when the API answers 404. */
  readonly status: GetOrderResponse['status'] | 'Unknown';
  readonly reason: string | null;
  /** ISO 8601; null before pickup, or when the answer does not contain it. */
  readonly collectedAt: string | null;
  /** ISO 8601, when the order was not picked up. */
  readonly missedAt: string | null;
}

/** The status as the pages name it. */
export function wordStatus({ status, collectedAt, missedAt }: StatusDetails): string {
  if (missedAt !== null) return commonWords.missed;
  return isCollected(status, collectedAt) ? commonWords.collected : commonWords.status[status];
}

/** What the status means for the customer. */
export function explainStatus({ status, reason, collectedAt, missedAt }: StatusDetails): string {
  if (missedAt !== null) return commonWords.missedMeaning;
  if (isCollected(status, collectedAt)) return commonWords.collectedMeaning;
  if (status !== 'Rejected') return commonWords.meaning[status];
  return commonWords.rejected(reason === null ? null : wordReason(reason));
}

function isCollected(status: StatusDetails['status'], collectedAt: string | null): boolean {
  return status === 'Completed' && collectedAt !== null;
}
