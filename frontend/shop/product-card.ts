import type { Product } from '../../shared/contract/products.ts';
import { describeAllergens, isFreeOfAllergens } from '../components/describe-allergens.ts';
import { element } from '../components/element.ts';
import type { ItemView } from '../components/keyed-list.ts';
import { createPicture } from '../components/picture.ts';
import { createStepper } from '../components/stepper.ts';
import { commonWords } from '../components/words.ts';
import { formatMoney, formatNumber } from '../components/wording.ts';
import { stepperFor } from './stepper-for.ts';
import { words } from './words.ts';

export interface OfferedProduct {
  readonly product: Product;
  /** Quantity in the basket. */
  readonly quantity: number;
  /** Units left after a refusal for a shortage; undefined when unknown. */
  readonly left: number | undefined;
}

export function createProductCard(
  { product: { name, picture } }: OfferedProduct,
  onChange: (quantity: number) => void,
): ItemView<OfferedProduct> {
  const title = element('h3', { textContent: name });
  const description = element('p', { className: 'description' });
  const allergens = element('p', { className: 'allergens' });
  const price = element('span', { className: 'price' });
  const tag = element('span', { className: 'tag' });
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
    createPicture(name, picture),
    element('div', { className: 'about' }, title, description, allergens, tag),
    element('div', { className: 'offer' }, price, add, stepper.element),
  );
  return {
    element: card,
    update(offered) {
      const { product, quantity } = offered;
      const hadFocus = card.contains(document.activeElement);
      const canAdd = product.available && quantity === 0;
      title.textContent = product.name;
      description.textContent = product.description;
      price.textContent = formatMoney(product.price);
      card.classList.toggle('sold-out', !product.available);
      allergens.textContent = isFreeOfAllergens(product) ? '' : describeAllergens(product);
      tag.textContent = describeSupply(offered);
      tag.hidden = tag.textContent === '';
      stepper.update(quantity);
      const changesPlaces = stepper.element.hidden !== (quantity === 0);
      add.hidden = !canAdd;
      stepper.element.hidden = quantity === 0;
      // "Add" and the stepper replace each other, so the focus moves to the visible control.
      if (!hadFocus || !changesPlaces) return;
      if (canAdd) add.focus();
      else stepper.focus();
    },
  };
}

/** Availability, and the lead time of a made-to-order product. */
function describeSupply({ product, left = 0 }: OfferedProduct): string {
  const { available, kind, lead_time_hours: hours } = product;
  if (!available) return kind === 'shelf' ? words.soldOutToday : words.fullyBooked;
  if (left > 0) return commonWords.onlyLeft(formatNumber(left));
  return hours > 0 ? words.readyIn(hours) : '';
}
