import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { BakeSheet } from '../../../shared/contract/bake-sheet.ts';
import { nameAllergens } from '../../components/describe-allergens.ts';
import { element } from '../../components/element.ts';
import { createKeyedList, type ItemView } from '../../components/keyed-list.ts';
import { formatNumber, formatTime } from '../../components/wording.ts';
import { words } from './words.ts';

export type SheetProduct = BakeSheet['products'][number];

/** A product of the bake sheet, with its quantity first. */
export function createSheetProduct({ product_id }: SheetProduct): ItemView<SheetProduct> {
  const units = element('strong', { className: 'sheet-units' });
  const name = element('h3', { className: 'sheet-name' });
  const facts = element('p', { className: 'sheet-facts' });
  const slots = element('ul', { className: 'sheet-slots', ariaLabel: words.slots });
  const notes = element('ul', { className: 'sheet-notes', ariaLabel: words.notes });
  const showNotes = createKeyedList<NumberedNote>(notes, keyOf, createNote);
  const card = element(
    'li',
    { className: 'sheet-product' },
    element('span', { className: 'sheet-tick', ariaHidden: 'true' }),
    units,
    element('div', { className: 'sheet-about' }, name, facts, slots, notes),
  );
  card.dataset['product'] = String(product_id);
  return {
    element: card,
    update(product) {
      units.textContent = formatNumber(product.units);
      name.textContent = product.name;
      card.dataset['done'] = String(isDone(product));
      facts.replaceChildren(...describe(product));
      slots.replaceChildren(...product.slots.map(createSlot));
      showNotes(numberNotes(product.notes));
      notes.hidden = product.notes.length === 0;
    },
  };
}

function isDone({ units, units_done }: SheetProduct): boolean {
  return units > 0 && units_done >= units;
}

function describe(product: SheetProduct): HTMLElement[] {
  const {
    batches,
    batch_size,
    units_done,
    change_since_cut_off: change,
    allergens,
    traces,
  } = product;
  return [
    ...(change !== null && change > 0 ? [createTag('tag more', words.more(change))] : []),
    ...(change !== null && change < 0 ? [createTag('tag bad', words.fewer(-change))] : []),
    ...(isDone(product) ? [createTag('tag done', words.allPacked)] : []),
    ...(!isDone(product) && units_done > 0 ? [createTag('tag', words.packed(units_done))] : []),
    ...(batch_size > 1 ? [createTag('', words.batches(batches, batch_size))] : []),
    ...(allergens.length > 0 ? [createTag('quiet', nameAllergens(allergens))] : []),
    ...(traces.length > 0 ? [createTag('quiet', words.mayContain(nameAllergens(traces)))] : []),
    ...(product.allergens_declared ? [] : [createTag('tag bad', words.allergensNotDeclared)]),
  ];
}

function createTag(className: string, textContent: string): HTMLElement {
  return element('span', { className, textContent });
}

function createSlot({ starts_at, units }: SheetProduct['slots'][number]): HTMLElement {
  return element(
    'li',
    {},
    element('span', { textContent: formatTime(starts_at) }),
    ' ',
    element('b', { textContent: `${formatNumber(units)}×` }),
  );
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

function createNote({ order_id }: NumberedNote): ItemView<NumberedNote> {
  const text = element('b');
  const time = element('span');
  return {
    element: element(
      'li',
      {},
      text,
      ' ',
      time,
      ' ',
      element('a', { href: `#/orders/${order_id}`, textContent: words.order(order_id) }),
    ),
    update({ quantity, note, pickup_at }) {
      text.textContent = `${formatNumber(quantity)}× ${isolateForeign(note)}`;
      time.textContent = formatTime(pickup_at);
    },
  };
}
