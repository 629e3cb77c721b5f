import type { OrderResponse } from '../../shared/contract/orders.ts';
import { bakery } from '../components/bakery.ts';
import { isDayOver } from '../components/business-day.ts';
import { callTo, directionsTo } from '../components/contact-links.ts';
import { html, nothing, ref } from '../components/html.ts';
import { publicAddressOf } from '../components/order-link.ts';
import { dateOf, formatDay, formatMoment, formatTime } from '../components/wording.ts';
import type { OrderActions } from './order.ts';
import type { OrderState } from './order-state.ts';
import { words } from './words.ts';

/** Whether the order was picked up or may still be. */
export function mayBePickedUp({ status, missed_at }: OrderResponse): boolean {
  return status !== 'Rejected' && status !== 'Cancelled' && missed_at === null;
}

/** Whether the order was not picked up on its day. */
export function isOverdue({ pickup_at, collected_at }: OrderResponse): boolean {
  return pickup_at !== null && collected_at === null && isDayOver(pickup_at);
}

/** The pickup time, and the code to show at pickup. */
export function pickupPass(order: OrderResponse, state: OrderState, actions: OrderActions) {
  if (!mayBePickedUp(order)) return nothing;
  const { pickup_at, collected_at, order_id } = order;
  const isAhead = pickup_at !== null && collected_at === null && !isOverdue(order);
  return html`<section id="pass" class="panel pass" aria-labelledby="pass-title">
    <div class="when">
      <h2 id="pass-title">${words.pickup}</h2>
      <p id="pickup-time" class="collect-at">${pickupText(pickup_at, collected_at)}</p>
      <p class="quiet" ?hidden=${collected_at !== null}>${words.payAtPickup}</p>
      <div class="buttons">
        ${isAhead ? softButton(words.toCalendar, actions.saveToCalendar) : nothing}
        ${collected_at === null ? visitLinks(state) : nothing}
        ${'share' in navigator ? softButton(words.share, actions.share) : nothing}
        ${softButton(words.copyLink, actions.copyLink)}
      </div>
      ${state.isLinkShown ? linkField() : nothing}
    </div>
    ${
      collected_at !== null
        ? nothing
        : html`<div id="proof" class="proof">
            <div class="qr-place" ${ref(actions.watchCode)}>${state.qrCode}</div>
            <p class="order-number">${order_id}</p>
            <p class="quiet">${words.pass}</p>
          </div>`
    }
  </section>`;
}

function pickupText(pickupAt: string | null, collectedAt: string | null) {
  if (collectedAt !== null) return words.collected(formatMoment(collectedAt));
  return pickupAt === null ? words.pickupFollows : pickupLine(pickupAt);
}

/** The day and the time; neither breaks inside. */
export function pickupLine(pickupAt: string) {
  const day = formatDay(dateOf(pickupAt));
  const hours = words.pickupHours(formatTime(pickupAt), formatTime(endOfPickup(pickupAt)));
  return html`<span class="pickup-day">${day},</span> <span class="pickup-hours">${hours}</span>`;
}

export function endOfPickup(pickupAt: string): Date {
  return new Date(Date.parse(pickupAt) + bakery.slot_minutes * 60_000);
}

/** The way to the bakery, and its phone. */
function visitLinks({ bakery: { address, phone } }: OrderState) {
  return html`${address === '' ? nothing : softLink(words.directions, directionsTo(address))}
  ${phone === '' ? nothing : softLink(words.call, callTo(phone))}`;
}

function softLink(text: string, href: string) {
  const target = href.startsWith('tel:') ? nothing : '_blank';
  return html`<a class="button soft" href=${href} target=${target} rel="noreferrer">${text}</a>`;
}

function softButton(text: string, onClick: () => void) {
  return html`<button class="button soft" type="button" @click=${onClick}>${text}</button>`;
}

/** Without HTTPS there is no clipboard: the link is shown for copying by hand. */
function linkField() {
  return html`<input
    id="link"
    class="note"
    readonly
    aria-label=${words.linkLabel}
    .value=${publicAddressOf(location, bakery.public_url)}
  />`;
}
