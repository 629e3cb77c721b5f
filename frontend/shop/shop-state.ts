import type { Product } from '../../shared/contract/products.ts';
import type { Shortage } from '../components/shortages.ts';
import type { Standing } from '../components/explain-status.ts';
import type { Basket } from './basket.ts';
import type { Filter } from './filter.ts';
import type { OrderRequest } from './order-request.ts';

export interface ShopState {
  readonly catalogue: Catalogue;
  readonly filter: Filter;
  readonly basket: Basket;
  /** The key under which the basket is ordered first, in whatever tab; '' when it has none. */
  readonly basketKey: string;
  /** Whether the customer says when and who, or still chooses what. */
  readonly isCheckingOut: boolean;
  readonly pickup: Pickup;
  readonly customer: Customer;
  /** Whether this browser may remember the customer. */
  readonly isRemembered: boolean;
  readonly attempt: Attempt | null;
  readonly placement: Placement;
  /** What the bakery had too little of when it last refused an order. */
  readonly shortages: readonly Shortage[];
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

/** When the order is to be collected. */
export type Pickup =
  | { readonly kind: 'soonest' }
  /** The start of a slot, as the API has it; null until one is chosen. */
  | { readonly kind: 'chosen'; readonly startsAt: string | null };

/** Who collects it, as it is typed: '' for what is left open. */
export interface Customer {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
}

/**
 * What was sent and has no definite answer yet: whether it arrived, nobody knows. Until there is one
 * the same request goes out under the same key, so that it is one order however often it is sent.
 */
export interface Attempt {
  readonly key: string;
  readonly request: OrderRequest;
}

export type Placement =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly again: boolean }
  | {
      readonly kind: 'refused';
      readonly title: string;
      readonly text: string;
      readonly faults: readonly Fault[];
    }
  | { readonly kind: 'placed'; readonly orderId: number; readonly token: string | null };

/** What is wrong, and where: "/customer/name". */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export interface PlacedOrder extends Standing {
  readonly id: number;
  /** Opens its page; null for one placed before there were such pages. */
  readonly token: string | null;
  /** As the API has it; null until the bakery has found a time. */
  readonly pickupAt: string | null;
  /** Milliseconds since 1970. */
  readonly placedAt: number;
  readonly lines: readonly PlacedLine[];
  /** In the main unit: what the bakery charges, or until it has said so, what the prices shown came to. */
  readonly total: number;
  /** ISO 4217: of the total, as it was when the order was placed. */
  readonly currency: string;
}

export interface PlacedLine {
  readonly product_id: number;
  readonly quantity: number;
  readonly name: string;
}

/** Whether the order is on its way, so that news may come at any moment. */
export function isOpen({ status }: PlacedOrder): boolean {
  return status === 'Pending' || status === 'Processing';
}

/** Whether it waits to be collected; until then it may be cancelled, or go back to the bakers. */
export function isWaiting({ status, collectedAt }: PlacedOrder): boolean {
  return status === 'Completed' && collectedAt === null;
}
