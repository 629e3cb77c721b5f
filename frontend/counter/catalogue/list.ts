import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { searchProducts } from '../../../shared/domain/search-products.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { choiceButton } from '../../components/choice-button.ts';
import { html, nothing, render, repeat } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { productPicture } from '../../components/picture.ts';
import { searchField } from '../../components/search-field.ts';
import { createStore } from '../../components/store.ts';
import { formatHours, formatMoney } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { getSession } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { fetchCatalogue } from './catalogue-api.ts';
import { words } from './words.ts';

type Filter = keyof typeof words.filters;

interface Wanted {
  readonly filter: Filter;
  readonly search: string;
}

interface CatalogueState extends Wanted {
  /** Null until loaded. */
  readonly products: readonly CatalogueProduct[] | null;
  readonly notice: Notice | null;
}

/** The filter and the search text are kept while a product's page is open. */
let kept: Wanted = { filter: 'all', search: '' };

/** All products, including those off sale. */
export const openList: OpenView = async ({ element: place }) => {
  const store = createStore<CatalogueState>({ ...kept, products: null, notice: null });
  const want = (patch: Partial<Wanted>) => {
    kept = { ...kept, ...patch };
    store.change(patch);
  };
  store.subscribe((state) => render(catalogueView(state, want), place));
  const answer = await fetchCatalogue();
  if (answer.kind === 'accepted') store.change({ products: answer.body });
  else store.change({ notice: { title: words.outOfReach, text: explainFailure(answer) } });
};

function catalogueView(state: CatalogueState, want: (patch: Partial<Wanted>) => void) {
  const { products, filter, search, notice } = state;
  const mayChange = getSession().role === 'manager';
  const found = searchProducts(products ?? [], { search });
  const shown = found.filter((product) => belongsTo(filter, product));
  const filters = (Object.keys(words.filters) as Filter[]).map((name) =>
    choiceButton(words.filters[name], name === filter, () => want({ filter: name })),
  );
  const add = html`<a class="button button-link" href="#/catalogue/new">${words.add}</a>`;
  return html`<div class="catalogue-head">
      <h1>${words.title}</h1>
      ${mayChange ? add : nothing}
    </div>
    <p class="lead">${mayChange ? words.lead : words.readOnly}</p>
    <div class="catalogue-head">
      ${searchField(words.search, search, (text) => want({ search: text }))}
      <div class="choices" role="group" aria-label=${words.show}>${filters}</div>
    </div>
    ${noticeBox(notice)}
    <p class="quiet" role="status">${products && words.found(shown.length)}</p>
    <ul class="listed-products">
      ${repeat(shown, ({ id }) => id, listedProduct)}
    </ul>`;
}

function belongsTo(filter: Filter, { active, kind }: CatalogueProduct): boolean {
  if (filter === 'all') return true;
  return filter === 'off' ? !active : active && kind === filter;
}

/** A product in the list; the whole row links to its page. */
function listedProduct(product: CatalogueProduct) {
  const { id, name, picture, price, active } = product;
  return html`<li>
    <a class="listed-product ${active ? '' : 'off-sale'}" href="#/catalogue/${id}">
      ${productPicture(name, picture)}
      <div class="listed-about">
        <h2 class="listed-name">${name}</h2>
        <p class="quiet">${describe(product)}</p>
        ${tagOf(product)}
      </div>
      <strong class="price">${formatMoney(price)}</strong>
    </a>
  </li>`;
}

function describe({ category, kind, lead_time_hours: hours, stock }: CatalogueProduct): string {
  const terms =
    kind === 'made_to_order'
      ? [words.filters.made_to_order, ...(hours > 0 ? [formatHours(hours)] : [])]
      : [words.left(stock ?? 0)];
  return [isolateForeign(category), ...terms].join(' · ');
}

function tagOf({ active, stock, allergens }: CatalogueProduct) {
  const tag = (look: string, text: string) => html`<span class=${look}>${text}</span>`;
  if (allergens === null) return tag('tag bad', words.allergensNotDeclared);
  if (!active) return tag('tag', words.offSale);
  return stock === 0 ? tag('tag bad', words.soldOut) : nothing;
}
