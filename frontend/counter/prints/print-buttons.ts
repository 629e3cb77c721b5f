import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { html, type TemplateResult } from '../../components/html.ts';
import { label } from './label.ts';
import { packingSlip } from './packing-slip.ts';
import { printPapers } from './print-papers.ts';
import { receipt } from './receipt.ts';
import { words } from './words.ts';

/** A button for each paper of an order. */
export function printButtons(order: StaffOrderResponse) {
  const button = (name: string, paper: (order: StaffOrderResponse) => TemplateResult) =>
    html`<button type="button" class="button soft" @click=${() => printPapers([paper(order)])}>
      ${words.printOf(name)}
    </button>`;
  return html`<div class="choices" role="group" aria-label=${words.print}>
    ${button(words.label, label)} ${button(words.packingSlip, packingSlip)}
    ${button(words.receipt, receipt)}
  </div>`;
}
