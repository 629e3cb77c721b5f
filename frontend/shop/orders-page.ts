import { explainStatus, wordStatus } from '../components/explain-status.ts';
import { html, nothing, repeat } from '../components/html.ts';
import { linkToOrder } from '../components/order-link.ts';
import { formatMoment, formatPickup, formatMoney } from '../components/wording.ts';
import type { ShopActions } from './shop-actions.ts';
import { isOpen, type PlacedOrder, type ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The orders that were placed in this browser. */
export function ordersPage({ orders, ordersOutdated }: ShopState, { orderAgain }: ShopActions) {
  return html`<section class="orders-page" aria-labelledby="orders-title">
    <a class="way-back" href="/">${words.keepShopping}</a>
    <h1 id="orders-title" tabindex="-1">${words.orders}</h1>
    <div class="live" role="status">
      <p class="notice" ?hidden=${!ordersOutdated}>
        <strong>${words.ordersOutdatedTitle}</strong> <span>${words.ordersOutdatedText}</span>
      </p>
    </div>
    ${orders.length === 0 ? noOrders() : nothing}
    <ol id="order-list" class="orders">
      ${repeat(
        orders,
        ({ id }) => id,
        (order) => orderCard(order, () => orderAgain(order)),
      )}
    </ol>
    <p class="quiet">${words.footer}</p>
  </section>`;
}

/** "2 × Birthday Cake (Large · Vanilla)" */
function describeLine({ quantity, name, choices = '' }: PlacedOrder['lines'][number]): string {
  const line = `${quantity}\u00a0×\u00a0${name}`;
  return choices === '' ? line : `${line} (${choices})`;
}

function noOrders() {
  return html`<div class="empty-state">
    <h2>${words.ordersEmpty}</h2>
    <a class="button" href="/">${words.toProducts}</a>
  </div>`;
}

function orderCard(order: PlacedOrder, onOrderAgain: () => void) {
  const { id, token, status, pickupAt, collectedAt, missedAt, placedAt, lines, total, currency } =
    order;
  const hasEnded = collectedAt !== null || missedAt !== null;
  const hasPickup = pickupAt !== null && status !== 'Cancelled' && !hasEnded;
  return html`<li class="order panel" data-status=${missedAt === null ? status : 'Missed'}>
    <h2><a class="order-link" href=${linkToOrder(id, token)}>${words.order(id)}</a></h2>
    <strong class="status">${wordStatus(order)}</strong>
    <p class="meaning">${explainStatus(order)}</p>
    ${hasPickup ? html`<p class="meaning">${words.pickupAt(formatPickup(pickupAt))}</p>` : nothing}
    <p class="contents">${lines.map(describeLine).join(', ')}</p>
    <p class="facts">
      <span>${formatMoney(total, currency)} · ${formatMoment(placedAt)}</span>
      <button
        class="link"
        type="button"
        aria-label=${words.orderAgainOf(id)}
        ?hidden=${isOpen(order)}
        @click=${onOrderAgain}
      >
        ${words.orderAgain}
      </button>
    </p>
  </li>`;
}
