import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { BakeSheet } from '../../../shared/contract/bake-sheet.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { formatNumber, formatTime } from '../../components/wording.ts';
import { type FoldedNote, foldNotes } from './fold-notes.ts';
import { words } from './words.ts';

export type SheetProduct = BakeSheet['products'][number];

/** More orders with the same note are counted instead of listed. */
const maxListedOrders = 3;

/** A product of the bake sheet: its quantity first, its allergens last. */
export function sheetProduct(product: SheetProduct) {
  const { product_id, name, to_bake, slots, notes } = product;
  return html`<li class="sheet-product" data-product=${product_id} data-done=${isDone(product)}>
    <span class="sheet-tick" aria-hidden="true"></span>
    <strong class="sheet-units">${formatNumber(to_bake)}</strong>
    <div class="sheet-about">
      <div class="sheet-title">
        <h3 class="sheet-name">${name}</h3>
        ${facts(product)}
      </div>
      <ul class="sheet-slots" aria-label=${words.slots} ?hidden=${slots.length === 0}>
        ${slots.map(slotUnits)}
      </ul>
      <ul class="sheet-notes" aria-label=${words.notes} ?hidden=${notes.length === 0}>
        ${repeat(foldNotes(notes), ({ note }) => note, noteLine)}
      </ul>
      ${sheetAllergens(product)}
    </div>
  </li>`;
}

/** A daily product is done when it is baked, another one when its orders are packed. */
function isDone({ kind, units, units_done, baked, to_bake }: SheetProduct): boolean {
  if (kind === 'daily') return baked !== null && baked >= to_bake;
  return units > 0 && units_done >= units;
}

function facts(product: SheetProduct) {
  const { batches, batch_size, kind } = product;
  // The cut-off is one of made-to-order products; a daily product is baked as planned.
  const change = kind === 'daily' ? 0 : product.change_since_cut_off;
  const fact = (isTrue: boolean, className: string, text: () => string) =>
    isTrue ? html`<span class=${className}>${text()}</span>` : nothing;
  return [
    ...planFacts(product),
    fact(batch_size > 1, '', () => words.batches(batches, batch_size)),
    fact((change ?? 0) > 0, 'tag more', () => words.more(change ?? 0)),
    fact((change ?? 0) < 0, 'tag bad', () => words.fewer(-(change ?? 0))),
    ...doneFacts(product),
  ];
}

/** What is planned and ordered of a daily product. */
function planFacts({ planned, units, baked }: SheetProduct) {
  if (planned === null) return [];
  return [
    html`<span>${words.planned(planned)}</span>`,
    html`<span>${words.ordered(units)}</span>`,
    units > planned
      ? html`<span class="tag bad">${words.shortBy(units - planned)}</span>`
      : nothing,
    baked === null ? nothing : html`<span class="tag">${words.baked(baked)}</span>`,
  ];
}

/** What staff have packed, and what was set aside without them. */
function doneFacts(product: SheetProduct) {
  const { units, units_done, units_set_aside: setAside } = product;
  const packed = units_done - setAside;
  const className = units_done >= units ? 'tag done' : 'tag';
  const tag = (count: number, all: string, some: (units: number) => string) =>
    count > 0
      ? html`<span class=${className}>${count === units ? all : some(count)}</span>`
      : nothing;
  return [
    tag(packed, words.allPacked, words.packed),
    tag(setAside, words.allSetAside, words.setAside),
  ];
}

/** Says so when the allergens were not declared for one of the orders. */
export function sheetAllergens({ allergens, traces, allergens_declared }: SheetProduct) {
  const isKnown = allergens_declared || allergens.length + traces.length > 0;
  return html`<p class="sheet-allergens">
    ${isKnown ? describeAllergens({ allergens, traces }) : nothing}
    ${allergens_declared ? nothing : html`<span class="tag bad">${words.allergensNotDeclared}</span>`}
  </p>`;
}

function slotUnits({ starts_at, units }: SheetProduct['slots'][number]) {
  return html`<li><span>${formatTime(starts_at)}</span> <b>${formatNumber(units)}×</b></li>`;
}

function noteLine({ quantity, note, pickup_at, orderIds }: FoldedNote) {
  const orders =
    orderIds.length > maxListedOrders
      ? html`<span>${words.orders(orderIds.length)}</span>`
      : orderIds.map((id) => html`<a href="#/orders/${id}">${words.order(id)}</a>`);
  return html`<li>
    <b>${formatNumber(quantity)}× ${isolateForeign(note)}</b>
    <span>${orderIds.length > 1 ? words.from(formatTime(pickup_at)) : formatTime(pickup_at)}</span>
    ${orders}
  </li>`;
}
