import type { GetOrderResponse } from '../../shared/contract/orders.ts';
import { commonWords, wordReason } from './words.ts';

export interface Standing {
  /** `Unknown` is what the bakery says of an order it does not have. */
  readonly status: GetOrderResponse['status'] | 'Unknown';
  readonly reason: string | null;
}

/** What a status means to whoever waits for the order. */
export function explainStatus({ status, reason }: Standing): string {
  if (status !== 'Rejected') return commonWords.meaning[status];
  return commonWords.rejected(reason === null ? null : wordReason(reason));
}
