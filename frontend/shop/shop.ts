import type { Product } from '../../shared/contract/products.ts';
import type { LegalText } from '../../shared/domain/legal-texts.ts';
import { productPath } from '../../shared/domain/product-page.ts';
import { searchProducts } from '../../shared/domain/search-products.ts';
import { announce } from '../components/announce.ts';
import { bakery, refreshBakery, whenBakeryChanges } from '../components/bakery.ts';
import { now, whenClockIsCompared } from '../components/clock.ts';
import { ignoreComposingEnter } from '../components/composing.ts';
import { findDeviceFault } from '../components/device-notice.ts';
import { explainStatus, wordStatus } from '../components/explain-status.ts';
import { render } from '../components/html.ts';
import { newKey } from '../components/new-key.ts';
import { keepOfflineShell } from '../components/offline-shell.ts';
import { linkToOrder } from '../components/order-link.ts';
import { createStore } from '../components/store.ts';
import { keepNumbersFromWheel } from '../components/wheel.ts';
import { commonWords } from '../components/words.ts';
import { dateOf, today } from '../components/wording.ts';
import {
  addLines,
  type Basket,
  type BasketLine,
  quantityOf,
  replaceLine,
  withNote,
  withQuantity,
} from './basket.ts';
import { nameOfDay } from './day-choice.ts';
import { noFilter } from './filter.ts';
import { followOrders } from './follow-orders.ts';
import { createCatalogueLoader } from './load-catalogue.ts';
import { hasOptions } from './line-offer.ts';
import { createTimesLoader, noTimes } from './load-times.ts';
import { restOf } from './order-rest.ts';
import { placeOrder } from './place-order.ts';
import { shareProduct } from './share-product.ts';
import type { ShopActions } from './shop-actions.ts';
import { fetchLegalText } from './shop-api.ts';
import { recall, recallFilter, recallLines, rememberChanges } from './shop-memory.ts';
import { isOfShop, pageAt, parseLines } from './shop-page.ts';
import {
  type Fault,
  type PlacedLine,
  type PlacedOrder,
  productsOf,
  type ShopState,
} from './shop-state.ts';
import { shopView } from './shop-view.ts';
import { words } from './words.ts';

const place = document.querySelector<HTMLElement>('#shop') ?? document.body;
const wide = matchMedia('(min-width: 960px)');

const remembered = recall();
const chosenTime = remembered.pickup.kind === 'chosen' ? remembered.pickup.startsAt : null;
const store = createStore<ShopState>({
  ...remembered,
  bakery,
  page: pageAt(location),
  catalogue: { kind: 'loading' },
  filter: recallFilter(),
  isFilterOpen: false,
  sectionInView: '',
  isWide: wide.matches,
  isBasketOpen: false,
  openNotes: [],
  optionCode: null,
  hasOptionCodeFailed: false,
  draft: null,
  times: { ...noTimes, day: chosenTime === null ? remembered.day : dateOf(chosenTime) },
  placement: { kind: 'idle' },
  shortages: [],
  ordersOutdated: false,
  online: navigator.onLine,
  text: undefined,
  minute: now(),
  deviceFault: '',
});
const loadCatalogue = createCatalogueLoader(store);
const times = createTimesLoader(store);

