import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { button } from '../../components/button.ts';
import { type EventAt, html } from '../../components/html.ts';
import { labels } from './label.ts';
import { orderPaper } from './order-paper.ts';
import { packingSlip } from './packing-slip.ts';
import { printPapers } from './print-papers.ts';
import { words } from './words.ts';

const maxBags = 20;

/** A button for each paper of an order. An order in several bags gets a label for each. */
export function printButtons(order: StaffOrderResponse) {
  const printLabels = ({ currentTarget }: EventAt<HTMLElement>) => {
    const field = currentTarget.parentElement?.querySelector('input');
    printPapers(labels(order, toBags(field?.valueAsNumber)));
  };
  return html`<div class="choices" role="group" aria-label=${words.print}>
    <div class="bag-labels">
      <button type="button" class="button soft" @click=${printLabels}>
        ${words.printOf(words.label)}
      </button>
      <label>
        ${words.bags}
        <input type="number" inputmode="numeric" min="1" max=${maxBags} value="1" />
      </label>
    </div>
    ${button('button soft', words.printOf(words.packingSlip), () => printPapers([packingSlip(order)]))}
    ${button('button soft', words.printOf(words.order), () => printPapers([orderPaper(order)]))}
  </div>`;
}

/** @param typed NaN when the field is empty */
function toBags(typed = 1): number {
  return Math.min(Math.max(Math.round(typed) || 1, 1), maxBags);
}
