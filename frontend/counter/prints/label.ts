import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { nameAllergens } from '../../components/describe-allergens.ts';
import { element } from '../../components/element.ts';
import { formatList } from '../../components/wording.ts';
import { createPickup } from './pickup.ts';
import { words } from './words.ts';

/** For the bag: whose it is, when it is fetched, and what must not be eaten by whom. */
export function createLabel(order: StaffOrder): HTMLElement {
  const { order_id, customer, lines } = order;
  return element(
    'article',
    { className: 'paper label' },
    element('p', { className: 'paper-number', textContent: String(order_id) }),
    element('p', { className: 'paper-name', textContent: customer?.name ?? words.noName }),
    createPickup(order),
    element('p', { className: 'paper-allergens', textContent: describeLines(lines) }),
  );
}

/** A product without declared allergens is named, so that the label never passes it as free of them. */
function describeLines(lines: StaffOrder['lines']): string {
  const contained = new Set(lines.flatMap(({ allergens }) => allergens ?? []));
  const undeclared = lines.filter(({ allergens }) => allergens === null).map(({ name }) => name);
  return [
    ...(contained.size > 0 ? [words.contains(nameAllergens([...contained]))] : []),
    ...(undeclared.length > 0 ? [words.notDeclared(formatList([...new Set(undeclared)]))] : []),
    ...(contained.size === 0 && undeclared.length === 0 ? [words.noAllergens] : []),
  ].join(' ');
}
