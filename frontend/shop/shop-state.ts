import type { Product } from '../../shared/contract/products.ts';
import type { BakeryResponse } from '../../shared/contract/settings.ts';
import type { LegalText } from '../../shared/domain/legal-texts.ts';
import type { TemplateResult } from '../components/html.ts';
import type { Attempt } from '../components/attempt.ts';
import type { Shortage } from '../components/shortages.ts';
import type { StatusDetails } from '../components/explain-status.ts';
import type { OptionDraft } from '../components/option-form/option-draft.ts';
import type { Basket, BasketLine, LineKey } from './basket.ts';
import type { Filter } from './filter.ts';
import type * as optionCode from './option-code.ts';
import type { OrderRequest } from './order-request.ts';
import type { DayAnswer, Soonest } from '../components/pickup-days.ts';
import type { ShopPage } from './shop-page.ts';

export interface ShopState {
  readonly bakery: BakeryResponse;
  readonly page: ShopPage;
  readonly catalogue: Catalogue;
  /** The pickup day for which the products are shown, "2026-12-01"; null for any day. */
  readonly day: string | null;
  readonly filter: Filter;
  /** Whether the list of allergens is open. */
  readonly isFilterOpen: boolean;
  /** Id of the section at the top of the screen. */
  readonly sectionInView: string;
  readonly basket: Basket;
  /** The idempotency key of the basket's first attempt in any tab; '' before the basket has a product. */
  readonly basketKey: string;
  /** Whether the screen is wide enough for the basket beside the products. */
  readonly isWide: boolean;
  /** Whether the basket is open above the products, on a screen that is not wide. */
  readonly isBasketOpen: boolean;
  /** Lines whose empty note field is open. */
  readonly openNotes: readonly LineKey[];
  readonly optionCode: OptionCode | null;
  /** Whether the code for options did not load. */
  readonly hasOptionCodeFailed: boolean;
  /** What the customer has begun to choose for a product; null before the first choice. */
  readonly draft: ProductDraft | null;
  readonly pickup: Pickup;
  readonly times: PickupTimes;
  readonly customer: Customer;
  /** Whether this browser may store the contact. */
  readonly isRemembered: boolean;
  readonly attempt: Attempt<OrderRequest> | null;
  readonly placement: Placement;
  /** Shortages of the last refused order. */
  readonly shortages: readonly Shortage[];
  /** Placed in this browser, newest first. */
  readonly orders: readonly PlacedOrder[];
  /** True while the orders' statuses cannot be fetched. */
  readonly ordersOutdated: boolean;
  readonly online: boolean;
  /** The legal text that was opened last. */
  readonly text: OpenedText | undefined;
  /** Milliseconds since 1970, some seconds old; the opening state depends on it. */
  readonly minute: number;
  /** What is wrong with the device; '' when nothing is. */
  readonly deviceFault: string;
}

/** The code for options, which is loaded when it is needed. */
export type OptionCode = typeof optionCode;

/** The choices on the page of a product. */
export interface ProductDraft {
  readonly productId: number;
  readonly quantity: number;
  readonly choices: OptionDraft;
  /** The line of the basket that is changed; null for a new line. */
  readonly lineKey: LineKey | null;
  /** The address of the page on which the change began; null for a new line. */
  readonly cameFrom: string | null;
}

export type Catalogue =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable' }
  | {
      readonly kind: 'loaded';
      /** The day of `available` and `left`; `available_from` is the first of all days. */
      readonly day: string | null;
      readonly products: readonly Product[];
    };

export type OpenedText =
  | { readonly kind: 'loading'; readonly name: LegalText }
  | { readonly kind: 'unreachable'; readonly name: LegalText }
  | { readonly kind: 'loaded'; readonly name: LegalText; readonly view: TemplateResult };

/** The products on sale; none until they are loaded. */
export function productsOf({ catalogue }: Pick<ShopState, 'catalogue'>): readonly Product[] {
  return catalogue.kind === 'loaded' ? catalogue.products : [];
}

/** The day for which the products on the page are available or not; null for any day. */
export function dayOf({ catalogue }: Pick<ShopState, 'catalogue'>): string | null {
  return catalogue.kind === 'loaded' ? catalogue.day : null;
}

/** The wanted pickup time. */
export type Pickup =
  | { readonly kind: 'soonest' }
  /** Start of the slot, ISO 8601; null until chosen. */
  | { readonly kind: 'chosen'; readonly startsAt: string | null };

/** The pickup times for the basket. */
export interface PickupTimes {
  readonly soonest: Soonest | { readonly kind: 'looking' };
  /** The day on screen, "2026-12-01"; null until the first day with a free slot is known. */
  readonly day: string | null;
  /** The slots of the day, or of the day before it while they are loading; null at first. */
  readonly answer: DayAnswer | null;
  readonly isLoading: boolean;
}

/** The contact fields as typed; '' when empty. */
export interface Customer {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
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

/** A fault and its path in the request, "/customer/name". */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export interface PlacedOrder extends StatusDetails {
  readonly id: number;
  /** Opens the order's page; null for orders from before tokens existed. */
  readonly token: string | null;
  /** Milliseconds since 1970. */
  readonly placedAt: number;
  readonly lines: readonly PlacedLine[];
  /** In the main unit: the API's total or, before its answer, the sum of the shown prices. */
  readonly total: number;
  /** ISO 4217 currency of the total. */
  readonly currency: string;
}

export interface PlacedLine extends Pick<BasketLine, 'product_id' | 'quantity' | 'options'> {
  readonly name: string;
  /** The options: "Large · Vanilla"; missing without options. */
  readonly choices?: string | undefined;
}

/** Whether the status can change at any moment. */
export function isOpen({ status, missedAt }: PlacedOrder): boolean {
  return missedAt === null && (status === 'Pending' || status === 'Processing');
}

/** Whether the order is ready but not picked up: it may still be cancelled or reopened. */
export function isWaiting({ status, collectedAt, missedAt }: PlacedOrder): boolean {
  return status === 'Completed' && collectedAt === null && missedAt === null;
}
