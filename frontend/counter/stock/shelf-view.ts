import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { searchProducts } from '../../../shared/domain/search-products.ts';
import { button } from '../../components/button.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { productPicture } from '../../components/picture.ts';
import { formatNumber } from '../../components/wording.ts';
import { productSearch } from '../product-search.ts';
import { type Section, sectionsOf } from '../sections.ts';
import { getSession } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import { quickMovement } from './movement-form.ts';
import type { ShelfActions, ShelfState } from './shelf.ts';
import { stockParts } from './stock-parts.ts';
import { words } from './words.ts';

/** The stock by category; each row records a delivery, waste or a count. */
export function shelfView(state: ShelfState, actions: ShelfActions) {
  const { items, notice, search, category } = state;
  const found = new Set(searchProducts(items ?? [], { search, category: category || null }));
  const sections = sectionsOf(items ?? [], (product) => found.has(product));
  return html`${stockParts('shelf')}
    <h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    <div class="catalogue-filter">${productSearch(state, items ?? [], actions.want)}</div>
    ${noticeBox(notice)}
    <p class="visually-hidden" role="status">${items && words.found(found.size)}</p>
    ${found.size > 0 ? shelfTable(sections, actions) : nothing}
    ${items && found.size === 0 ? emptyState(items.length > 0, actions) : nothing}`;
}

/** @param isFiltered whether there are products that the search hides */
function emptyState(isFiltered: boolean, { want }: ShelfActions) {
  const showAll = () => want({ search: '', category: '' });
  const add = html`<a class="button" href="#/catalogue/new">${words.addProduct}</a>`;
  const next = getSession().role === 'manager' ? add : nothing;
  return html`<div class="empty-state">
    <h2>${isFiltered ? words.noneFound : words.none}</h2>
    ${isFiltered ? button('button soft', words.showAll, showAll) : next}
  </div>`;
}

function shelfTable(sections: readonly Section<CatalogueProduct>[], actions: ShelfActions) {
  const { product, stock, movement } = words.shelfColumns;
  return html`<table class="data product-table shelf">
    <caption class="visually-hidden">
      ${words.title}
    </caption>
    <thead>
      <tr>
        <th scope="col" colspan="2">${product}</th>
        <th scope="col" class="number">${stock}</th>
        <th scope="col">${movement}</th>
      </tr>
    </thead>
    ${repeat(
      sections,
      ({ category }) => category,
      (section) => categoryRows(section, actions),
    )}
  </table>`;
}

function categoryRows({ category, products }: Section<CatalogueProduct>, actions: ShelfActions) {
  const name = category === '' ? counterWords.otherProducts : category;
  const takeStock = () => actions.takeStock(products);
  return html`<tbody>
    <tr class="category-row">
      <th scope="rowgroup" colspan="4">
        <h2>${name}</h2>
        ${button('link', words.takeStock, takeStock, { label: words.takeStockOf(name) })}
      </th>
    </tr>
    ${repeat(
      products,
      ({ id }) => id,
      (product) => shelfRow(product, actions),
    )}
  </tbody>`;
}

function shelfRow(product: CatalogueProduct, { formOf, movementsOf }: ShelfActions) {
  const { id, name, picture, active, stock } = product;
  const units = stock ?? 0;
  return html`<tr class="shelf-product ${active ? '' : 'off-sale'}">
    <td class="cell-picture">${productPicture(name, picture)}</td>
    <td class="cell-name">
      <a href="#/stock/${id}">${name}</a>
      ${active ? nothing : html`<span class="tag">${words.offSale}</span>`}
    </td>
    <td class="shelf-units number ${units === 0 ? 'sold-out' : ''}">
      <span role="img" aria-label=${words.left(units)}>${formatNumber(units)}</span>
    </td>
    <td class="cell-movement">${quickMovement(product, formOf(product), movementsOf(product))}</td>
  </tr>`;
}
