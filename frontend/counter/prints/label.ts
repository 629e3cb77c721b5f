import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { bakery } from '../../components/bakery.ts';
import { inOneLine } from '../../components/contact-links.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import { html, nothing } from '../../components/html.ts';
import { pickupTime } from './pickup.ts';
import { words } from './words.ts';

/** One of the bags that an order fills, counted from 1. */
interface Bag {
  readonly number: number;
  readonly count: number;
}

/** The label for a bag: number, customer, pickup time, and the order's contents with their allergens. */
export function label(order: StaffOrder, bag: Bag = { number: 1, count: 1 }) {
  return html`<article class="paper label">
    <p class="paper-number">
      ${order.order_id}
      ${
        bag.count === 1
          ? nothing
          : html`<span class="paper-bag">${words.bagOf(bag.number, bag.count)}</span>`
      }
    </p>
    <p class="paper-name">${order.customer?.name ?? words.noName}</p>
    ${pickupTime(order)}
    <ul class="paper-lines">
      ${order.lines.map(labelLine)}
    </ul>
    <p class="paper-small">${sender()}</p>
  </article>`;
}

/** One label for each bag. */
export function labels(order: StaffOrder, bags: number) {
  return Array.from({ length: bags }, (_, index) =>
    label(order, { number: index + 1, count: bags }),
  );
}

function labelLine(line: StaffOrder['lines'][number]) {
  return html`<li>
    <b>${line.quantity} ×</b>
    <span>
      ${isolateForeign(line.name)}
      <span class="paper-allergens">${describeAllergens(line)}</span>
    </span>
  </li>`;
}

/** Name and address of the bakery, which food that is sold prepacked must carry. */
function sender(): string {
  const { name, address } = bakery;
  return address === '' ? name : `${name}, ${inOneLine(address)}`;
}
