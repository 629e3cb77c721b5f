import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { nameAllergens } from '../../components/describe-allergens.ts';
import { element } from '../../components/element.ts';
import { formatList } from '../../components/wording.ts';
import { createPickup } from './pickup.ts';
import { words } from './words.ts';

/** The label for the bag: number, customer, pickup time and allergens. */
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

/** Names products without declared allergens, so that the label never implies that they contain no allergens. */
function describeLines(lines: StaffOrder['lines']): string {
  const contained = new Set(lines.flatMap(({ allergens }) => allergens ?? []));
  const possible = new Set(
    lines.flatMap(({ traces }) => traces).filter((trace) => !contained.has(trace)),
  );
  const undeclared = lines.filter(({ allergens }) => allergens === null).map(({ name }) => name);
  return [
    ...(contained.size > 0 ? [words.contains(nameAllergens([...contained]))] : []),
    ...(possible.size > 0 ? [words.mayContain(nameAllergens([...possible]))] : []),
    ...(undeclared.length > 0 ? [words.notDeclared(formatList([...new Set(undeclared)]))] : []),
    ...(contained.size + possible.size === 0 && undeclared.length === 0 ? [words.noAllergens] : []),
  ].join(' ');
}
