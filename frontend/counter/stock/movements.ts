import type {
  CatalogueProduct,
  ListStockMovementsResponse,
  StockMovement,
} from '../../../shared/contract/catalogue.ts';
import { now } from '../../components/clock.ts';
import { announce } from '../../components/announce.ts';
import { button } from '../../components/button.ts';
import { html, nothing, render, type TemplateResult } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { createStore, partOf, type Store } from '../../components/store.ts';
import { formatMoment, formatNumber } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { createMovementActions, movementForm } from './movement-form.ts';
import { type MovementForm, newMovement } from './record-movement.ts';
import { undoMovements } from './undo-movements.ts';
import { words } from './words.ts';

interface MovementsState {
  readonly product: CatalogueProduct;
  /** Null until loaded. */
  readonly page: ListStockMovementsResponse | null;
  readonly form: MovementForm;
  readonly notice: Notice | null;
}

type Actions = ReturnType<typeof createActions>;

/** One product's stock movements, with the form for a new one: "#/stock/12". */
export const openMovements: OpenView = async ({ element: place, argument }) => {
  render(pageView(null), place);
  const answer = await askAsStaff('GET /staff/products');
  if (answer.kind !== 'accepted') {
    const notice = { title: counterWords.notSaved, text: explainFailure(answer) };
    render(pageView(notice), place);
    return;
  }
  const product = answer.body.find(({ id, kind }) => String(id) === argument && kind === 'shelf');
  if (product) await openProduct(product, place);
  else render(pageView({ title: words.unknown(argument) }), place);
};

async function openProduct(product: CatalogueProduct, place: HTMLElement) {
  const form = newMovement();
  const store = createStore<MovementsState>({ product, page: null, form, notice: null });
  const actions = createActions(store, place);
  store.subscribe((state) =>
    render(pageView(state.notice, productMovements(state, actions)), place),
  );
  await refresh(store);
}

function createActions(store: Store<MovementsState>, place: Element) {
  const form = partOf<MovementsState, MovementForm>(
    store,
    (state) => state.form,
    (changed) => ({ form: changed }),
  );
  return {
    ...createMovementActions(form, store.state.product, place, () => refresh(store)),
    loadOlder: () => void loadOlder(store),
    undo: ({ id: movement }: StockMovement) =>
      void undoMovements([{ ...store.state.product, movement }], () => refresh(store)),
  };
}

/** Shows the newest page again. @returns the stock */
async function refresh(store: Store<MovementsState>): Promise<number> {
  const page = await fetchPage(store, {});
  if (page) store.change({ page });
  return store.state.page?.stock ?? 0;
}

async function loadOlder(store: Store<MovementsState>) {
  const { page: newer } = store.state;
  const page = await fetchPage(store, { cursor: newer?.next_cursor ?? '' });
  if (!page) return;
  const movements = [...(newer?.movements ?? []), ...page.movements];
  store.change({ page: { ...page, movements } });
  announce(words.loaded(movements.length));
}

async function fetchPage(store: Store<MovementsState>, query: { readonly cursor?: string }) {
  const params = { id: store.state.product.id };
  const answer = await askAsStaff('GET /staff/products/{id}/stock-movements', { params, query });
  const isFresh = answer.kind === 'accepted';
  store.change({
    notice: isFresh ? null : { title: words.outdated, text: explainFailure(answer) },
  });
  return isFresh ? answer.body : undefined;
}

function pageView(notice: Notice | null, content: TemplateResult | typeof nothing = nothing) {
  return html`<a class="back" href="#/stock">${words.back}</a> ${noticeBox(notice)} ${content}`;
}

function productMovements({ product, page, form }: MovementsState, actions: Actions) {
  const movements = page?.movements ?? [];
  return html`<div class="shelf-head">
      <h1>${product.name}</h1>
      <strong class="shelf-units">${page && words.left(page.stock ?? 0)}</strong>
    </div>
    <div class="product-view">
      <section class="panel">
        <h2>${words.movements}</h2>
        <p class="quiet">${words.movementsLead}</p>
        <p class="quiet" ?hidden=${!page || movements.length > 0}>${words.noMovements}</p>
        ${movementsTable(words.movementsOf(product.name), movements, actions)}
        ${page?.next_cursor ? button('button soft', words.older, actions.loadOlder) : nothing}
      </section>
      <section class="panel">${movementForm(product, form, actions)}</section>
    </div>`;
}

function movementsTable(caption: string, movements: readonly StockMovement[], { undo }: Actions) {
  const { at, units, why, by, note } = words.columns;
  return html`<table class="data movements">
    <caption class="visually-hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${[at, units, why, by, note].map((name) => html`<th scope="col">${name}</th>`)}
        <th scope="col"><span class="visually-hidden">${words.undo}</span></th>
      </tr>
    </thead>
    <tbody>
      ${movements.map((movement) => movementRow(movement, undo))}
    </tbody>
  </table>`;
}

function movementRow(movement: StockMovement, onUndo: (movement: StockMovement) => void) {
  const { at, units, order_id, by, note } = movement;
  const sign = units > 0 ? '+' : '−';
  const why = wordWhy(movement);
  const undo = () =>
    button('link', words.undo, () => onUndo(movement), { label: words.undoOf(why) });
  return html`<tr class=${units > 0 ? 'came' : 'went'}>
    <td>${formatMoment(at)}</td>
    <td class="units">${sign}${formatNumber(Math.abs(units))}</td>
    <td>${why} ${order_id === null ? nothing : orderLink(order_id)}</td>
    <td>${nameActor(by)}</td>
    <td>${note}</td>
    <td>${isUndoable(movement) ? undo() : nothing}</td>
  </tr>`;
}

function wordWhy({ reason, undoes, undone_by }: StockMovement): string {
  const why = words.why[reason];
  if (undoes !== null) return words.reversal(why);
  return undone_by === null ? why : words.reversed(why);
}

/** Staff undo only what staff entered, within an hour. */
function isUndoable({ at, reason, undoes, undone_by }: StockMovement): boolean {
  const isEntered = reason === 'delivery' || reason === 'waste' || reason === 'count';
  const isRecent = now() - Date.parse(at) < 3_600_000;
  return isEntered && isRecent && undoes === null && undone_by === null;
}

function orderLink(id: number) {
  return html`<a href="#/orders/${id}">${words.order(id)}</a>`;
}

/** @param by "staff:anna", "customer" or "processor" */
function nameActor(by: string): string {
  if (by.startsWith('staff:')) return by.slice('staff:'.length);
  return by === 'customer' ? words.customer : words.system;
}