const actions: ShopActions = {
  setQuantity(line, name) {
    const hadFocus = document.activeElement?.closest('.basket .lines') != null;
    changeBasket(withQuantity(store.state.basket, line));
    announce(words.inBasket(name, line.quantity));
    // A removed line takes the focus with it.
    if (hadFocus && !document.activeElement?.closest('.basket')) focusOn('#basket-title');
  },
  setNote: (key, note) =>
    changeBasket(withNote(store.state.basket, key, note.replaceAll(/[\r\n]+/g, ' '))),
  openNote: (key) => store.change({ openNotes: [...store.state.openNotes, key] }),
  changeDraft(draft) {
    store.change({ draft });
    announceTotalSoon();
  },
  takeChoices,
  changeLine(line, product) {
    const { optionCode } = store.state;
    if (!optionCode) return;
    const cameFrom = location.pathname + location.hash;
    store.change({ draft: optionCode.draftOfBasketLine(line, product, cameFrom) });
    goTo(productPath(product));
    showSheet();
    if (place.querySelector('.option-group.faulty')) optionCode.focusFirstFault(place);
    else focusOn('.option-group :is(input, button):enabled');
  },
  cancelChange: leaveChange,
  retryOptions() {
    store.change({ hasOptionCodeFailed: false });
  },
  changeFilter(patch) {
    const filter = { ...store.state.filter, ...patch };
    store.change({ filter });
    announce(words.found(searchProducts(productsOf(store.state), filter).length));
  },
  toggleFilter: () => store.change({ isFilterOpen: !store.state.isFilterOpen }),
  clearFilter() {
    store.change({ filter: noFilter });
    focusOn('.filter input[type=search]');
  },
  showSection: (id) => (event) => {
    event.preventDefault();
    showSection(id);
  },
  watchSection(section) {
    if (section) sectionObserver.observe(section);
  },
  retry() {
    store.change({ catalogue: { kind: 'loading' } });
    void loadCatalogue();
  },
  retryText: (name) => void loadText(name),
  share: shareProduct,
  openBasket() {
    store.change({ isBasketOpen: true });
    showSheet();
  },
  closeBasket() {
    store.change({ isBasketOpen: false });
    showSheet();
  },
  chooseDay,
  choosePickup(pickup) {
    const { day, times: shown } = store.state;
    const dayOfTime = pickup.kind === 'chosen' && pickup.startsAt !== null ? shown.day : day;
    change({ pickup, day: pickup.kind === 'soonest' ? null : dayOfTime, shortages: [] });
  },
  showDay(date) {
    const { pickup } = store.state;
    // The products are shown for the day of the chosen time.
    if (pickup.kind === 'chosen' && pickup.startsAt === null) change({ day: date, shortages: [] });
    void times.showDay(date);
  },
  changeContact: change,
  placeOrder: () => void order(),
  orderRest() {
    changeBasket(restOf(store.state));
    void order();
  },
  orderAgain({ lines }) {
    changeBasket(addLines(store.state.basket, lines.map(toBasketLine)));
    goTo('/');
    showBasket();
  },
};

/** A line of an earlier order, at the current price. */
function toBasketLine({ product_id, quantity, options, choices }: PlacedLine): BasketLine {
  return {
    product_id,
    quantity,
    ...(options !== undefined && { options }),
    ...(choices !== undefined && { shown: { text: choices } }),
  };
}

/** Changes the order and clears the messages about the last attempt. */
function change(patch: Partial<ShopState>) {
  const isSending = store.state.placement.kind === 'sending';
  store.change({ ...patch, ...(!isSending && { placement: { kind: 'idle' } }) });
}

function changeBasket(basket: Basket) {
  const isNew = store.state.basket.length === 0;
  change({ basket, ...(isNew && { basketKey: newKey() }) });
  if (basket.length === 0 && store.state.page.kind === 'checkout') leaveCheckout();
}

function leaveCheckout() {
  history.replaceState(null, '', location.pathname);
  turnPage();
}

// Options

/** Puts the choices on the page of the product into the basket, or shows their faults. */
function takeChoices(product: Product) {
  const { optionCode, basket } = store.state;
  if (!optionCode) return;
  const draft = optionCode.draftOf(product, store.state);
  const line = optionCode.findLineOfDraft(product, store.state);
  if (!line) {
    store.change({ draft: { ...draft, choices: { ...draft.choices, isChecked: true } } });
    optionCode.focusFirstFault(place);
    return;
  }
  clearTimeout(announcement);
  const held = basket.map((one) => optionCode.withDefaults(one, product));
  changeBasket(
    draft.lineKey === null ? addLines(held, [line]) : replaceLine(basket, draft.lineKey, line),
  );
  announce(words.inBasket(product.name, quantityOf(store.state.basket, product.id)));
  if (draft.lineKey !== null) leaveChange();
  else store.change({ draft: null });
}

