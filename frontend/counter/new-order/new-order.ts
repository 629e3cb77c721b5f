import type { Product } from '../../../shared/contract/products.ts';
import { api } from '../../components/api.ts';
import { continueAttempt } from '../../components/attempt.ts';
import { sendForm, typeInto } from '../../components/form.ts';
import { html, render } from '../../components/html.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { growingIntervals, wait } from '../../components/waiting.ts';
import { commonWords } from '../../components/words.ts';
import { formatMoney } from '../../components/wording.ts';
import { askAsStaff } from '../staff-api.ts';
import { goTo, type OpenView, type ViewContext } from '../view.ts';
import { draftForm } from './draft-form.ts';
import {
  type DraftOrder,
  maxLines,
  newDraft,
  quantityOf,
  totalOf,
  unitsOf,
  withDate,
  withNote,
  withQuantity,
  withSlots,
} from './draft-order.ts';
import { explainRefusal, findFaults, toRequest } from './order-request.ts';
import { productGrid } from './product-grid.ts';
import { words } from './words.ts';

export type DraftActions = ReturnType<typeof createActions>;

/** Staff enter an order at the counter or on the phone. */
export const open: OpenView = async (context) => {
  const { element: place, signal, askBeforeLeaving } = context;
  const store = createStore<DraftOrder>(newDraft());
  const actions = createActions(store, context);
  store.subscribe((draft) => render(newOrderView(draft, actions), place));
  const sight = new IntersectionObserver((entries) =>
    store.change({ isInSight: entries.at(-1)?.isIntersecting ?? false }),
  );
  place.querySelectorAll('.draft').forEach((draft) => sight.observe(draft));
  signal.addEventListener('abort', () => sight.disconnect());
  askBeforeLeaving(() => hasUnplaced(store.state));
  actions.focusProducts();
  await loadProducts(store, signal);
};

/** The products, the draft order beside them, and on a phone a bar that leads to the draft. */
function newOrderView(draft: DraftOrder, actions: DraftActions) {
  const { lines, isInSight } = draft;
  return html`<h1>${words.title}</h1>
    <div class="new-order">${productGrid(draft, actions)} ${draftForm(draft, actions)}</div>
    <button
      type="button"
      class="basket-bar draft-bar ${isInSight ? 'needless' : ''}"
      ?hidden=${lines.length === 0}
      @click=${actions.showDraft}
    >
      ${words.soFar(unitsOf(lines), formatMoney(totalOf(lines)))}
    </button>`;
}

function createActions(store: Store<DraftOrder>, { element: place, signal }: ViewContext) {
  const setQuantity = (product: Product, quantity: number) => {
    const lines = withQuantity(store.state.lines, product, quantity);
    if (quantity > 0 && quantityOf(lines, product) === 0) showToast(words.full(maxLines));
    store.change({ lines });
    if (!store.state.isSoon) void loadSlots(store);
  };
  return {
    /** Adds one unit. */
    take: (product: Product) => setQuantity(product, quantityOf(store.state.lines, product) + 1),
    setQuantity,
    setNote: (product: Product, note: string) =>
      store.change({ lines: withNote(store.state.lines, product, note) }),
    type: (name: keyof DraftOrder['values'], value: string) => {
      if (name !== 'date') typeInto(store)(name, value);
      else {
        store.change(withDate(store.state, value));
        void loadSlots(store);
      }
    },
    setSoon: (isSoon: boolean) => {
      store.change({ isSoon });
      if (!isSoon) void loadSlots(store);
    },
    focusProducts: () => place.querySelector<HTMLElement>('.search')?.focus(),
    showDraft: () => place.querySelector('.draft')?.scrollIntoView(),
    place: () => sendForm(store, place, () => placeOrder(store, signal)),
  };
}

/** @returns what the draft shows afterwards */
async function placeOrder(
  store: Store<DraftOrder>,
  signal: AbortSignal,
): Promise<Partial<DraftOrder>> {
  const draft = store.state;
  const faults = findFaults(draft);
  if (faults) return faults;
  const body = toRequest(draft);
  const attempt = continueAttempt(draft.attempt, body);
  store.change({ attempt });
  const headers = { 'idempotency-key': attempt.key };
  const answer = await askAsStaff('POST /staff/orders', { headers, body });
  if (answer.kind === 'unanswered') {
    return { notice: { title: words.noAnswer, text: words.noAnswerText } };
  }
  if (answer.kind === 'refused') {
    void reloadOffer(store);
    return explainRefusal(answer.problem, draft);
  }
  if (!signal.aborted) {
    const next = { label: words.next, run: () => goTo('#/new-order') };
    showToast(words.placed(answer.body.order_id), next);
    goTo(`#/orders/${answer.body.order_id}`);
  }
  return newDraft();
}

function hasUnplaced({ lines, values }: DraftOrder): boolean {
  return (
    lines.length > 0 || `${values['/customer/name']}${values['/customer/phone']}`.trim() !== ''
  );
}

async function loadProducts(store: Store<DraftOrder>, signal: AbortSignal) {
  for (const ms of growingIntervals(1_000, 15_000)) {
    const answer = await api('GET /products');
    if (signal.aborted) return;
    if (answer.kind === 'accepted') {
      store.change({ products: answer.body, notice: null });
      return;
    }
    store.change({ notice: { title: commonWords.unreachable } });
    await wait(ms);
  }
}

/** The free slots depend on the lines. */
async function loadSlots(store: Store<DraftOrder>) {
  const query = slotsQuery(store.state);
  const answer = await api('GET /pickup-slots', { query });
  // Another day was chosen while loading, or the lines have changed.
  if (JSON.stringify(slotsQuery(store.state)) !== JSON.stringify(query)) return;
  store.change(withSlots(store.state, answer.kind === 'accepted' ? answer.body.slots : []));
}

function slotsQuery({ lines, values }: DraftOrder) {
  const wanted = {
    product_id: lines.map(({ product }) => product.id).join(),
    units: String(unitsOf(lines)),
  };
  return { date: values.date, ...(lines.length > 0 && wanted) };
}

/** A product or slot may no longer be available. */
async function reloadOffer(store: Store<DraftOrder>) {
  const answer = await api('GET /products');
  if (answer.kind === 'accepted') store.change({ products: answer.body });
  await loadSlots(store);
}
