import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { mapAnswer } from '../../components/api.ts';
import { html, nothing, render, type TemplateResult } from '../../components/html.ts';
import { productPicture } from '../../components/picture.ts';
import { createStore, partOf } from '../../components/store.ts';
import { poll } from '../../components/waiting.ts';
import { formatNumber } from '../../components/wording.ts';
import { type ListState, listView, refreshList } from '../live-list.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import {
  createMovementActions,
  movementForm,
  type MovementForm,
  newMovement,
} from './movement-form.ts';
import { words } from './words.ts';

interface ShelfState extends ListState<CatalogueProduct> {
  /** The forms that were used, by product. */
  readonly forms: Readonly<Record<number, MovementForm>>;
}

const everyMs = 10_000;
const look = { words, listClass: 'shelf', noneClass: 'quiet' };
const unused = newMovement();

/** All shelf products with their stock. */
export const openShelf: OpenView = async ({ element: place, signal }) => {
  const store = createStore<ShelfState>({ items: null, notice: null, forms: {} });
  const refresh = () => refreshList(store, findShelf, words.outdated);
  const item = (product: CatalogueProduct) => {
    const { id } = product;
    const form = partOf<ShelfState, MovementForm>(
      store,
      ({ forms }) => forms[id] ?? unused,
      (changed, { forms }) => ({ forms: { ...forms, [id]: changed } }),
    );
    const findStock = async () => {
      await refresh();
      return store.state.items?.find((other) => other.id === id)?.stock ?? 0;
    };
    const actions = createMovementActions(form, product, place, findStock);
    return shelfProduct(product, movementForm(product, form.state, actions));
  };
  store.subscribe((state) =>
    render(
      listView(state, look, ({ id }) => id, item),
      place,
    ),
  );
  await poll(refresh, everyMs, signal);
};

async function findShelf() {
  const answer = await askAsStaff('GET /staff/products');
  return mapAnswer(answer, (products) => products.filter(isOnTheShelf));
}

/** A product that is off sale is shown while it has stock. */
function isOnTheShelf({ kind, active, stock }: CatalogueProduct): boolean {
  return kind === 'shelf' && (active || (stock ?? 0) > 0);
}

/** A shelf product with its stock and the form for movements. */
function shelfProduct(product: CatalogueProduct, form: TemplateResult) {
  const { id, name, picture, active, stock } = product;
  const units = stock ?? 0;
  return html`<li class="shelf-product ${stock === 0 ? 'sold-out' : ''}">
    <div class="shelf-head">
      ${productPicture(name, picture)}
      <h2 class="listed-name"><a href="#/stock/${id}">${name}</a></h2>
      ${active ? nothing : html`<span class="tag">${words.offSale}</span>`}
      <strong class="shelf-units" role="img" aria-label=${words.left(units)}>
        ${formatNumber(units)}
      </strong>
    </div>
    ${form}
  </li>`;
}
