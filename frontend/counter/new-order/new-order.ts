import type { Product } from '../../../shared/contract/products.ts';
import { api } from '../../components/api.ts';
import { continueAttempt } from '../../components/attempt.ts';
import { button } from '../../components/button.ts';
import { sendForm, typeInto } from '../../components/form.ts';
import { getElement } from '../../components/get-element.ts';
import { html, nothing, render, type TemplateResult } from '../../components/html.ts';
import { createStore, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { growingIntervals, wait } from '../../components/waiting.ts';
import { commonWords } from '../../components/words.ts';
import { formatMoney } from '../../components/wording.ts';
import { askAsStaff } from '../staff-api.ts';
import { goTo, type OpenView, type ViewContext } from '../view.ts';
import { draftForm } from './draft-form.ts';
import {
  type Choices,
  type DraftLine,
  hasOptions,
  hasTextForEach,
  maxLines,
  totalOf,
  unitsOf,
  withChoices,
  withNote,
  withProducts,
  withQuantity,
  withUnits,
} from './draft-line.ts';
import { type DraftOrder, newDraft, withDate } from './draft-order.ts';
import { createTimesLoader } from './load-times.ts';
import { explainRefusal, findFaults, toRequest } from './order-request.ts';
import { productGrid } from './product-grid.ts';
import { words } from './words.ts';

export type DraftActions = ReturnType<typeof createActions>;

/** As wide as a tablet: the draft is beside the products. On a phone it is in a sheet above them. */
const wide = matchMedia('(min-width: 720px)');

/** Staff enter an order at the counter or on the phone. */
export const open: OpenView = async (context) => {
  const { element: place, signal, askBeforeLeaving } = context;
  const store = createStore<DraftOrder>({ ...newDraft(), isWide: wide.matches });
  const times = createTimesLoader(store);
  const actions = createActions(store, times, context);
  store.subscribe((draft) => {
    if (signal.aborted) return;
    render(newOrderView(draft, actions), place);
    showInRow(draft.isWide ? nothing : draftBar(draft, actions));
  });
  signal.addEventListener('abort', () => showInRow(nothing));
  wide.addEventListener(
    'change',
    () => {
      actions.hideDraft();
      store.change({ isWide: wide.matches });
    },
    { signal },
  );
  askBeforeLeaving(() => hasUnplaced(store.state));
  // On a phone the keyboard would cover the products.
  if (wide.matches) actions.focusProducts();
  void times.reload();
  await loadProducts(store, signal);
};

/** The products, and the draft order beside them or in a sheet. */
function newOrderView(draft: DraftOrder, actions: DraftActions) {
  const form = draftForm(draft, actions);
  return html`<h1>${words.title}</h1>
    <div class="new-order">${productGrid(draft, actions)} ${draft.isWide ? form : nothing}</div>
    <dialog
      class="bottom-sheet draft-sheet"
      aria-labelledby="draft-title"
      @click=${closeOnBackdrop}
    >
      ${draft.isWide ? nothing : [closeButton(actions), form]}
    </dialog>`;
}

function closeButton({ hideDraft }: DraftActions) {
  return button('sheet-close', '✕', hideDraft, { label: words.close });
}

/** The backdrop belongs to the dialog; everything else is inside an element of the dialog. */
function closeOnBackdrop({ target, currentTarget }: Event) {
  if (target === currentTarget) (currentTarget as HTMLDialogElement).close();
}

/** On a phone: a row of the shell with the total, which opens the draft. */
function draftBar({ lines }: DraftOrder, { showDraft }: DraftActions) {
  return html`<section class="draft-bar" aria-label=${words.draft}>
    <p>
      ${lines.length === 0 ? words.empty : words.soFar(unitsOf(lines), formatMoney(totalOf(lines)))}
    </p>
    <button type="button" class="button" ?hidden=${lines.length === 0} @click=${showDraft}>
      ${words.view}
    </button>
  </section>`;
}

function showInRow(content: TemplateResult | typeof nothing) {
  render(content, getElement('save-row'));
}

type TimesLoader = ReturnType<typeof createTimesLoader>;

function createActions(
  store: Store<DraftOrder>,
  times: TimesLoader,
  { element: place, signal }: ViewContext,
) {
  const sheet = () => place.querySelector<HTMLDialogElement>('.draft-sheet');
  const show = (lines: readonly DraftLine[]) => {
    store.change({ lines });
    void times.reload();
  };
  const add = (product: Product, choices: Choices) => {
    const { lines } = store.state;
    const added = withUnits(lines, product, choices);
    if (added === lines) showToast(words.full(maxLines));
    show(added);
  };
  const choose = async (product: Product, before: Choices | null) => {
    const { chooseOptions } = await import('./choose-options.ts');
    return chooseOptions(product, before, signal);
  };
  const chooseAndAdd = async (product: Product) => {
    const chosen = await choose(product, null);
    if (chosen) add(product, chosen);
  };
  const changeOptions = async (line: DraftLine, quantity = line.quantity) => {
    const chosen = await choose(line.product, { ...line, quantity });
    if (chosen) show(withChoices(store.state.lines, line.id, chosen));
  };
  return {
    /** Adds one unit, or as many as staff want after choosing options. */
    take: (product: Product) => {
      if (hasOptions(product)) void chooseAndAdd(product);
      else add(product, { options: [], quantity: 1 });
    },
    changeOptions: (line: DraftLine) => void changeOptions(line),
    /** More pieces with different texts need more texts. */
    setQuantity: (line: DraftLine, quantity: number) => {
      if (quantity > 0 && hasTextForEach(line)) void changeOptions(line, quantity);
      else show(withQuantity(store.state.lines, line.id, quantity));
    },
    setNote: ({ id }: DraftLine, note: string) =>
      store.change({ lines: withNote(store.state.lines, id, note) }),
    type: (name: keyof DraftOrder['values'], value: string) => {
      if (name === 'date') {
        store.change({ ...withDate(store.state, value), isTimeChosen: true });
        void times.showSlots();
      } else {
        typeInto(store)(name, value);
        if (name === 'slot') store.change({ isTimeChosen: true });
      }
    },
    setSoon: (isSoon: boolean) => store.change({ isSoon }),
    focusProducts: () => {
      sheet()?.close();
      place.querySelector<HTMLElement>('.search')?.focus();
    },
    showDraft: () => sheet()?.showModal(),
    hideDraft: () => sheet()?.close(),
    place: () => sendForm(store, place, () => placeOrder(store, times, signal)),
  };
}

/** @returns what the draft shows afterwards */
async function placeOrder(
  store: Store<DraftOrder>,
  times: TimesLoader,
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
    void reloadOffer(store, times);
    return explainRefusal(answer.problem, draft);
  }
  if (!signal.aborted) {
    const next = { label: words.next, run: () => goTo('#/new-order') };
    showToast(words.placed(answer.body.order_id), next);
    goTo(`#/orders/${answer.body.order_id}`);
  }
  return { ...newDraft(), isWide: wide.matches };
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

/** A product or slot may no longer be available. */
async function reloadOffer(store: Store<DraftOrder>, times: TimesLoader) {
  const answer = await api('GET /products');
  if (answer.kind === 'accepted') {
    const lines = withProducts(store.state.lines, answer.body);
    store.change({ products: answer.body, lines });
  }
  await times.reload();
}
