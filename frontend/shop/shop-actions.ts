import type { Product } from '../../shared/contract/products.ts';
import type { LegalText } from '../../shared/domain/legal-texts.ts';
import type { Filter } from './filter.ts';
import type { Pickup, PlacedOrder, ShopState } from './shop-state.ts';

/** What a visitor can do; shop.ts has the code. */
export interface ShopActions {
  readonly setQuantity: (productId: number, name: string, quantity: number) => void;
  readonly setNote: (productId: number, note: string) => void;
  readonly openNote: (productId: number) => void;
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
