import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { BakeSheet } from '../../../shared/contract/bake-sheet.ts';
import { nameAllergens } from '../../components/describe-allergens.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { formatNumber, formatTime } from '../../components/wording.ts';
import { words } from './words.ts';

export type SheetProduct = BakeSheet['products'][number];

/** A product of the bake sheet, with its quantity first. */
export function sheetProduct(product: SheetProduct) {
  const { product_id, name, units, slots, notes } = product;
  return html`<li class="sheet-product" data-product=${product_id} data-done=${isDone(product)}>
    <span class="sheet-tick" aria-hidden="true"></span>
    <strong class="sheet-units">${formatNumber(units)}</strong>
    <div class="sheet-about">
      <h3 class="sheet-name">${name}</h3>
      <p class="sheet-facts">${facts(product)}</p>
      <ul class="sheet-slots" aria-label=${words.slots}>
        ${slots.map(slotUnits)}
      </ul>
      <ul class="sheet-notes" aria-label=${words.notes} ?hidden=${notes.length === 0}>
        ${repeat(numberNotes(notes), keyOf, noteLine)}
      </ul>
    </div>
  </li>`;
}

function isDone({ units, units_done }: SheetProduct): boolean {
  return units > 0 && units_done >= units;
}

function facts(product: SheetProduct) {
  const { batches, batch_size, units_done, change_since_cut_off: change } = product;
  const { allergens, traces } = product;
  const fact = (isTrue: boolean, className: string, text: () => string) =>
    isTrue ? html`<span class=${className}>${text()}</span>` : nothing;
  const isPartlyDone = !isDone(product) && units_done > 0;
  return [
    fact((change ?? 0) > 0, 'tag more', () => words.more(change ?? 0)),
    fact((change ?? 0) < 0, 'tag bad', () => words.fewer(-(change ?? 0))),
    fact(isDone(product), 'tag done', () => words.allPacked),
    fact(isPartlyDone, 'tag', () => words.packed(units_done)),
    fact(batch_size > 1, '', () => words.batches(batches, batch_size)),
    fact(allergens.length > 0, 'quiet', () => nameAllergens(allergens)),
    fact(traces.length > 0, 'quiet', () => words.mayContain(nameAllergens(traces))),
    fact(!product.allergens_declared, 'tag bad', () => words.allergensNotDeclared),
  ];
}

function slotUnits({ starts_at, units }: SheetProduct['slots'][number]) {
  return html`<li><span>${formatTime(starts_at)}</span> <b>${formatNumber(units)}×</b></li>`;
}

type Note = SheetProduct['notes'][number];

/** An order may have several notes for one product. */
interface NumberedNote extends Note {
  readonly number: number;
}

function numberNotes(notes: readonly Note[]): NumberedNote[] {
  return notes.map((note, index) => ({
    ...note,
    number: notes.slice(0, index).filter(({ order_id }) => order_id === note.order_id).length,
  }));
}

function keyOf({ order_id, number }: NumberedNote): string {
  return `${order_id} ${number}`;
}

function noteLine({ order_id, quantity, note, pickup_at }: NumberedNote) {
  return html`<li>
    <b>${formatNumber(quantity)}× ${isolateForeign(note)}</b>
    <span>${formatTime(pickup_at)}</span>
    <a href="#/orders/${order_id}">${words.order(order_id)}</a>
  </li>`;
}
