import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { nameAllergens } from '../../components/describe-allergens.ts';
import { html } from '../../components/html.ts';
import { formatList } from '../../components/wording.ts';
import { pickupTime } from './pickup.ts';
import { words } from './words.ts';

/** The label for the bag: number, customer, pickup time and allergens. */
export function label(order: StaffOrder) {
  return html`<article class="paper label">
    <p class="paper-number">${order.order_id}</p>
    <p class="paper-name">${order.customer?.name ?? words.noName}</p>
    ${pickupTime(order)}
    <p class="paper-allergens">${describeLines(order.lines)}</p>
  </article>`;
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
