import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { mapAnswer } from '../../components/api.ts';
import { render } from '../../components/html.ts';
import { createStore, partOf, type Store } from '../../components/store.ts';
import { poll } from '../../components/waiting.ts';
import { writeQuery } from '../address.ts';
import { type ListState, refreshList } from '../live-list.ts';
import { type ProductSearch, readProductSearch } from '../product-search.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { createMovementActions, type MovementForm, newMovement } from './movement-form.ts';
import { shelfView } from './shelf-view.ts';
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
  store.subscribe((state) => render(shelfView(state, actions), place));
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
    movementsOf: (product: CatalogueProduct) => {
      const { id } = product;
      const form = partOf<ShelfState, MovementForm>(
        store,
        ({ forms }) => forms[id] ?? unused,
        (changed, { forms }) => ({ forms: { ...forms, [id]: changed } }),
      );
      return createMovementActions(form, product, place, async () => {
        await refresh();
        return store.state.items?.find((other) => other.id === id)?.stock ?? 0;
      });
    },
  };
}

async function findShelf() {
  const answer = await askAsStaff('GET /staff/products');
  return mapAnswer(answer, (products) => products.filter(isOnTheShelf));
}

/** A product that is off sale is shown while it has stock. */
function isOnTheShelf({ kind, active, stock }: CatalogueProduct): boolean {
  return kind === 'shelf' && (active || (stock ?? 0) > 0);
}
