import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import { element } from '../../components/element.ts';
import { formatMoney } from '../../components/wording.ts';
import { words } from './words.ts';

/** The order's lines with notes and allergens, and the total. */
export function createLines({ lines, total, currency }: StaffOrder): Node[] {
  return [
    element('h2', { textContent: words.lines }),
    element('ul', { className: 'order-lines' }, ...lines.map((line) => createLine(line, currency))),
    element(
      'p',
      { className: 'total' },
      element('span', { textContent: words.total }),
      element('strong', { textContent: formatMoney(total, currency) }),
    ),
  ];
}

function createLine(line: StaffOrder['lines'][number], currency: string): HTMLElement {
  const { name, quantity, unit_price, note } = line;
  return element(
    'li',
    {},
    element('b', { className: 'order-line-quantity', textContent: `${quantity} ×` }),
    element(
      'div',
      {},
      element('p', { className: 'order-line-name', textContent: name }),
      ...(note === null ? [] : [element('p', { className: 'ticket-note', textContent: note })]),
      element('p', { className: 'quiet', textContent: describeAllergens(line) }),
    ),
    element('span', {
      className: 'price',
      textContent: formatMoney(quantity * unit_price, currency),
    }),
  );
}
