import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { bakery } from '../../components/bakery.ts';
import { html } from '../../components/html.ts';
import { linkToOrder, toPublicAddress } from '../../components/order-link.ts';
import { qrCode } from '../../components/qr-code.ts';
import { formatMoment, formatMoney } from '../../components/wording.ts';
import { pickupTime } from './pickup.ts';
import { words } from './words.ts';

/**
 * The order on paper for the customer: lines, total, and a QR code of the order's page. It is no receipt, because nothing
 * here records a payment.
 */
export function orderPaper(order: StaffOrderResponse) {
  const { order_id, token, placed_at, lines, total, currency } = order;
  const link = toPublicAddress(linkToOrder(order_id, token), bakery.public_url);
  return html`<article class="paper order-paper">
    <p class="paper-bakery">${bakery.name}</p>
    ${bakeryContact()}
    <p class="paper-title">${words.orderOf(order_id)}</p>
    <p>${formatMoment(placed_at)}</p>
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
    <p class="paper-small">${words.noReceipt}</p>
    ${pickupTime(order)} ${qrCode(link, words.orderOf(order_id))}
    <p class="paper-small">${words.scan}</p>
  </article>`;
}

function bakeryContact() {
  const lines = [...bakery.address.split('\n'), bakery.phone].filter((line) => line !== '');
  return html`<div>${lines.map((line) => html`<p>${line}</p>`)}</div>`;
}
