import type { GetOrderResponse } from '../../shared/contract/orders.ts';
import { commonWords, wordReason } from './words.ts';

export interface Standing {
  /** `Unknown` is what the bakery says of an order it does not have. */
  readonly status: GetOrderResponse['status'] | 'Unknown';
  readonly reason: string | null;
  /** As the API has it; null as long as it is not, or nobody tells. */
  readonly collectedAt: string | null;
}

/** The status in a word. */
export function wordStatus({ status, collectedAt }: Standing): string {
  return isCollected(status, collectedAt) ? commonWords.collected : commonWords.status[status];
}

/** What a status means to whoever waits for the order. */
export function explainStatus({ status, reason, collectedAt }: Standing): string {
  if (isCollected(status, collectedAt)) return commonWords.collectedMeaning;
  if (status !== 'Rejected') return commonWords.meaning[status];
  return commonWords.rejected(reason === null ? null : wordReason(reason));
}

function isCollected(status: Standing['status'], collectedAt: string | null): boolean {
  return status === 'Completed' && collectedAt !== null;
}
