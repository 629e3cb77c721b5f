import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { bakery } from '../../components/bakery.ts';
import { html } from '../../components/html.ts';
import { linkToOrder, toPublicAddress } from '../../components/order-link.ts';
import { qrCode } from '../../components/qr-code.ts';
import { formatMoment, formatMoney } from '../../components/wording.ts';
import { pickupTime } from './pickup.ts';
import { words } from './words.ts';

/** The customer's receipt: lines, total, and a QR code of the order's page. */
export function receipt(order: StaffOrderResponse) {
  const { order_id, token, placed_at, lines, total, currency } = order;
  const address = toPublicAddress(linkToOrder(order_id, token), bakery.public_url);
  return html`<article class="paper receipt">
    <p class="paper-bakery">${bakery.name}</p>
    <p>${words.order(order_id)} · ${formatMoment(placed_at)}</p>
    <ul class="paper-lines">
      ${lines.map(
        ({ quantity, name, unit_price }) =>
          html`<li>
            <b>${quantity} ×</b>
            <span>${name}</span>
            <span class="paper-price">${formatMoney(quantity * unit_price, currency)}</span>
          </li>`,
      )}
    </ul>
    <p class="paper-total">
      <span>${words.total}</span><span>${formatMoney(total, currency)}</span>
    </p>
    ${pickupTime(order)} ${qrCode(address, words.order(order_id))}
    <p class="paper-thanks">${words.scan}</p>
  </article>`;
}
