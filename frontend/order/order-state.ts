import type { GetOrderResponse, OrderResponse } from '../../shared/contract/orders.ts';
import type { OrderLink } from '../components/order-link.ts';

export interface OrderState {
  /** What the address names; undefined when it names no order. */
  readonly link: OrderLink | undefined;
  readonly found: Found;
  /** True while the bakery does not answer. */
  readonly isOutdated: boolean;
  readonly cancellation: Cancellation;
}

export type Found =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unknown' }
  /** What everybody may know, and whether the token turned out to be another order's. */
  | {
      readonly kind: 'status';
      readonly order: GetOrderResponse;
      readonly isTokenWrong: boolean;
    }
  | { readonly kind: 'whole'; readonly order: OrderResponse };

export type Cancellation =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'refused'; readonly text: string };

/** Whether anything about it may still change. */
export function isOver(found: Found): boolean {
  if (found.kind === 'unknown') return true;
  if (found.kind === 'loading') return false;
  const { status } = found.order;
  if (status === 'Rejected' || status === 'Cancelled') return true;
  return status === 'Completed' && (found.kind === 'status' || found.order.collected_at !== null);
}
