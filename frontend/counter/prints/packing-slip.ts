import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { html, nothing } from '../../components/html.ts';
import { pickupTime } from './pickup.ts';
import { words } from './words.ts';

/** The packing slip: every line with a box to tick, and its note. */
export function packingSlip(order: StaffOrder) {
  return html`<article class="paper packing-slip">
    <p class="paper-kind">${words.packingSlip}</p>
    <p class="paper-number">${order.order_id}</p>
    <p class="paper-name">${order.customer?.name ?? words.noName}</p>
    ${pickupTime(order)}
    <ul class="paper-lines">
      ${order.lines.map(slipLine)}
    </ul>
    <p>${words.pieces(order.units)}</p>
  </article>`;
}

function slipLine({ quantity, name, note }: StaffOrder['lines'][number]) {
  return html`<li>
    <span class="paper-box"></span>
    <b>${quantity} ×</b>
    <span>
      ${isolateForeign(name)}
      ${note === null ? nothing : html`<em class="paper-note">${isolateForeign(note)}</em>`}
    </span>
  </li>`;
}
