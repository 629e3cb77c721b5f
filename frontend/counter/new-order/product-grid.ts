import type { Product } from '../../../shared/contract/products.ts';
import { searchProducts } from '../../../shared/domain/search-products.ts';
import { describeClosedSale } from '../../components/describe-availability.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { productPicture } from '../../components/picture.ts';
import { scrollStrip } from '../../components/scroll-strip.ts';
import { searchField } from '../../components/search-field.ts';
import { leftOf } from '../../components/shortages.ts';
import { commonWords } from '../../components/words.ts';
import { formatHours, formatMoney, formatNumber } from '../../components/wording.ts';
import { quantityOf, usualPriceOf } from './draft-line.ts';
import type { DraftOrder } from './draft-order.ts';
import type { DraftActions } from './new-order.ts';
import { words } from './words.ts';

/** The products on sale; a tap adds one unit, or asks for its options. Enter in the search field adds the first product found. */
export function productGrid(draft: DraftOrder, actions: DraftActions) {
  const { products, values } = draft;
  const found = findOffered(draft);
  const showOffer = (product: Product) => offer(product, draft, actions);
  const takeFirst = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const first = found.find(({ available }) => available);
    // Enter in an empty search field adds nothing.
    if (!first || values.search.trim() === '') return;
    actions.take(first);
    (event.currentTarget as HTMLInputElement).select();
  };
  return html`<section class="offers" aria-label=${words.products}>
    <div class="offers-head">
      ${searchField(words.search, values.search, (text) => actions.type('search', text), takeFirst)}
      ${categoryTabs(draft, actions)}
    </div>
    <p class="quiet" ?hidden=${found.length > 0 || products.length === 0}>${words.noProduct}</p>
    <ul class="product-grid">
      ${repeat(found, ({ id }) => id, showOffer)}
    </ul>
  </section>`;
}

/** A search looks in all categories. */
function findOffered({ products, values: { search, category } }: DraftOrder): readonly Product[] {
  if (search.trim() !== '') return searchProducts(products, { search });
  return category === '' ? products : products.filter((product) => product.category === category);
}

function categoryTabs(
  { products, values: { search, category } }: DraftOrder,
  { type }: DraftActions,
) {
  const categories = [...new Set(products.map((product) => product.category))];
  if (categories.length < 2) return nothing;
  const choose = (name: string) => {
    type('search', '');
    type('category', name);
  };
  const tab = (text: string, name: string) =>
    html`<button
      type="button"
      aria-pressed=${search.trim() === '' && name === category}
      @click=${() => choose(name)}
    >
      ${text}
    </button>`;
  return scrollStrip(
    html`<div class="tabs" role="group" aria-label=${words.categories}>
      ${[tab(words.all, ''), ...categories.map((name) => tab(name, name))]}
    </div>`,
  );
}

function offer(product: Product, draft: DraftOrder, { take }: DraftActions) {
  const { name, kind, available, picture } = product;
  const quantity = quantityOf(draft.lines, product);
  // Staff may sell it with a reason.
  const closed = available ? null : describeClosedSale(product, null);
  // A daily product may have units left for walk-in customers.
  const isSoldOutOnline = kind === 'daily' && !available && closed === null;
  const mayTake = available || closed !== null || isSoldOutOnline;
  return html`<li>
    <button
      type="button"
      class="offer-button"
      aria-disabled=${!mayTake}
      @click=${() => mayTake && take(product)}
    >
      ${productPicture(name, picture)}
      <span class="offer-name">${name}</span>
      ${isSoldOutOnline ? few(words.soldOutOnline) : closed === null ? supply(product, draft) : few(closed)}
      <span class="price">${mayTake ? formatMoney(usualPriceOf(product)) : words.soldOut}</span>
      <b class="offer-count" ?hidden=${quantity === 0}>${formatNumber(quantity)}</b>
    </button>
  </li>`;
}

function few(text: string) {
  return html`<span class="offer-supply few">${text}</span>`;
}

/** Fewer units than this are said in another colour. */
const fewUnits = 6;

/** The units left, or how long the product takes. */
function supply(
  { id, kind, left, available, lead_time_hours }: Product,
  { shortages }: DraftOrder,
) {
  if (!available) return nothing;
  if (kind === 'made_to_order') {
    const hours = formatHours(lead_time_hours);
    return html`<span class="offer-supply">${words.ahead(hours)}</span>`;
  }
  const units = leftOf(shortages, id) ?? left;
  if (units === null || units === 0) return nothing;
  const number = formatNumber(units);
  return units < fewUnits
    ? few(commonWords.onlyLeft(number))
    : html`<span class="offer-supply">${words.left(number)}</span>`;
}
