import { element } from '../../components/element.ts';
import type { ItemView } from '../../components/keyed-list.ts';
import { createStepper } from '../../components/stepper.ts';
import { formatMoney } from '../../components/wording.ts';
import { maxQuantity, type SlipLine } from './slip.ts';
import { words } from './words.ts';

/** A line of the slip: how many, what it costs, and a note for the bakers. */
export function createLineView(
  { product: { name } }: SlipLine,
  onQuantity: (quantity: number) => void,
  onNote: (note: string) => void,
): ItemView<SlipLine> {
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
  return {
    element: element(
      'li',
      {},
      element('span', { className: 'name', textContent: name }),
      price,
      note,
      stepper.element,
    ),
    update({ quantity, product }) {
      stepper.update(quantity);
      price.textContent = formatMoney(product.price * quantity);
    },
  };
}
