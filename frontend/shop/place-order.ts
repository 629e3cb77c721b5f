import type { Problem } from '../../shared/contract/problem.ts';
import type { PlaceOrderResponse } from '../../shared/contract/orders.ts';
import type { Answer } from '../components/api.ts';
import { type Attempt, continueAttempt } from '../components/attempt.ts';
import { bakery } from '../components/bakery.ts';
import { now } from '../components/clock.ts';
import { explainRefusedProducts } from '../components/describe-availability.ts';
import { explainProblem } from '../components/explain-problem.ts';
import { newKey } from '../components/new-key.ts';
import { findPause } from './describe-pause.ts';
import { findLine, holdsTheSame, keyOf, takeOutLines } from './basket.ts';
import { findFaults } from './find-faults.ts';
import { offerOf, sumPrices } from './line-offer.ts';
import { isSameOrder, type OrderRequest, pickupTimeOf, toOrderRequest } from './order-request.ts';
import { type PlacedOrder, type Placement, productsOf, type ShopState } from './shop-state.ts';
import { describeShortages, findShortages } from '../components/shortages.ts';
import type { Store } from '../components/store.ts';
import { wait } from '../components/waiting.ts';
import { postOrder } from './shop-api.ts';
import { recall } from './shop-memory.ts';
import { formatMoney } from '../components/wording.ts';
import { words } from './words.ts';

/** The most orders that the browser stores. */
const maxOrders = 20;

/** Delays of the automatic retries after a lost answer, before the customer is asked to retry. */
const retryDelaysMs = [500, 1_500];

/**
 * Places the basket as an order. A second call while the first one runs does nothing; a call after a
 * lost answer repeats the same attempt. Several tabs that order the same basket place one order.
 */
export async function placeOrder(store: Store<ShopState>): Promise<void> {
  const draft = store.state;
  if (draft.placement.kind === 'sending' || draft.basket.length === 0) return;
  if (findPause(draft) !== null) return;
  const faults = findFaults(draft);
  if (faults.length > 0) {
    store.change({ placement: { ...incomplete, faults } });
    return;
  }
  store.change({ placement: { kind: 'sending', again: false } });
  await afterOtherTabs(() => placeDraft(store, draft));
}

/**
 * Web Locks need HTTPS or localhost. Without them, tabs with the same basket still get one order,
 * because they send the same idempotency key.
 */
function afterOtherTabs(act: () => Promise<void>): Promise<void> {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return act();
  return new Promise((resolve, reject) => {
    const actOnce = () => act().then(resolve, reject);
    // Browsers that block storage also refuse locks.
    locks.request('bakery.place-order', actOnce).catch(actOnce);
  });
}

async function placeDraft(store: Store<ShopState>, draft: ShopState): Promise<void> {
  const inAllTabs = recall();
  const placed = findPlacedElsewhere(inAllTabs.orders, draft);
  if (placed) {
    store.change({ placement: { kind: 'placed', orderId: placed.id, token: placed.token } });
    return;
  }
  const earlier = inAllTabs.attempt ?? draft.attempt;
  // The earlier request under the basket's key may have arrived, so a different order needs a new key.
  const key = earlier === null && draft.basketKey !== '' ? draft.basketKey : newKey();
  const attempt = continueAttempt(earlier, toOrderRequest(draft), isSameOrder, key);
  store.change({ attempt });
  const answer = await sendUntilAnswered(store, attempt);
  if (answer.kind === 'unanswered') store.change({ placement: { kind: 'idle' } });
  else if (answer.kind === 'refused') {
    store.change({
      attempt: null,
      shortages: findShortages(answer.problem),
      placement: describeRefusal(answer.problem, store.state),
    });
  } else rememberOrder(store, answer.body, attempt);
}

/** The order that another tab placed for this basket while this tab waited for the lock. */
function findPlacedElsewhere(
  orders: readonly PlacedOrder[],
  { orders: known, basket }: ShopState,
): PlacedOrder | undefined {
  const withoutNotes = basket.map(({ product_id, quantity, options }) => ({
    product_id,
    quantity,
    ...(options !== undefined && { options }),
  }));
  return orders.find(
    ({ id, lines }) => !known.some((order) => order.id === id) && holdsTheSame(lines, withoutNotes),
  );
}

