import type { Product } from '../../shared/contract/products.ts';
import { element } from '../components/element.ts';
import type { ItemView } from '../components/keyed-list.ts';
import { createPicture } from './picture.ts';
import { createStepper } from '../components/stepper.ts';
import { formatMoney } from '../components/wording.ts';
import { stepperFor } from './stepper-for.ts';
import { words } from './words.ts';

export interface OfferedProduct {
  readonly product: Product;
  /** How many of it are in the basket. */
  readonly quantity: number;
}

export function createProductCard(
  { product: { name } }: OfferedProduct,
  onChange: (quantity: number) => void,
): ItemView<OfferedProduct> {
  const title = element('h3', { textContent: name });
  const description = element('p', { className: 'description' });
  const price = element('span', { className: 'price' });
  const soldOut = element('span', { className: 'tag', textContent: words.soldOut });
  const add = element('button', {
    type: 'button',
    className: 'button soft',
    textContent: words.add,
    ariaLabel: words.addOf(name),
    onclick: () => onChange(1),
  });
  const stepper = createStepper(stepperFor(name), onChange);
  const card = element(
    'li',
    { className: 'card' },
    createPicture(name),
    element('div', { className: 'about' }, title, description),
    element('div', { className: 'offer' }, price, soldOut, add, stepper.element),
  );
  return {
    element: card,
    update({ product, quantity }) {
      const hadFocus = card.contains(document.activeElement);
      const canAdd = product.available && quantity === 0;
      title.textContent = product.name;
      description.textContent = product.description;
      price.textContent = formatMoney(product.price);
      card.classList.toggle('sold-out', !product.available);
      soldOut.hidden = product.available;
      stepper.update(quantity);
      const changesPlaces = stepper.element.hidden !== (quantity === 0);
      add.hidden = !canAdd;
      stepper.element.hidden = quantity === 0;
      // "Add" and the stepper give way to each other, and the keyboard goes along.
      if (!hadFocus || !changesPlaces) return;
      if (canAdd) add.focus();
      else stepper.focus();
    },
  };
}
