import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { createLabel } from './label.ts';
import { createPackingSlip } from './packing-slip.ts';
import { printPapers } from './print-papers.ts';
import { createReceipt } from './receipt.ts';
import { words } from './words.ts';

/** A button for each paper of an order. @param find returns the current order */
export function createPrintButtons(find: () => StaffOrderResponse | undefined): HTMLElement {
  return element(
    'div',
    { className: 'choices', role: 'group', ariaLabel: words.print },
    createButton(words.label, createLabel),
    createButton(words.packingSlip, createPackingSlip),
    createButton(words.receipt, createReceipt),
  );

  function createButton(name: string, createPaper: (order: StaffOrderResponse) => HTMLElement) {
    return element('button', {
      type: 'button',
      className: 'button soft',
      textContent: words.printOf(name),
      onclick: () => {
        const order = find();
        if (order) printPapers(createPaper(order));
      },
    });
  }
}
