import { announce } from '../components/announce.ts';
import { addLines, type Basket, withNote, withQuantity } from './basket.ts';
import { createBasketView } from './basket-view.ts';
import { createCheckoutView } from './checkout-view.ts';
import { bakery } from '../components/bakery.ts';
import { ignoreComposingEnter } from '../components/composing.ts';
import { showDeviceNotice } from '../components/device-notice.ts';
import { fillInWords } from '../components/fill-in-words.ts';
import { showLanguageChoice } from '../components/language-choice.ts';
import { getElement } from '../components/get-element.ts';
import { noFilter } from './filter.ts';
import { createFilterView } from './filter-view.ts';
import { newKey } from '../components/new-key.ts';
import { linkToOrder } from '../components/order-link.ts';
import { followOrders } from './follow-orders.ts';
import { createCatalogueLoader } from './load-catalogue.ts';
import { createOrdersView } from './orders-view.ts';
import { placeOrder } from './place-order.ts';
import { createProductsView } from './products-view.ts';
import { rememberChanges, recall } from './shop-memory.ts';
import { words } from './words.ts';
import type { Fault, PlacedOrder, ShopState } from './shop-state.ts';
import { keepOfflineShell } from '../components/offline-shell.ts';
import { createStore } from '../components/store.ts';
import { keepNumbersFromWheel } from '../components/wheel.ts';

fillInWords(words);
showDeviceNotice();
ignoreComposingEnter();
keepNumbersFromWheel();
document.title = bakery.name;
getElement('bakery-name').textContent = bakery.name;
showLanguageChoice();

const store = createStore<ShopState>({
  ...recall(),
  catalogue: { kind: 'loading' },
  filter: noFilter,
  isCheckingOut: false,
  placement: { kind: 'idle' },
  shortages: [],
  ordersOutdated: false,
  online: navigator.onLine,
});
const loadCatalogue = createCatalogueLoader(store);

/** Changes the order and clears the messages about the last attempt. */
function change(patch: Partial<ShopState>) {
  const isSending = store.state.placement.kind === 'sending';
  store.change({ ...patch, ...(!isSending && { placement: { kind: 'idle' } }) });
}

function changeBasket(basket: Basket) {
  const isNew = store.state.basket.length === 0;
  change({ basket, ...(isNew && { basketKey: newKey() }) });
  if (basket.length === 0 && store.state.isCheckingOut) leaveCheckout();
}

function leaveCheckout() {
  history.replaceState(null, '', location.pathname);
  turnToStep();
}

function setQuantity(productId: number, name: string, quantity: number) {
  changeBasket(withQuantity(store.state.basket, productId, quantity));
  announce(words.inBasket(name, quantity));
}

function setNote(productId: number, note: string) {
  changeBasket(withNote(store.state.basket, productId, note));
}

/** Opens the checkout when the address says so and the basket is not empty. */
function turnToStep() {
  const { basket, catalogue } = store.state;
  const isCheckingOut = location.hash === '#checkout' && basket.length > 0;
  // Refreshes prices: the page may have been open for a long time.
  const opensCheckout = isCheckingOut && !store.state.isCheckingOut;
  if (opensCheckout && catalogue.kind === 'loaded') void loadCatalogue();
  store.change({ isCheckingOut });
}

async function order() {
  await placeOrder(store);
  const { placement } = store.state;
  // "Back" on the order's page leads to the products, not to the finished checkout.
  if (placement.kind === 'placed') {
    location.replace(linkToOrder(placement.orderId, placement.token));
  }
  // The reason may be a product that is sold out or off sale: reload the products.
  if (placement.kind === 'refused' && !placement.faults.some(isAboutField)) await loadCatalogue();
}

function isAboutField({ path }: Fault): boolean {
  return !path.startsWith('/lines/');
}

function orderAgain({ lines }: PlacedOrder) {
  changeBasket(addLines(store.state.basket, lines));
  getElement('basket-title').focus();
}

function retryLoading() {
  store.change({ catalogue: { kind: 'loading' } });
  void loadCatalogue();
}

store.subscribe(createFilterView((filter) => store.change({ filter })));
store.subscribe(createProductsView({ setQuantity, retry: retryLoading }));
store.subscribe(createBasketView({ setQuantity, setNote }));
store.subscribe(
  createCheckoutView({
    choosePickup: (pickup) => change({ pickup }),
    changeContact: change,
    placeOrder: () => void order(),
  }),
);
store.subscribe(createOrdersView(orderAgain));
store.subscribe(({ online }) => {
  getElement('offline').hidden = online;
});
rememberChanges(store);
followOrders(store);

addEventListener('hashchange', turnToStep);
addEventListener('pageshow', ({ persisted }) => {
  // The browser restores the page as it was left: take over the stored changes.
  if (persisted) change(recall());
});
turnToStep();

addEventListener('offline', () => store.change({ online: false }));
addEventListener('online', () => {
  store.change({ online: true });
  void loadCatalogue();
});
document.addEventListener('visibilitychange', () => {
  // The catalogue may have changed while the tab was hidden.
  if (!document.hidden) void loadCatalogue();
});
void loadCatalogue();
keepOfflineShell();
