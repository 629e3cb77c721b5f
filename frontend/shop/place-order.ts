import type { Problem } from '../../shared/contract/problem.ts';
import type { Answer } from '../components/api.ts';
import { type Basket, holdsTheSame, sumPrices, takeOutLines } from './basket.ts';
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
  const attempt = continueAttempt(store.state.attempt, basket);
  store.change({ attempt, placement: { kind: 'sending', again: false } });
  const answer = await sendUntilAnswered(store, attempt);
  if (answer.kind === 'unanswered') store.change({ placement: { kind: 'idle' } });
  else if (answer.kind === 'refused') {
    store.change({ attempt: null, placement: describeRefusal(answer.problem) });
  } else rememberOrder(store, answer.body.order_id, attempt.lines);
}

function continueAttempt(attempt: Attempt | null, basket: Basket): Attempt {
  return attempt && holdsTheSame(attempt.lines, basket)
    ? attempt
    : { key: newKey(), lines: basket };
}

/** `crypto.randomUUID` exists on https and localhost only; a bakery may try this on its own wifi. */
function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

async function sendUntilAnswered(store: Store<ShopState>, { lines, key }: Attempt) {
  let answer: Answer<{ order_id: number }> = await postOrder(lines, key);
  for (const delay of retryDelaysMs) {
    if (answer.kind !== 'unanswered') break;
    store.change({ placement: { kind: 'sending', again: true } });
    await wait(delay);
    answer = await postOrder(lines, key);
  }
  return answer;
}

function rememberOrder(store: Store<ShopState>, orderId: number, lines: Basket) {
  const { basket, orders, catalogue } = store.state;
  const products = catalogue.kind === 'loaded' ? catalogue.products : [];
  const order: PlacedOrder = {
    id: orderId,
    status: 'Pending',
    reason: null,
    placedAt: Date.now(),
    lines: lines.map((line) => ({
      ...line,
      name: products.find(({ id }) => id === line.product_id)?.name ?? words.aProduct,
    })),
    total: sumPrices(lines, products),
  };
  store.change({
    attempt: null,
    placement: { kind: 'placed', orderId },
    // What was added while the order was on its way stays for the next one.
    basket: takeOutLines(basket, lines),
    orders: [order, ...orders.filter(({ id }) => id !== orderId)].slice(0, maxOrders),
  });
}

function describeRefusal({ code, detail, errors = [] }: Problem): Placement {
  if (code === 'sold-out') {
    return { kind: 'refused', title: words.soldOutTitle, text: words.soldOutText };
  }
  if (code === 'unknown-product') {
    return { kind: 'refused', title: words.goneTitle, text: words.goneText };
  }
  const faults = errors.map(({ message }) => message);
  const text = [words.nothingOrdered, detail, ...faults].join(' ');
  return { kind: 'refused', title: words.refusedTitle, text };
}
