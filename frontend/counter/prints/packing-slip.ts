import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import { html, nothing } from '../../components/html.ts';
import { lineOptions } from '../../components/line-options.ts';
import { pickupTime } from './pickup.ts';
import { words } from './words.ts';

/**
 * The packing slip: the customer's phone number, and every line with a box to tick, its options, its note and its
 * allergens.
 */
export function packingSlip(order: StaffOrder) {
  const { order_id, customer, lines, units } = order;
  const phone = customer?.phone ?? null;
  return html`<article class="paper packing-slip">
    <p class="paper-kind">${words.packingSlip}</p>
    <p class="paper-number">${order_id}</p>
    <p class="paper-name">${customer?.name ?? words.noName}</p>
    ${phone === null ? nothing : html`<p class="paper-phone">${phone}</p>`} ${pickupTime(order)}
    <ul class="paper-lines">
      ${lines.map(slipLine)}
    </ul>
    <p>${words.pieces(units)}</p>
  </article>`;
}

function slipLine(line: StaffOrder['lines'][number]) {
  const { quantity, name, note } = line;
  return html`<li>
    <span class="paper-box"></span>
    <b>${quantity} ×</b>
    <div>
      ${isolateForeign(name)} ${lineOptions(line)}
      ${note === null ? nothing : html`<em class="paper-note">${isolateForeign(note)}</em>`}
      <span class="paper-allergens">${describeAllergens(line)}</span>
    </div>
  </li>`;
}
