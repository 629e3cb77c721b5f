import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { commonWords } from '../../components/words.ts';
import { formatList } from '../../components/wording.ts';
import { createPickup } from './pickup.ts';
import { words } from './words.ts';

/** For the bag: whose it is, when it is fetched, and what must not be eaten by whom. */
export function createLabel(order: StaffOrder): HTMLElement {
  const { order_id, customer, lines } = order;
  const contained = new Set(lines.flatMap(({ allergens }) => allergens));
  const allergens = [...contained].map((allergen) => commonWords.allergens[allergen]);
  return element(
    'article',
    { className: 'paper label' },
    element('p', { className: 'paper-number', textContent: String(order_id) }),
    element('p', { className: 'paper-name', textContent: customer?.name ?? words.noName }),
    createPickup(order),
    element('p', {
      className: 'paper-allergens',
      textContent:
        allergens.length === 0 ? words.noAllergens : words.contains(formatList(allergens)),
    }),
  );
}
