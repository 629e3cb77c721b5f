import { getElement } from '../components/get-element.ts';
import { createContactView } from './contact-view.ts';
import { createPickupView } from './pickup-view.ts';
import type { Pickup, ShopState } from './shop-state.ts';

export interface CheckoutViewActions {
  choosePickup(pickup: Pickup): void;
  changeContact(patch: Partial<Pick<ShopState, 'customer' | 'isRemembered'>>): void;
  placeOrder(): void;
}

/** The checkout with pickup time and contact; replaces the products beside the basket. */
export function createCheckoutView(actions: CheckoutViewActions): (state: ShopState) => void {
  const products = getElement('products');
  const checkout = getElement('checkout-step');
  const form = getElement('checkout-form') as HTMLFormElement;
  const pickup = createPickupView((chosen) => actions.choosePickup(chosen));
  const contact = createContactView((patch) => actions.changeContact(patch));
  let placement: ShopState['placement'] = { kind: 'idle' };
  let wasCheckingOut = false;

  form.onsubmit = (event) => {
    event.preventDefault();
    actions.placeOrder();
  };

  return (state) => {
    const { isCheckingOut } = state;
    products.hidden = isCheckingOut;
    checkout.hidden = !isCheckingOut;
    const isNews = placement !== state.placement;
    placement = state.placement;
    if (isNews && placement.kind === 'refused') pickup.refetch();
    pickup.show(state);
    contact.show(state);
    if (isNews) {
      const faults = placement.kind === 'refused' ? placement.faults : [];
      const places = [pickup.showFaults(faults), contact.showFaults(faults)];
      places.find((place) => place !== undefined)?.focus();
    }
    if (isCheckingOut && !wasCheckingOut) {
      scrollTo(0, 0);
      getElement('checkout-title').focus({ preventScroll: true });
    }
    wasCheckingOut = isCheckingOut;
  };
}
