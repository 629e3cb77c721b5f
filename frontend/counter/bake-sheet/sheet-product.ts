import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { BakeSheet } from '../../../shared/contract/bake-sheet.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { formatList, formatNumber, formatTime } from '../../components/wording.ts';
import { type FoldedNote, foldNotes } from './fold-notes.ts';
import { words } from './words.ts';

export type SheetProduct = BakeSheet['products'][number];
type SheetInscription = SheetProduct['inscriptions'][number];

/** More orders with the same note are counted instead of listed. */
const maxListedOrders = 3;

/** A product of the bake sheet: its quantity first, its allergens last. */
export function sheetProduct(product: SheetProduct) {
  const { product_id, name, to_bake, slots, variants, notes } = product;
  return html`<li class="sheet-product" data-product=${product_id} data-done=${isDone(product)}>
    <span class="sheet-tick" aria-hidden="true"></span>
    <strong class="sheet-units">${formatNumber(to_bake)}</strong>
    <div class="sheet-about">
      <div class="sheet-title">
        <h3 class="sheet-name">${name}</h3>
        ${facts(product)}
      </div>
      <ul class="sheet-variants" aria-label=${words.variants} ?hidden=${variants.length === 0}>
        ${variants.map((variant) => variantLine(product, variant))}
      </ul>
      ${inscriptionLines(product)}
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
  const { batches, batch_size } = product;
  return [
    ...planFacts(product),
    batch_size > 1 ? html`<span>${words.batches(batches, batch_size)}</span>` : nothing,
    changeTag(product, product.change_since_cut_off),
    ...doneFacts(product),
  ];
}

/** The cut-off is one of made-to-order products; a daily product is baked as planned. */
function changeTag({ kind }: SheetProduct, change: number | null) {
  if (kind === 'daily' || change === null || change === 0) return nothing;
  return change > 0
    ? html`<span class="tag more">${words.more(change)}</span>`
    : html`<span class="tag bad">${words.fewer(-change)}</span>`;
}

function variantLine(product: SheetProduct, variant: SheetProduct['variants'][number]) {
  const { choices, units, units_done, change_since_cut_off: change } = variant;
  const isPacked = units > 0 && units_done >= units;
  return html`<li>
    <b>${formatNumber(units)}×</b>
    <span>${choices === '' ? words.withoutOptions : choices}</span>
    ${changeTag(product, change)}
    ${isPacked ? html`<span class="tag done">${words.allPacked}</span>` : nothing}
  </li>`;
}

/** What customers wrote, with the piece that it belongs to. */
function inscriptionLines({ kind, inscriptions }: SheetProduct) {
  if (inscriptions.length === 0) return nothing;
  const groups = new Set(inscriptions.map(({ group }) => group));
  const line = (one: SheetInscription) => {
    const { order_id, pickup_at, choices, group, text, quantity, is_done } = one;
    const change = kind === 'daily' ? null : one.change_since_cut_off;
    const isRemoved = one.change_since_cut_off === 'removed';
    return html`<li data-removed=${isRemoved}>
      ${quantity > 1 ? html`<b>${formatNumber(quantity)}×</b>` : nothing}
      <q dir="auto">${text}</q>
      ${groups.size > 1 ? html`<span>${isolateForeign(group)}</span>` : nothing}
      ${choices === '' ? nothing : html`<span>${choices}</span>`}
      <span>${formatTime(pickup_at)}</span>
      <a href="#/orders/${order_id}">${words.order(order_id)}</a>
      ${change === 'added' ? html`<span class="tag more">${words.added}</span>` : nothing}
      ${isRemoved ? html`<span class="tag bad">${words.removed}</span>` : nothing}
      ${is_done ? html`<span class="tag done">${words.allPacked}</span>` : nothing}
    </li>`;
  };
  return html`<ul class="sheet-notes sheet-inscriptions" aria-label=${formatList([...groups])}>
    ${inscriptions.map(line)}
  </ul>`;
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
