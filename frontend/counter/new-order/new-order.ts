import type { Problem } from '../../../shared/contract/problem.ts';
import type { Product } from '../../../shared/contract/products.ts';
import { api } from '../../components/api.ts';
import { type Attempt, continueAttempt } from '../../components/attempt.ts';
import { element } from '../../components/element.ts';
import { explainFault, explainProblem } from '../../components/explain-problem.ts';
import { createField, showFaults } from '../../components/field.ts';
import { createKeyedList } from '../../components/keyed-list.ts';
import { createNotice } from '../../components/notice.ts';
import { describeShortages, findShortages, leftOf } from '../../components/shortages.ts';
import { createStore } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { growingIntervals, wait } from '../../components/waiting.ts';
import { commonWords } from '../../components/words.ts';
import { formatMoney } from '../../components/wording.ts';
import { askAsStaff } from '../staff-api.ts';
import { goTo, type OpenView } from '../view.ts';
import { createLineView, type ShownLine } from './line-view.ts';
import { createPickupChoice, type WantedPickup } from './pickup-choice.ts';
import { createProductGrid } from './product-grid.ts';
import {
  maxLines,
  quantityOf,
  type DraftOrder,
  type DraftLine,
  totalOf,
  unitsOf,
  withNote,
  withQuantity,
} from './draft-order.ts';
import { words } from './words.ts';

