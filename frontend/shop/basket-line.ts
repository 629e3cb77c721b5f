import type { Product } from '../../shared/contract/products.ts';
import { element } from '../components/element.ts';
import type { ItemView } from '../components/keyed-list.ts';
import { createStepper } from '../components/stepper.ts';
import { formatMoney } from '../components/wording.ts';
import { stepperFor } from './stepper-for.ts';
import { words } from './words.ts';

export interface ChosenProduct {
  readonly productId: number;
  readonly quantity: number;
  /** Undefined when it is no longer sold. */
  readonly product: Product | undefined;
}

export function createBasketLine(
  { product }: ChosenProduct,
  onChange: (quantity: number) => void,
): ItemView<ChosenProduct> {
  const name = product?.name ?? words.noLongerSold;
  const stepper = createStepper(stepperFor(name), onChange);
  const price = element('span', { className: 'price' });
  const tag = element('span', { className: 'tag' });
  const remove = element('button', {
    type: 'button',
    className: 'link',
    textContent: words.takeOut,
    ariaLabel: words.takeOutOf(name),
    onclick: () => onChange(0),
  });
  return {
    element: element(
      'li',
      {},
      element('div', {}, element('span', { className: 'name', textContent: name }), tag),
      price,
      element('div', { className: 'choice' }, stepper.element, remove),
    ),
    update({ product, quantity }) {
      stepper.update(quantity);
      price.textContent = product ? formatMoney(product.price * quantity) : '';
      tag.textContent = describe(product);
      tag.classList.toggle('bad', !product?.available);
      tag.hidden = tag.textContent === '';
    },
  };
}

function describe(product: Product | undefined): string {
  if (!product) return words.notSold;
  if (!product.available) return words.soldOut;
  return product.kind === 'made_to_order' ? words.madeToOrder : '';
}
