import type { GetOrderResponse } from '../../shared/contract/orders.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { Basket } from './basket.ts';
import type { Filter } from './filter.ts';

export interface ShopState {
  readonly catalogue: Catalogue;
  readonly filter: Filter;
  readonly basket: Basket;
  readonly attempt: Attempt | null;
  readonly placement: Placement;
  /** Placed in this browser, newest first. */
  readonly orders: readonly PlacedOrder[];
  /** True while the bakery does not answer how the orders stand. */
  readonly ordersOutdated: boolean;
  readonly online: boolean;
}

export type Catalogue =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'loaded'; readonly products: readonly Product[] };

/**
 * What was sent and has no definite answer yet: whether it arrived, nobody knows. Until there is one
 * the same lines go out under the same key, so that they are one order however often they are sent.
 */
export interface Attempt {
  readonly key: string;
  readonly lines: Basket;
}

export type Placement =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly again: boolean }
  | { readonly kind: 'refused'; readonly title: string; readonly text: string }
  | { readonly kind: 'placed'; readonly orderId: number };

export interface PlacedOrder {
  readonly id: number;
  /** `Unknown` is what the bakery says of an order it does not have. */
  readonly status: GetOrderResponse['status'] | 'Unknown';
  readonly reason: string | null;
  /** Milliseconds since 1970, by this device's clock. */
  readonly placedAt: number;
  readonly lines: readonly PlacedLine[];
  /** In the main unit, as it was when ordering. */
  readonly total: number;
}

export interface PlacedLine {
  readonly product_id: number;
  readonly quantity: number;
  readonly name: string;
}

/** Whether the order may still change its status. */
export function isOpen({ status }: PlacedOrder): boolean {
  return status === 'Pending' || status === 'Processing';
}
