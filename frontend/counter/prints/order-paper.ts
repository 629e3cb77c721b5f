import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { inscriptionsOf, nameChoice } from '../../../shared/domain/line-options.ts';
import { bakery } from '../../components/bakery.ts';
import { html, nothing } from '../../components/html.ts';
import { inscriptionList } from '../../components/line-options.ts';
import { linkToOrder, toPublicAddress } from '../../components/order-link.ts';
import { qrCode } from '../../components/qr-code.ts';
import { formatMoment, formatMoney } from '../../components/wording.ts';
import { pickupTime } from './pickup.ts';
import { words } from './words.ts';

/**
 * The order on paper for the customer: lines with the prices of their options, total, and a QR code of the order's page. It is no receipt, because nothing
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
      ${lines.map((line) => paperLine(line, currency))}
    </ul>
    <p class="paper-total">
      <span>${words.total}</span><span>${formatMoney(total, currency)}</span>
    </p>
    <p class="paper-small">${words.noReceipt}</p>
    ${pickupTime(order)} ${qrCode(link, words.orderOf(order_id))}
    <p class="paper-small">${words.scan}</p>
  </article>`;
}

type Line = StaffOrderResponse['lines'][number];

function paperLine({ quantity, name, unit_price, options }: Line, currency: string) {
  const choices = options.map((option) => choice(option, quantity, currency));
  return html`<li>
    <b>${quantity} ×</b>
    <div>
      ${name}
      ${
        choices.length === 0
          ? nothing
          : html`<ul class="paper-choices">
              ${choices}
            </ul>`
      }
    </div>
    <span class="paper-price">${formatMoney(quantity * unit_price, currency)}</span>
  </li>`;
}

/** A choice with its price, which is part of the line's. */
function choice(option: Line['options'][number], pieces: number, currency: string) {
  const { price } = option;
  const amount = `${price < 0 ? '−' : '+'}${formatMoney(Math.abs(price), currency)}`;
  return html`<li>
    ${nameChoice(option)} ${price === 0 ? nothing : pieces === 1 ? amount : words.each(amount)}
    ${inscriptionList(inscriptionsOf([option]), pieces)}
  </li>`;
}

function bakeryContact() {
  const lines = [...bakery.address.split('\n'), bakery.phone].filter((line) => line !== '');
  return html`<div>${lines.map((line) => html`<p>${line}</p>`)}</div>`;
}