/** Returns to the page on which the change of a line began. */
function leaveChange() {
  const { draft } = store.state;
  store.change({ draft: null });
  if (!draft?.cameFrom) return;
  goTo(draft.cameFrom);
  if (store.state.page.kind !== 'checkout') showBasket();
}

/** The total that was announced last. */
let totalBefore = '';
let announcement: ReturnType<typeof setTimeout> | undefined;

/** Waits for the last of several choices, because a screen reader would read each total to its end. */
function announceTotalSoon() {
  clearTimeout(announcement);
  announcement = setTimeout(() => {
    const total = place.querySelector('#option-total')?.textContent ?? '';
    if (total !== totalBefore && total !== '') announce(words.totalNow(total));
    totalBefore = total;
  }, totalAfterMs);
}

const totalAfterMs = 800;

let isLoadingOptions = false;

/** Loads the code for options when a product on the page or in the basket has some. */
function loadOptions({ optionCode, hasOptionCodeFailed, basket, page, catalogue }: ShopState) {
  if (optionCode || hasOptionCodeFailed || isLoadingOptions) return;
  const products = catalogue.kind === 'loaded' ? catalogue.products : [];
  const isNeeded =
    products.some(({ id, option_groups: groups }) => {
      return page.kind === 'product' && page.id === id && groups.length > 0;
    }) ||
    basket.some((line) =>
      hasOptions(
        line,
        products.find(({ id }) => id === line.product_id),
      ),
    );
  if (!isNeeded) return;
  isLoadingOptions = true;
  import('./option-code.ts')
    .then(
      (code) => store.change({ optionCode: code }),
      () => store.change({ hasOptionCodeFailed: true }),
    )
    .finally(() => (isLoadingOptions = false));
}

function showBasket() {
  if (store.state.isWide) focusOn('#basket-title');
  else actions.openBasket();
}

/** Opens or closes the dialog with the state. */
function showSheet() {
  const sheet = place.querySelector<HTMLDialogElement>('.basket-sheet');
  if (!sheet || sheet.open === store.state.isBasketOpen) return;
  if (store.state.isBasketOpen) sheet.showModal();
  else sheet.close();
}

function focusOn(selector: string) {
  place.querySelector<HTMLElement>(selector)?.focus();
}

// The pickup day

/** The day for which the products were requested last. */
let dayRequested = store.state.day;
/** The product that gets the focus when the products of the day are shown. */
let productInFocus: number | undefined;

/** The checkout begins with this day. */
function chooseDay(day: string | null, productId?: number) {
  const { pickup, times: shown } = store.state;
  const startsAt = pickup.kind === 'chosen' ? pickup.startsAt : null;
  const isOfDay = startsAt !== null && dateOf(startsAt) === day;
  productInFocus = productId;
  change({
    day,
    pickup:
      day === null ? { kind: 'soonest' } : { kind: 'chosen', startsAt: isOfDay ? startsAt : null },
    times: { ...shown, day, answer: null },
    shortages: [],
  });
}

/** Loads the products of another day; another tab may have chosen it. */
function followDay({ day }: ShopState) {
  if (day === dayRequested) return;
  dayRequested = day;
  void loadCatalogue().then(announceDay);
}

function announceDay() {
  const { day, catalogue, page } = store.state;
  if (catalogue.kind !== 'loaded' || catalogue.day !== day || page.kind === 'checkout') return;
  const count = catalogue.products.filter(({ available }) => available).length;
  announce(words.availableOn(day === null ? words.anyDay : nameOfDay(day), count));
  showInRow(place.querySelector('.day-choice :checked')?.parentElement);
  if (productInFocus === undefined) return;
  focusOn(`#product-${productInFocus} :is(.add, .stepper input)`);
  productInFocus = undefined;
}

// Addresses

