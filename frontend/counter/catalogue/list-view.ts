import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { button } from '../../components/button.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { productPicture } from '../../components/picture.ts';
import { segments } from '../../components/segments.ts';
import { formatHours, formatMoney } from '../../components/wording.ts';
import { productSearch } from '../product-search.ts';
import { getSession } from '../staff-api.ts';
import type { CatalogueActions } from './list.ts';
import {
  type CatalogueState,
  categoryItems,
  type Filter,
  filters,
  isArrangeable,
  type Item,
  nameOf,
  productItems,
  type Section,
  sectionsToShow,
} from './list-state.ts';
import { words } from './words.ts';

/** What the rows of the table need besides their product. */
interface Table {
  readonly state: CatalogueState;
  readonly actions: CatalogueActions;
  readonly mayChange: boolean;
  readonly mayMove: boolean;
}

export function catalogueView(state: CatalogueState, actions: CatalogueActions) {
  const { products, notice } = state;
  const mayChange = getSession().role === 'manager';
  const sections = sectionsToShow(state);
  const count = sections.reduce((sum, section) => sum + section.products.length, 0);
  const table = { state, actions, mayChange, mayMove: mayChange && isArrangeable(state) };
  const add = html`<a class="button" href="#/catalogue/new">${words.add}</a>`;
  return html`<div class="catalogue-head">
      <h1>${words.title}</h1>
      <div class="head-actions">
        <a class="button soft" href="#/options">${words.options}</a>
        ${mayChange && products?.length !== 0 ? add : nothing}
      </div>
    </div>
    <p id="catalogue-lead" class="lead">${mayChange ? words.lead : words.readOnly}</p>
    ${filterRow(state, actions)} ${noticeBox(notice)}
    <p class="quiet" role="status">${products && words.found(count)}</p>
    ${count > 0 ? productTable(sections, table) : nothing}
    ${products && count === 0 ? emptyState(products.length > 0, mayChange, actions) : nothing}`;
}

function filterRow(state: CatalogueState, { want }: CatalogueActions) {
  const text = (filter: Filter) => words.filters[filter];
  const choose = (filter: Filter) => want({ filter });
  return html`<div class="catalogue-filter">
    ${productSearch(state, state.products ?? [], want)}
    ${segments(words.show, filters, state.filter, text, choose)}
  </div>`;
}

/** @param isFiltered whether there are products that the filter hides */
function emptyState(isFiltered: boolean, mayChange: boolean, { want }: CatalogueActions) {
  const showAll = () => want({ filter: 'all', category: '', search: '' });
  const add = html`<a class="button" href="#/catalogue/new">${words.add}</a>`;
  return html`<div class="empty-state">
    <h2>${isFiltered ? words.noneFound : words.none}</h2>
    ${isFiltered ? button('button soft', words.showAll, showAll) : mayChange ? add : nothing}
  </div>`;
}

function productTable(sections: readonly Section[], table: Table) {
  const { mayChange, mayMove } = table;
  const { product, price, kind, allergens, onSale } = words.columns;
  const hidden = (text: string) =>
    html`<th scope="col"><span class="visually-hidden">${text}</span></th>`;
  const items = categoryItems(sections);
  return html`<table class="data product-table catalogue">
    <caption class="visually-hidden">
      ${words.title}
    </caption>
    <thead>
      <tr>
        ${mayMove ? hidden(words.columns.move) : nothing}
        <th scope="col" colspan="2">${product}</th>
        <th scope="col" class="number">${price}</th>
        ${[kind, allergens, onSale].map((name) => html`<th scope="col">${name}</th>`)}
        ${mayChange ? hidden(words.copy) : nothing}
      </tr>
    </thead>
    ${repeat(
      sections,
      ({ category }) => category,
      (section, index) => categoryRows(section, items[index], table),
    )}
  </table>`;
}

function categoryRows(section: Section, item: Item | undefined, table: Table) {
  const { products } = section;
  const items = productItems(section);
  const columns = 6 + Number(table.mayChange);
  const rows = repeat(
    products,
    ({ id }) => id,
    (product, index) => productRow(product, items[index], table),
  );
  return html`<tbody data-list="categories" class=${dropClass(item, table.state)}>
    <tr class="category-row">
      ${table.mayMove && item ? moveCell(item, table) : nothing}
      <th scope="rowgroup" colspan=${columns}>
        <h2>${nameOf(section)}</h2>
        ${item ? moveButtons(item, table) : nothing}
      </th>
    </tr>
    ${rows}
  </tbody>`;
}

