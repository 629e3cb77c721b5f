import type { StaffOrder, StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { bakery } from '../../components/bakery.ts';
import { element } from '../../components/element.ts';
import { linkToOrder, toPublicAddress } from '../../components/order-link.ts';
import { createQrCode } from '../../components/qr-code.ts';
import { formatMoment, formatMoney } from '../../components/wording.ts';
import { createPickup } from './pickup.ts';
import { words } from './words.ts';

/** The customer's receipt: lines, total, and a QR code of the order's page. */
export function createReceipt(order: StaffOrderResponse): HTMLElement {
  const { order_id, token, placed_at, lines, total, currency } = order;
  const address = toPublicAddress(linkToOrder(order_id, token), bakery.public_url);
  return element(
    'article',
    { className: 'paper receipt' },
    element('p', { className: 'paper-bakery', textContent: bakery.name }),
    element('p', { textContent: `${words.order(order_id)} · ${formatMoment(placed_at)}` }),
    element('ul', { className: 'paper-lines' }, ...lines.map((line) => createLine(line, currency))),
    element(
      'p',
      { className: 'paper-total' },
      element('span', { textContent: words.total }),
      element('span', { textContent: formatMoney(total, currency) }),
    ),
    createPickup(order),
    createQrCode(address, words.order(order_id)),
    element('p', { className: 'paper-thanks', textContent: words.scan }),
  );
}

function createLine(
  { quantity, name, unit_price }: StaffOrder['lines'][number],
  currency: string,
): HTMLElement {
  return element(
    'li',
    {},
    element('b', { textContent: `${quantity} ×` }),
    element('span', { textContent: name }),
    element('span', {
      className: 'paper-price',
      textContent: formatMoney(quantity * unit_price, currency),
    }),
  );
}