/** Shows what the address says. */
function turnPage() {
  const wanted = pageAt(location);
  // The checkout of an empty basket is the list of products.
  const isEmpty = wanted.kind === 'checkout' && store.state.basket.length === 0;
  const page: ShopState['page'] = isEmpty ? { kind: 'products' } : wanted;
  const isNew = JSON.stringify(page) !== JSON.stringify(store.state.page);
  // A change of a line ends with its page.
  const { draft } = store.state;
  const isLeft = draft?.lineKey != null && (page.kind !== 'product' || page.id !== draft.productId);
  store.change({ page, isBasketOpen: false, ...(isLeft && { draft: null }) });
  // Refreshes prices: the page may have been open for a long time.
  if (isNew && page.kind === 'checkout' && store.state.catalogue.kind === 'loaded') {
    void loadCatalogue();
    void refreshBakery();
  }
  if (page.kind === 'text' && page.name !== store.state.text?.name) void loadText(page.name);
  return isNew;
}

async function loadText(name: LegalText) {
  store.change({ text: { kind: 'loading', name } });
  const [{ markdownView }, answer] = await Promise.all([
    import('./markdown-view.ts'),
    fetchLegalText(name),
  ]);
  if (store.state.text?.name !== name) return;
  store.change({
    text:
      answer.kind === 'accepted'
        ? { kind: 'loaded', name, view: markdownView(answer.body.text) }
        : { kind: 'unreachable', name },
  });
}

/** Shows what the address says, from the top. */
function openPage() {
  if (!turnPage()) return;
  if (store.state.page.kind === 'products') {
    if (location.hash.startsWith('#section-')) showSection(location.hash.slice(1));
    return;
  }
  scrollTo({ top: 0, behavior: 'instant' });
  place.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}

function goTo(path: string) {
  history.pushState(null, '', path);
  if (store.state.page.kind !== 'products') scrollTo({ top: 0, behavior: 'instant' });
  openPage();
}

function showSection(id: string) {
  const section = document.getElementById(id);
  section?.scrollIntoView();
  section?.querySelector('h2')?.focus({ preventScroll: true });
}

/** Links between the shop's pages load nothing. */
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (event.defaultPrevented || !link || !isPlain || link.target !== '') return;
  const isElsewhere = link.origin !== location.origin || !isOfShop(link.pathname);
  if (isElsewhere || (link.hash !== '' && link.pathname === location.pathname)) return;
  event.preventDefault();
  goTo(link.pathname + link.hash);
});
addEventListener('popstate', openPage);

/** A link to this page may put lines into the basket. */
function takeLinesOfAddress() {
  const lines = [...parseLines(location.hash), ...recallLines(location.hash)];
  if (lines.length === 0) return;
  history.replaceState(null, '', location.pathname);
  changeBasket(addLines(store.state.basket, lines));
  showBasket();
}

/** The section in view is the last one that begins above this part of the screen's height. */
const sectionLine = 0.3;

const sectionObserver = new IntersectionObserver(
  () => {
    const isAbove = (section: Element) =>
      section.getBoundingClientRect().top <= innerHeight * sectionLine;
    const id = [...place.querySelectorAll('.category')].findLast(isAbove)?.id ?? '';
    if (id === store.state.sectionInView) return;
    store.change({ sectionInView: id });
    showCurrentTab();
  },
  { rootMargin: `0px 0px -${100 - sectionLine * 100}% 0px` },
);

function showCurrentTab() {
  showInRow(place.querySelector<HTMLElement>('.category-bar [aria-current]'));
}

/** Scrolls the row of the element sideways, and nothing else. */
function showInRow(item: HTMLElement | null | undefined) {
  const row = item?.parentElement;
  if (!item || !row) return;
  row.scrollTo({ left: item.offsetLeft - (row.clientWidth - item.offsetWidth) / 2 });
}

let dayBefore: string | null = null;

/** Scrolls to the day on screen when it changes. */
function showDayInRow({ pickup, times: { day } }: ShopState) {
  const shown = pickup.kind === 'chosen' ? day : null;
  if (shown === dayBefore) return;
  dayBefore = shown;
  showInRow(place.querySelector('#pickup-days :checked')?.parentElement);
}

// Orders

async function order() {
  await placeOrder(store);
  const { placement } = store.state;
  // "Back" on the order's page leads to the products, not to the finished checkout.
  if (placement.kind === 'placed') {
    location.replace(linkToOrder(placement.orderId, placement.token));
  }
  if (placement.kind !== 'refused') return;
  showFirstFault();
  times.reload();
  // The reason may be a pause.
  void refreshBakery();
  // The reason may be a product that is sold out or off sale: reload the products.
  if (!placement.faults.some(isAboutField)) await loadCatalogue();
}

