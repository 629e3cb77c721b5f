import { announce } from '../components/announce.ts';
import { addLines, type Basket, withQuantity } from './basket.ts';
import { createBasketView } from './basket-view.ts';
import { bakery } from '../components/bakery.ts';
import { fillInWords } from '../components/fill-in-words.ts';
import { createLanguageChoice } from '../components/language-choice.ts';
import { getElement } from '../components/element.ts';
import { noFilter } from './filter.ts';
import { createFilterView } from './filter-view.ts';
import { followOrders } from './follow-orders.ts';
import { createCatalogueLoader } from './load-catalogue.ts';
import { createOrdersView } from './orders-view.ts';
import { placeOrder } from './place-order.ts';
import { createProductsView } from './products-view.ts';
import { keepInMind, recall } from './shop-memory.ts';
import { words } from './words.ts';
import type { PlacedOrder, ShopState } from './shop-state.ts';
import { createStore } from '../components/store.ts';

fillInWords(words);
document.title = bakery.name;
getElement('bakery-name').textContent = bakery.name;
getElement('languages').replaceChildren(...createLanguageChoice());

const store = createStore<ShopState>({
  ...recall(),
  catalogue: { kind: 'loading' },
  filter: noFilter,
  placement: { kind: 'idle' },
  ordersOutdated: false,
  online: navigator.onLine,
});
const loadCatalogue = createCatalogueLoader(store);

function changeBasket(basket: Basket) {
  const isSending = store.state.placement.kind === 'sending';
  store.change({ basket, ...(!isSending && { placement: { kind: 'idle' } }) });
}

function setQuantity(productId: number, name: string, quantity: number) {
  changeBasket(withQuantity(store.state.basket, productId, quantity));
  announce(words.inBasket(name, quantity));
}

async function order() {
  await placeOrder(store);
  const { placement } = store.state;
  if (placement.kind === 'placed') {
    announce(words.thanks(placement.orderId));
    getElement('orders-title').focus();
  }
  // Why it was refused shows in the products: something is sold out, or gone.
  if (placement.kind === 'refused') await loadCatalogue();
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
store.subscribe(createBasketView({ setQuantity, placeOrder: () => void order() }));
store.subscribe(createOrdersView(orderAgain));
store.subscribe(({ online }) => {
  getElement('offline').hidden = online;
});
keepInMind(store);
followOrders(store);

addEventListener('offline', () => store.change({ online: false }));
addEventListener('online', () => {
  store.change({ online: true });
  void loadCatalogue();
});
document.addEventListener('visibilitychange', () => {
  // What is for sale may have changed while nobody looked.
  if (!document.hidden) void loadCatalogue();
});
void loadCatalogue();
