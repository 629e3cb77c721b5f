import type { Problem } from '../../shared/contract/problem.ts';
import type { PlaceOrderResponse } from '../../shared/contract/orders.ts';
import type { Answer } from '../components/api.ts';
import { bakery } from '../components/bakery.ts';
import { now } from '../components/clock.ts';
import { explainProblem } from '../components/explain-problem.ts';
import { newKey } from '../components/new-key.ts';
import { sumPrices, takeOutLines } from './basket.ts';
import { findFaults } from './find-faults.ts';
import { isSameOrder, type OrderDraft, pickupTimeOf, toOrderRequest } from './order-request.ts';
import type { Attempt, PlacedOrder, Placement, ShopState } from './shop-state.ts';
import type { Store } from '../components/store.ts';
import { wait } from '../components/waiting.ts';
import { postOrder } from './shop-api.ts';
import { words } from './words.ts';

/** How many orders the browser remembers. */
const maxOrders = 20;

/** Before asking the customer, a lost answer is asked for again after these times. */
const retryDelaysMs = [500, 1_500];

/**
 * Places what is in the basket. A second call while the first one is under way does nothing, and
 * one after a lost answer repeats the same attempt.
 */
export async function placeOrder(store: Store<ShopState>): Promise<void> {
  const { basket, placement } = store.state;
  if (placement.kind === 'sending' || basket.length === 0) return;
  const faults = findFaults(store.state);
  if (faults.length > 0) {
    store.change({ placement: { ...incomplete, faults } });
    return;
  }
  const attempt = continueAttempt(store.state.attempt, store.state);
  store.change({ attempt, placement: { kind: 'sending', again: false } });
  const answer = await sendUntilAnswered(store, attempt);
  if (answer.kind === 'unanswered') store.change({ placement: { kind: 'idle' } });
  else if (answer.kind === 'refused') {
    store.change({ attempt: null, placement: describeRefusal(answer.problem) });
  } else rememberOrder(store, answer.body, attempt);
}

const incomplete = {
  kind: 'refused',
  title: words.incompleteTitle,
  text: words.incompleteText,
} as const;

function continueAttempt(attempt: Attempt | null, draft: OrderDraft): Attempt {
  return attempt && isSameOrder(attempt.request, draft)
    ? attempt
    : { key: newKey(), request: toOrderRequest(draft) };
}

async function sendUntilAnswered(store: Store<ShopState>, { request, key }: Attempt) {
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
  { request: { lines } }: Attempt,
) {
  const { basket, pickup, orders, catalogue } = store.state;
  const products = catalogue.kind === 'loaded' ? catalogue.products : [];
  const order: PlacedOrder = {
    id: orderId,
    token,
    pickupAt: pickupTimeOf(pickup),
    status: 'Pending',
    reason: null,
    collectedAt: null,
    placedAt: now(),
    lines: lines.map(({ product_id, quantity }) => ({
      product_id,
      quantity,
      name: products.find(({ id }) => id === product_id)?.name ?? words.aProduct,
    })),
    total: sumPrices(lines, products),
    currency: bakery.currency,
  };
  store.change({
    attempt: null,
    placement: { kind: 'placed', orderId, token },
    pickup: { kind: 'soonest' },
    // What was added while the order was on its way stays for the next one.
    basket: takeOutLines(basket, lines),
    orders: [order, ...orders.filter(({ id }) => id !== orderId)].slice(0, maxOrders),
  });
}

function describeRefusal(problem: Problem): Placement {
  const { code, errors: faults = [] } = problem;
  const refuse = (title: string, text: string) =>
    ({ kind: 'refused', title, text, faults }) as const;
  if (code === 'sold-out' || code === 'not-enough-left') {
    return refuse(words.soldOutTitle, words.soldOutText);
  }
  if (code === 'unknown-product') return refuse(words.goneTitle, words.goneText);
  if (code.startsWith('pickup-')) return refuse(words.timeGoneTitle, words.timeGoneText);
  if (faults.length > 0) return refuse(words.incompleteTitle, words.incompleteText);
  return refuse(words.refusedTitle, `${words.nothingOrdered} ${explainProblem(problem)}`);
}
