import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { button } from '../../components/button.ts';
import { html, type TemplateResult } from '../../components/html.ts';
import { label } from './label.ts';
import { packingSlip } from './packing-slip.ts';
import { printPapers } from './print-papers.ts';
import { receipt } from './receipt.ts';
import { words } from './words.ts';

/** A button for each paper of an order. */
export function printButtons(order: StaffOrderResponse) {
  const print = (name: string, paper: (order: StaffOrderResponse) => TemplateResult) =>
    button('button soft', words.printOf(name), () => printPapers([paper(order)]));
  return html`<div class="choices" role="group" aria-label=${words.print}>
    ${print(words.label, label)} ${print(words.packingSlip, packingSlip)}
    ${print(words.receipt, receipt)}
  </div>`;
}
