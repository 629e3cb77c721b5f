import type { Product } from '../../shared/contract/products.ts';
import { element } from '../components/element.ts';
import type { ItemView } from '../components/keyed-list.ts';
import { createStepper } from '../components/stepper.ts';
import { commonWords } from '../components/words.ts';
import { formatMoney, formatNumber } from '../components/wording.ts';
import { stepperFor } from './stepper-for.ts';
import { words } from './words.ts';

export interface ChosenProduct {
  readonly productId: number;
  readonly quantity: number;
  readonly note: string;
  /** Units left after a refusal for a shortage; undefined when unknown. */
  readonly left: number | undefined;
  /** Undefined when the product is no longer sold. */
  readonly product: Product | undefined;
}

export interface BasketLineActions {
  setQuantity(quantity: number): void;
  setNote(note: string): void;
}

export function createBasketLine(
  { product, note: firstNote }: ChosenProduct,
  actions: BasketLineActions,
): ItemView<ChosenProduct> {
  const name = product?.name ?? words.removedProduct;
  const isBaked = product?.kind === 'made_to_order';
  const stepper = createStepper(stepperFor(name), (quantity) => actions.setQuantity(quantity));
  const price = element('span', { className: 'price' });
  const tag = element('span', { className: 'tag' });
  const note = element('input', {
    className: 'note',
    maxLength: 200,
    placeholder: isBaked ? words.noteExample : words.note,
    ariaLabel: words.noteFor(name),
    // Shelf products rarely need a note, so the field is hidden at first.
    hidden: !isBaked && firstNote === '',
    oninput: () => actions.setNote(note.value),
  });
  const addNote = element('button', {
    type: 'button',
    className: 'link',
    textContent: words.addNote,
    ariaLabel: words.addNoteFor(name),
    hidden: !note.hidden,
    onclick: () => {
      note.hidden = false;
      addNote.hidden = true;
      note.focus();
    },
  });
  const remove = element('button', {
    type: 'button',
    className: 'link',
    textContent: words.remove,
    ariaLabel: words.removeOf(name),
    onclick: () => actions.setQuantity(0),
  });
  let left = 0;
  const setToLeft = element('button', {
    type: 'button',
    className: 'link',
    onclick: () => {
      actions.setQuantity(left);
      stepper.focus();
    },
  });
  return {
    element: element(
      'li',
      {},
      element('div', {}, element('span', { className: 'name', textContent: name }), tag),
      price,
      element(
        'div',
        { className: 'choice' },
        stepper.element,
        element('span', {}, setToLeft, addNote, remove),
      ),
      note,
    ),
    update(chosen) {
      const { product, quantity, note: typed } = chosen;
      const isShort = hasTooFew(chosen);
      stepper.update(quantity);
      if (note.value !== typed) note.value = typed;
      price.textContent = product ? formatMoney(product.price * quantity) : '';
      tag.textContent = describe(chosen);
      tag.classList.toggle('bad', !product?.available || isShort);
      tag.hidden = tag.textContent === '';
      left = chosen.left ?? 0;
      setToLeft.hidden = !isShort || left === 0;
      setToLeft.textContent = commonWords.setTo(formatNumber(left));
      setToLeft.ariaLabel = commonWords.setToOf(formatNumber(left), name);
    },
  };
}

function hasTooFew({ left, quantity }: ChosenProduct): boolean {
  return left !== undefined && left < quantity;
}

function describe(chosen: ChosenProduct): string {
  const { product, left = 0 } = chosen;
  if (!product) return words.noLongerSold;
  if (hasTooFew(chosen) && left > 0) return commonWords.onlyLeft(formatNumber(left));
  if (!product.available || hasTooFew(chosen)) return words.soldOut;
  return product.kind === 'made_to_order' ? words.madeToOrder : '';
}
