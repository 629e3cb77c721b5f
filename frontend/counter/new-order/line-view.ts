import { element } from '../../components/element.ts';
import type { ItemView } from '../../components/keyed-list.ts';
import { createStepper } from '../../components/stepper.ts';
import { commonWords } from '../../components/words.ts';
import { formatMoney, formatNumber } from '../../components/wording.ts';
import { maxQuantity, type DraftLine } from './draft-order.ts';
import { words } from './words.ts';

export interface ShownLine extends DraftLine {
  /** Units left after a refusal for a shortage; undefined when unknown. */
  readonly left: number | undefined;
}

/** A line of the draft order: quantity, price and a note for the bakers. */
export function createLineView(
  { product: { name } }: ShownLine,
  onQuantity: (quantity: number) => void,
  onNote: (note: string) => void,
): ItemView<ShownLine> {
  const stepper = createStepper({ max: maxQuantity, labels: words.quantityOf(name) }, onQuantity);
  const price = element('span', { className: 'price' });
  const note = element('input', {
    className: 'line-note',
    placeholder: words.note,
    ariaLabel: words.noteOf(name),
    maxLength: 200,
    autocomplete: 'off',
    oninput: () => onNote(note.value),
  });
  let left = 0;
  const tag = element('span', { className: 'tag bad' });
  const change = element('button', {
    type: 'button',
    className: 'link',
    onclick: () => {
      onQuantity(left);
      stepper.focus();
    },
  });
  return {
    element: element(
      'li',
      {},
      element('span', { className: 'name', textContent: name }),
      price,
      note,
      stepper.element,
      element('span', { className: 'line-shortage' }, tag, change),
    ),
    update({ quantity, product, left: units }) {
      left = units ?? 0;
      tag.textContent = left === 0 ? words.soldOut : commonWords.onlyLeft(formatNumber(left));
      change.textContent = left === 0 ? words.remove : commonWords.setTo(formatNumber(left));
      change.ariaLabel =
        left === 0 ? words.removeOf(name) : commonWords.setToOf(formatNumber(left), name);
      for (const part of [tag, change]) part.hidden = units === undefined || units >= quantity;
      stepper.update(quantity);
      price.textContent = formatMoney(product.price * quantity);
    },
  };
}
