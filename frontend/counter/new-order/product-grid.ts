import type { Product } from '../../../shared/contract/products.ts';
import { searchProducts } from '../../../shared/domain/search-products.ts';
import { html, repeat } from '../../components/html.ts';
import { searchField } from '../../components/search-field.ts';
import { leftOf } from '../../components/shortages.ts';
import { commonWords } from '../../components/words.ts';
import { formatMoney, formatNumber } from '../../components/wording.ts';
import { type DraftOrder, quantityOf } from './draft-order.ts';
import type { DraftActions } from './new-order.ts';
import { words } from './words.ts';

/** All products on sale; a tap adds one unit. Enter in the search field adds the first product found. */
export function productGrid(draft: DraftOrder, actions: DraftActions) {
  const { products, values } = draft;
  const found = searchProducts(products, { search: values.search });
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
  return html`<section aria-label=${words.products}>
    ${searchField(words.search, values.search, (text) => actions.type('search', text), takeFirst)}
    <p class="quiet" ?hidden=${found.length > 0 || products.length === 0}>${words.noProduct}</p>
    <ul class="product-grid">
      ${repeat(found, ({ id }) => id, showOffer)}
    </ul>
  </section>`;
}

function offer(product: Product, { lines, shortages }: DraftOrder, { take }: DraftActions) {
  const { id, name, price, available } = product;
  const quantity = quantityOf(lines, product);
  const left = leftOf(shortages, id) ?? 0;
  return html`<li>
    <button
      type="button"
      class="offer-button"
      aria-disabled=${!available}
      @click=${() => available && take(product)}
    >
      <span class="offer-name">${name}</span>
      <span class="offer-supply" ?hidden=${!available || left === 0}>
        ${commonWords.onlyLeft(formatNumber(left))}
      </span>
      <span class="price">${available ? formatMoney(price) : words.soldOut}</span>
      <b class="offer-count" ?hidden=${quantity === 0}>${formatNumber(quantity)}</b>
    </button>
  </li>`;
}
