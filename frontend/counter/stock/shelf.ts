import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { mapAnswer } from '../../components/api.ts';
import { sendForm } from '../../components/form.ts';
import { getElement } from '../../components/get-element.ts';
import { render } from '../../components/html.ts';
import { createStore, partOf, type Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { poll } from '../../components/waiting.ts';
import { writeQuery } from '../address.ts';
import { type ListState, refreshList } from '../live-list.ts';
import { type ProductSearch, readProductSearch } from '../product-search.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { clearAllRow, showAllRow } from './all-row.ts';
import { createMovementActions } from './movement-form.ts';
import { type MovementForm, newMovement, type Reason, recordMovement } from './record-movement.ts';
import { shelfView } from './shelf-view.ts';
import { type RecordedMovement, undoMovements } from './undo-movements.ts';
import { words } from './words.ts';

export interface ShelfState extends ListState<CatalogueProduct>, ProductSearch {
  /** The forms that were used, by product. */
  readonly forms: Readonly<Record<number, MovementForm>>;
}

export type ShelfActions = ReturnType<typeof createActions>;

const everyMs = 10_000;
const unused = newMovement();

/** All shelf products with their stock: "#/stock?category=Bread&q=rye". */
export const openShelf: OpenView = async ({ element: place, query, signal }) => {
  const { search, category } = readProductSearch(query);
  const store = createStore<ShelfState>({ items: null, notice: null, forms: {}, search, category });
  const refresh = () => refreshList(store, findShelf, words.outdated);
  const actions = createActions(store, place, refresh);
  store.subscribe((state) => {
    render(shelfView(state, actions), place);
    if (!signal.aborted) showAllRow(typedProducts(state).length, actions.recordAll);
  });
  signal.addEventListener('abort', clearAllRow);
  await poll(refresh, everyMs, signal);
};

function createActions(store: Store<ShelfState>, place: Element, refresh: () => Promise<void>) {
  return {
    want: (patch: Partial<ProductSearch>) => {
      store.change(patch);
      const { search, category } = store.state;
      writeQuery('#/stock', { category, q: search.trim() });
    },
    formOf: ({ id }: CatalogueProduct) => store.state.forms[id] ?? unused,
    movementsOf: (product: CatalogueProduct) =>
      createMovementActions(formOf(store, product), product, place, () => findStock(product)),
    /** Fills in all that is left of these products. */
    takeStock: (products: readonly CatalogueProduct[]) => {
      for (const product of products.filter(({ stock }) => stock)) {
        const values = { '/units': String(product.stock ?? 0), '/note': '' };
        formOf(store, product).change({ values, faults: {} });
      }
    },
    recordAll: (reason: Reason, isByKeyboard: boolean) =>
      void recordAll(store, place, reason, refresh).then(() => {
        // The row with the pressed button is gone.
        if (isByKeyboard) getElement('toasts').querySelector('button')?.focus();
      }),
  };

  async function findStock({ id }: CatalogueProduct): Promise<number> {
    await refresh();
    return store.state.items?.find((other) => other.id === id)?.stock ?? 0;
  }
}

function formOf(store: Store<ShelfState>, { id }: CatalogueProduct): Store<MovementForm> {
  return partOf<ShelfState, MovementForm>(
    store,
    ({ forms }) => forms[id] ?? unused,
    (changed, { forms }) => ({ forms: { ...forms, [id]: changed } }),
  );
}

/** The products whose quantity was typed. */
function typedProducts({ items, forms }: ShelfState): readonly CatalogueProduct[] {
  return (items ?? []).filter(({ id }) => (forms[id]?.values['/units'] ?? '') !== '');
}

/** Records a movement of every product whose quantity was typed. */
async function recordAll(
  store: Store<ShelfState>,
  place: Element,
  reason: Reason,
  refresh: () => Promise<void>,
) {
  const recorded: RecordedMovement[] = [];
  for (const product of typedProducts(store.state)) {
    const form = formOf(store, product);
    const row = place.querySelector(`#movement-${product.id}`) ?? place;
    await sendForm(form, row, async () => {
      const stock = () => Promise.resolve(product.stock ?? 0);
      const outcome = await recordMovement(form, product, reason, stock);
      if (outcome.kind === 'failed') return outcome.shown;
      recorded.push({ ...product, movement: outcome.movement });
      return newMovement();
    });
  }
  await refresh();
  if (recorded.length === 0) return;
  const undo = () => void undoMovements(recorded, refresh);
  showToast(words.doneAll[reason](recorded.length), { label: words.undo, run: undo });
}

async function findShelf() {
  const answer = await askAsStaff('GET /staff/products');
  return mapAnswer(answer, (products) => products.filter(isOnTheShelf));
}

/** A product that is off sale is shown while it has stock. */
function isOnTheShelf({ kind, active, stock }: CatalogueProduct): boolean {
  return kind === 'shelf' && (active || (stock ?? 0) > 0);
}