/** The name links to the product's page, and the link covers the row. */
function productRow(product: CatalogueProduct, item: Item | undefined, table: Table) {
  const { id, name, picture, price, active, allergens } = product;
  const { mayChange, mayMove, state } = table;
  const copy = html`<td class="cell-copy">
    <a class="link" href="#/catalogue/new?copy=${id}" aria-label=${words.copyOf(name)}
      >${words.copy}</a
    >
  </td>`;
  return html`<tr
    class="product-row ${active ? '' : 'off-sale'} ${dropClass(item, state)}"
    data-list=${item?.list ?? nothing}
  >
    ${mayMove && item ? moveCell(item, table) : nothing}
    <td class="cell-picture">${productPicture(name, picture)}</td>
    <td class="cell-name">
      <a href="#/catalogue/${id}">${name}</a>
      ${item ? moveButtons(item, table) : nothing}
    </td>
    <td class="cell-price number">${formatMoney(price)}</td>
    <td class="cell-kind">${describeKind(product)}</td>
    <td class="cell-allergens ${allergens === null ? '' : 'declared'}">
      ${
        allergens === null
          ? html`<span class="tag bad">${words.notDeclared}</span>`
          : quiet(words.declared)
      }
    </td>
    <td class="cell-sale">${mayChange ? saleSwitch(product, table) : wordSale(product)}</td>
    ${mayChange ? copy : nothing}
  </tr>`;
}

function describeKind({ kind, lead_time_hours: hours, stock }: CatalogueProduct) {
  const terms = () => {
    if (kind === 'made_to_order') return hours > 0 ? quiet(formatHours(hours)) : nothing;
    if (stock === 0) return html`<span class="tag bad">${words.soldOut}</span>`;
    return quiet(words.left(stock ?? 0));
  };
  return html`<span class="kind-terms"><span>${words.filters[kind]}</span> ${terms()}</span>`;
}

function quiet(text: string) {
  return html`<span class="quiet">${text}</span>`;
}

function wordSale({ active }: CatalogueProduct): string {
  return active ? words.sale : words.offSale;
}

function saleSwitch(product: CatalogueProduct, { actions }: Table) {
  const { name, active } = product;
  // The second click of a double click would undo the first.
  const change = ({ detail }: MouseEvent) => {
    if (detail <= 1) actions.sell(product);
  };
  return html`<button
    type="button"
    class="switch"
    role="switch"
    aria-checked=${active}
    aria-label=${words.onSaleOf(name)}
    @click=${change}
  ></button>`;
}

/** A handle for dragging the item. The arrow keys move it too, and a tap shows buttons for that. */
function moveCell(item: Item, { state, actions }: Table) {
  const { key, name, index, siblings } = item;
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    actions.move(item, index + step);
  };
  const handle = html`<button
    type="button"
    class="handle"
    aria-label=${words.moveOf(name)}
    aria-describedby="catalogue-lead"
    aria-expanded=${state.picked === key}
    @click=${() => actions.pick(item)}
    @keydown=${press}
    @pointerdown=${(event: PointerEvent) => actions.drag(event, item)}
  >
    ⠿
  </button>`;
  return html`<td class="cell-move">${siblings.length > 1 ? handle : nothing}</td>`;
}

function moveButtons(item: Item, { state, actions, mayMove }: Table) {
  if (!mayMove || state.picked !== item.key) return nothing;
  const step = (arrow: string, label: string, by: number) => {
    const to = item.index + by;
    const isBlocked = to < 0 || to >= item.siblings.length;
    return button('button soft', arrow, () => actions.move(item, to), { label, isBlocked });
  };
  return html`<span class="move-buttons">
    ${step('↑', words.moveUp, -1)} ${step('↓', words.moveDown, 1)}
  </span>`;
}

/** Shows where the dragged item would be dropped. */
function dropClass(item: Item | undefined, { drop }: CatalogueState): string {
  if (!drop || item?.list !== drop.item.list) return '';
  if (item.key === drop.item.key) return 'dragged';
  if (item.index !== drop.to) return '';
  return drop.to < drop.item.index ? 'drop-before' : 'drop-after';
}
