import type { Product } from '../../shared/contract/products.ts';
import type { LegalText } from '../../shared/domain/legal-texts.ts';
import type { BasketLine, LineKey } from './basket.ts';
import type { Filter } from './filter.ts';
import type { Pickup, PlacedOrder, ProductDraft, ShopState } from './shop-state.ts';

/** What a visitor can do; shop.ts has the code. */
export interface ShopActions {
  /** Sets the quantity of a line. @param name of the product */
  readonly setQuantity: (line: BasketLine, name: string) => void;
  readonly setNote: (key: LineKey, note: string) => void;
  readonly openNote: (key: LineKey) => void;
  readonly changeDraft: (draft: ProductDraft) => void;
  /** Puts the choices into the basket, or shows their faults. */
  readonly takeChoices: (product: Product) => void;
  /** Opens the page of the product with the choices of a line. */
  readonly changeLine: (line: BasketLine, product: Product) => void;
  readonly cancelChange: () => void;
  readonly retryOptions: () => void;
  readonly changeFilter: (patch: Partial<Filter>) => void;
  readonly toggleFilter: () => void;
  readonly clearFilter: () => void;
  /** A listener that scrolls to a section. */
  readonly showSection: (id: string) => (event: Event) => void;
  /** Notes when the section reaches the top of the screen. */
  readonly watchSection: (section: Element | undefined) => void;
  readonly retry: () => void;
  readonly retryText: (name: LegalText) => void;
  readonly share: (product: Product) => Promise<void>;
  readonly openBasket: () => void;
  readonly closeBasket: () => void;
  /** @param productId that gets the focus when the day is shown; the focus stays without it */
  readonly chooseDay: (date: string | null, productId?: number) => void;
  readonly choosePickup: (pickup: Pickup) => void;
  readonly showDay: (date: string) => void;
  readonly changeContact: (patch: Partial<Pick<ShopState, 'customer' | 'isRemembered'>>) => void;
  readonly placeOrder: () => void;
  readonly orderRest: () => void;
  readonly orderAgain: (order: PlacedOrder) => void;
}
