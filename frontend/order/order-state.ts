import type { GetOrderResponse, OrderResponse } from '../../shared/contract/orders.ts';
import type { BakeryResponse } from '../../shared/contract/settings.ts';
import type { TemplateResult } from '../components/html.ts';
import type { OrderLink } from '../components/order-link.ts';

export interface OrderState {
  readonly bakery: BakeryResponse;
  /** False until the rest of the page has been shown. */
  readonly hasFooter: boolean;
  /** The order link of the address; undefined when there is none. */
  readonly link: OrderLink | undefined;
  readonly found: Found;
  /** True while the API does not answer. */
  readonly isOutdated: boolean;
  readonly cancellation: Cancellation;
  /** The QR code of this page's public address; null until its code is loaded. */
  readonly qrCode: TemplateResult | null;
  /** Whether the link is shown for copying by hand. */
  readonly isLinkShown: boolean;
  /** What is wrong with the device; '' when nothing is. */
  readonly deviceFault: string;
}

export type Found =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unknown' }
  /** The public status, and whether the token belongs to another order. */
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

/** Whether polling can stop: the status is final, the order was not picked up, or it is unknown. */
export function isOver(found: Found): boolean {
  if (found.kind === 'unknown') return true;
  if (found.kind === 'loading') return false;
  const { status } = found.order;
  if (found.kind === 'whole' && found.order.missed_at !== null) return true;
  if (status === 'Rejected' || status === 'Cancelled') return true;
  return status === 'Completed' && (found.kind === 'status' || found.order.collected_at !== null);
}