function isAboutField({ path }: Fault): boolean {
  return !path.startsWith('/lines/');
}

function showFirstFault() {
  const again = place.querySelector<HTMLElement>('.basket .choose-again');
  if (again) {
    again.closest('li')?.scrollIntoView({ block: 'center' });
    again.focus({ preventScroll: true });
    return;
  }
  const fault = place.querySelector('.checkout-fields .fault:not([hidden])');
  const shown = fault ?? place.querySelector('.placement-problem');
  shown?.scrollIntoView({ block: 'center' });
  const field = fault?.closest('.field, .pickup-choice');
  field
    ?.querySelector<HTMLElement>('[aria-invalid=true], #pickup-slots input:enabled, input')
    ?.focus({ preventScroll: true });
}

let ordersBefore: readonly PlacedOrder[] = store.state.orders;

/** Announces changes only, not the statuses at page load. */
function announceNews({ orders }: ShopState) {
  for (const order of orders) {
    const earlier = ordersBefore.find(({ id }) => id === order.id);
    if (earlier && wordStatus(earlier) !== wordStatus(order)) {
      announce(words.orderNews(order.id, wordStatus(order), explainStatus(order)));
    }
  }
  ordersBefore = orders;
}

function titleOf(state: ShopState): string {
  const { name } = state.bakery;
  const title = titleOfPage(state);
  return title === undefined ? name : words.titleOf(title, name);
}

/** Undefined for the list of products. */
function titleOfPage({ page, ...state }: ShopState): string | undefined {
  switch (page.kind) {
    case 'product':
      return state.catalogue.kind === 'loaded'
        ? (state.catalogue.products.find(({ id }) => id === page.id)?.name ?? words.noProductTitle)
        : undefined;
    case 'text':
      return commonWords.legal[page.name];
    case 'checkout':
      return words.checkOut;
    case 'orders':
      return words.orders;
    case 'products':
      return undefined;
  }
}

// The static page shows what the browser can show without this script.
place.replaceChildren();
store.subscribe((state) => {
  document.title = titleOf(state);
  render(shopView(state, actions), place);
});
store.subscribe(announceNews);
store.subscribe(showDayInRow);
store.subscribe(followDay);
store.subscribe(loadOptions);
store.subscribe(() => times.update());
ignoreComposingEnter();
keepNumbersFromWheel();
rememberChanges(store);
followOrders(store);
turnPage();
takeLinesOfAddress();
if (location.hash.startsWith('#section-')) {
  const isLoaded = ({ catalogue }: ShopState) => catalogue.kind === 'loaded';
  let isShown = false;
  store.subscribe((state) => {
    if (isShown || !isLoaded(state)) return;
    isShown = true;
    showSection(location.hash.slice(1));
  });
}

whenBakeryChanges(() => store.change({ bakery, minute: now() }));
whenClockIsCompared(() => {
  const deviceFault = findDeviceFault();
  if (deviceFault !== store.state.deviceFault) store.change({ deviceFault });
});
wide.addEventListener('change', () => store.change({ isWide: wide.matches, isBasketOpen: false }));
addEventListener('pageshow', ({ persisted }) => {
  // The browser restores the page as it was left: take over the stored changes.
  if (persisted) change(recall());
});
addEventListener('offline', () => store.change({ online: false }));
addEventListener('online', () => {
  store.change({ online: true });
  void loadCatalogue();
});
document.addEventListener('visibilitychange', () => {
  // The catalogue may have changed, and a pause may have begun, while the tab was hidden.
  if (document.hidden) return;
  void loadCatalogue();
  void refreshBakery();
});
// "Open until …" and a pause depend on the time.
setInterval(() => {
  const { day } = store.state;
  store.change({ minute: now(), ...(day !== null && day < today() && { day: null }) });
  // Staff may end a pause earlier than planned.
  if (!document.hidden && store.state.bakery.pause !== null) void refreshBakery();
}, 60_000);
void loadCatalogue();
keepOfflineShell();
