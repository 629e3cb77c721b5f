import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { createPickup } from './pickup.ts';
import { words } from './words.ts';

/** The packing slip: every line with a box to tick, and its note. */
export function createPackingSlip(order: StaffOrder): HTMLElement {
  const { order_id, customer, lines, units } = order;
  return element(
    'article',
    { className: 'paper packing-slip' },
    element('p', { className: 'paper-kind', textContent: words.packingSlip }),
    element('p', { className: 'paper-number', textContent: String(order_id) }),
    element('p', { className: 'paper-name', textContent: customer?.name ?? words.noName }),
    createPickup(order),
    element('ul', { className: 'paper-lines' }, ...lines.map(createLine)),
    element('p', { textContent: words.pieces(units) }),
  );
}

function createLine({ quantity, name, note }: StaffOrder['lines'][number]): HTMLElement {
  return element(
    'li',
    {},
    element('span', { className: 'paper-box' }),
    element('b', { textContent: `${quantity} ×` }),
    element(
      'span',
      {},
      isolateForeign(name),
      ...(note === null
        ? []
        : [element('em', { className: 'paper-note', textContent: isolateForeign(note) })]),
    ),
  );
}