/** Staff enter an order at the counter or on the phone. */
export const open: OpenView = async ({ element: place, signal, askBeforeLeaving }) => {
  const store = createStore<DraftOrder>({ products: [], lines: [], shortages: [] });
  let attempt: Attempt<OrderRequest> | null = null;
  let isPlaced = false;
  const grid = createProductGrid((product) =>
    setQuantity(product, quantityOf(store.state.lines, product) + 1),
  );
  const lines = element('ul', {
    className: 'lines',
    // Enter in a quantity or note goes back to the products instead of submitting the order.
    onkeydown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      grid.focus();
    },
  });
  const showLines = createKeyedList<ShownLine>(
    lines,
    ({ product }) => product.id,
    (line) =>
      createLineView(
        line,
        (quantity) => setQuantity(line.product, quantity),
        (note) => store.change({ lines: withNote(store.state.lines, line.product, note) }),
      ),
  );
  const empty = element('p', { className: 'quiet', textContent: words.empty });
  const total = element('strong');
  const name = createField(words.name, createInput({ maxLength: 100 }));
  const phone = createField(words.phone, createInput({ type: 'tel', maxLength: 30 }));
  const pickup = createPickupChoice(signal);
  const notice = createNotice();
  const button = element('button', { className: 'button wide', textContent: words.place });
  const draft = element(
    'form',
    {
      className: 'panel draft',
      noValidate: true,
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        void submit();
      },
    },
    element('h2', { textContent: words.draft }),
    empty,
    lines,
    element('p', { className: 'total' }, element('span', { textContent: words.total }), total),
    element('div', { className: 'draft-customer' }, name.element, phone.element),
    pickup.element,
    notice.element,
    button,
  );
  const bar = element('button', {
    type: 'button',
    className: 'basket-bar draft-bar',
    onclick: () => draft.scrollIntoView(),
  });
  place.append(
    element('h1', { textContent: words.title }),
    element('div', { className: 'new-order' }, grid.element, draft),
    bar,
  );
  const sight = new IntersectionObserver((entries) => {
    bar.classList.toggle('needless', entries.at(-1)?.isIntersecting);
  });
  sight.observe(draft);
  signal.addEventListener('abort', () => sight.disconnect());
  store.subscribe(show);
  askBeforeLeaving(hasUnplaced);
  grid.focus();
  await loadProducts();

  function show(state: DraftOrder) {
    grid.update(state);
    showLines(
      state.lines.map((line) => ({ ...line, left: leftOf(state.shortages, line.product.id) })),
    );
    pickup.update(state.lines);
    empty.hidden = state.lines.length > 0;
    total.textContent = formatMoney(totalOf(state.lines));
    bar.hidden = state.lines.length === 0;
    bar.textContent = words.soFar(unitsOf(state.lines), formatMoney(totalOf(state.lines)));
  }

  function hasUnplaced(): boolean {
    const typed = [name.control.value, phone.control.value].join('').trim();
    return !isPlaced && (store.state.lines.length > 0 || typed !== '');
  }

  function setQuantity(product: Product, quantity: number) {
    const wanted = withQuantity(store.state.lines, product, quantity);
    if (quantity > 0 && quantityOf(wanted, product) === 0) showToast(words.full(maxLines));
    store.change({ lines: wanted });
  }

  async function loadProducts() {
    for (const ms of growingIntervals(1_000, 15_000)) {
      const answer = await api('GET /products');
      if (signal.aborted) return;
      if (answer.kind === 'accepted') {
        notice.hide();
        store.change({ products: answer.body });
        return;
      }
      notice.show(commonWords.unreachable);
      await wait(ms);
    }
  }

  async function submit() {
    if (button.ariaDisabled === 'true') return;
    const body = readRequest();
    if (!body) return;
    const { lines: sent } = store.state;
    attempt = continueAttempt(attempt, body);
    button.ariaDisabled = 'true';
    const answer = await askAsStaff('POST /staff/orders', {
      headers: { 'idempotency-key': attempt.key },
      body,
    });
    button.ariaDisabled = null;
    if (signal.aborted) return;
    if (answer.kind === 'accepted') {
      isPlaced = true;
      const next = { label: words.next, run: () => goTo('#/new-order') };
      showToast(words.placed(answer.body.order_id), next);
      goTo(`#/orders/${answer.body.order_id}`);
    } else if (answer.kind === 'refused') explain(answer.problem, sent);
    else notice.show(words.noAnswer, words.noAnswerText);
  }

  /** @returns undefined after showing a fault */
  function readRequest() {
    notice.hide();
    name.showFault('');
    if (store.state.lines.length === 0) {
      notice.show(words.nothing);
      return undefined;
    }
    const customer = { name: name.control.value.trim(), phone: phone.control.value.trim() };
    if (customer.name === '' && customer.phone !== '') {
      name.showFault(words.nameMissing);
      name.control.focus();
      return undefined;
    }
    const when = pickup.read();
    return when && toRequest(store.state.lines, customer, when);
  }

  function explain(problem: Problem, sent: readonly DraftLine[]) {
    const nameAt = (path: string) => nameOfLine(sent, path);
    const errors = (problem.errors ?? [])
      .filter(({ path }) => nameAt(path) === undefined)
      .map(({ path, message }) => ({ path, message: explainFault(message) }));
    const others = showFaults(
      { errors },
      { '/customer/name': name, '/customer/phone': phone, ...pickup.fields },
    );
    const shortages = findShortages(problem);
    store.change({ shortages });
    const why =
      shortages.length > 0
        ? describeShortages(shortages, (productId) => nameOfProduct(sent, productId))
        : explainProblem(problem, nameAt);
    notice.show(words.refused, [why, ...others].join(' '));
    // A product or slot may no longer be available: reload both.
    void reloadOffer();
  }

  async function reloadOffer() {
    const answer = await api('GET /products');
    if (answer.kind === 'accepted') store.change({ products: answer.body });
    await pickup.load();
  }
};

/** The product of the line in a path such as "/lines/2/product_id". */
function nameOfLine(lines: readonly DraftLine[], path: string): string | undefined {
  const [, index] = /^\/lines\/(\d+)\//.exec(path) ?? [];
  return index === undefined ? undefined : lines[Number(index)]?.product.name;
}

function nameOfProduct(lines: readonly DraftLine[], productId: number): string {
  return lines.find(({ product }) => product.id === productId)?.product.name ?? '';
}

type OrderRequest = ReturnType<typeof toRequest>;

function toRequest(
  lines: readonly DraftLine[],
  customer: { readonly name: string; readonly phone: string },
  when: WantedPickup,
) {
  return {
    lines: lines.map(({ product, quantity, note }) => ({
      product_id: product.id,
      quantity,
      ...(note.trim() !== '' && { note: note.trim() }),
    })),
    ...(customer.name !== '' && {
      customer: {
        name: customer.name,
        ...(customer.phone !== '' && { phone: customer.phone }),
      },
    }),
    ...when,
  };
}

function createInput(properties: Partial<HTMLInputElement>): HTMLInputElement {
  // The browser must not store customers' names.
  return Object.assign(document.createElement('input'), { autocomplete: 'off', ...properties });
}