const incomplete = {
  kind: 'refused',
  title: words.incompleteTitle,
  text: words.incompleteText,
} as const;

async function sendUntilAnswered(store: Store<ShopState>, { request, key }: Attempt<OrderRequest>) {
  let answer: Answer<PlaceOrderResponse> = await postOrder(request, key);
  for (const delay of retryDelaysMs) {
    if (answer.kind !== 'unanswered') break;
    store.change({ placement: { kind: 'sending', again: true } });
    await wait(delay);
    answer = await postOrder(request, key);
  }
  return answer;
}

function rememberOrder(
  store: Store<ShopState>,
  { order_id: orderId, token }: PlaceOrderResponse,
  { request: { lines } }: Attempt<OrderRequest>,
) {
  const { basket, pickup, orders } = store.state;
  const products = productsOf(store.state);
  const order: PlacedOrder = {
    id: orderId,
    token,
    pickupAt: pickupTimeOf(pickup),
    status: 'Pending',
    reason: null,
    collectedAt: null,
    missedAt: null,
    completedBy: null,
    placedAt: now(),
    lines: lines.map((line) => {
      const { product_id, quantity, options } = line;
      const product = products.find(({ id }) => id === product_id);
      // A line of the request has not what the customer saw, which the basket still has.
      const shown = findLine(basket, keyOf(line)) ?? line;
      const choices = product ? offerOf(shown, product, store.state).text : '';
      return {
        product_id,
        quantity,
        name: product?.name ?? words.aProduct,
        ...(options !== undefined && { options }),
        ...(choices !== '' && { choices }),
      };
    }),
    total: sumPrices(lines, store.state),
    currency: bakery.currency,
  };
  const isKnown = orders.some(({ id }) => id === orderId);
  store.change({
    attempt: null,
    placement: { kind: 'placed', orderId, token },
    shortages: [],
    day: null,
    pickup: { kind: 'soonest' },
    basketKey: newKey(),
    // Products added while the request was running stay in the basket.
    basket: isKnown ? basket : takeOutLines(basket, lines),
    orders: [order, ...orders.filter(({ id }) => id !== orderId)].slice(0, maxOrders),
  });
}

function describeRefusal(problem: Problem, state: ShopState): Placement {
  const { catalogue } = state;
  const { code, errors: faults = [], prices } = problem;
  const refuse = (title: string, text: string) =>
    ({ kind: 'refused', title, text, faults }) as const;
  const shortages = findShortages(problem);
  if (shortages.length > 0) {
    const products = catalogue.kind === 'loaded' ? catalogue.products : [];
    const nameOf = (productId: number) =>
      products.find(({ id }) => id === productId)?.name ?? words.aProduct;
    const title = code === 'sold-out' ? words.soldOutTitle : words.notEnoughTitle;
    return refuse(title, words.shortText(describeShortages(shortages, nameOf)));
  }
  const why = catalogue.kind === 'loaded' && explainRefusedProducts(problem, catalogue.products);
  if (why) return refuse(words.refusedTitle, `${words.orderNotPlaced} ${why}`);
  if (code === 'total-changed' && prices) {
    const total = formatMoney(prices.total);
    return refuse(words.priceChangedTitle, words.priceChangedText(total, sumShown(state)));
  }
  if (code === 'option-unavailable' || code === 'invalid-options') {
    return refuse(words.optionsRefusedTitle, words.optionsRefusedText);
  }
  if (code === 'paused') return refuse(words.pausedTitle, words.orderNotPlaced);
  if (code === 'unknown-product') return refuse(words.goneTitle, words.goneText);
  if (code.startsWith('pickup-')) return refuse(words.timeGoneTitle, words.timeGoneText);
  if (faults.length > 0) return refuse(words.incompleteTitle, words.incompleteText);
  return refuse(words.refusedTitle, `${words.orderNotPlaced} ${explainProblem(problem)}`);
}

function sumShown(state: ShopState): string {
  return formatMoney(sumPrices(state.basket, state));
}
