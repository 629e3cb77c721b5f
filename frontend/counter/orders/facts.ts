import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { phoneExtension } from '../../../shared/domain/readable-text.ts';
import { html } from '../../components/html.ts';
import { commonWords, wordReason } from '../../components/words.ts';
import { dateOf, formatDay, formatMoment, formatTime } from '../../components/wording.ts';
import { factsPanel } from '../facts-panel.ts';
import { wordBy } from './timeline.ts';
import { words } from './words.ts';

/** Pickup, customer, and how the order was placed. */
export function orderFacts(order: StaffOrder) {
  const {
    pickup_at,
    collected_at,
    missed_at,
    customer,
    placed_at,
    placed_by,
    reason,
    override_reason,
  } = order;
  return factsPanel(words.facts, [
    [words.pickup, pickup_at === null ? words.noSlot : pickupTime(pickup_at)],
    [words.collected, collected_at && formatMoment(collected_at)],
    [commonWords.missed, missed_at && formatMoment(missed_at)],
    [words.customer, customer?.name ?? words.noName],
    [words.phone, customer?.phone ? link(toPhoneLink(customer.phone), customer.phone) : null],
    [words.email, customer?.email ? link(`mailto:${customer.email}`, customer.email) : null],
    [words.placed, formatMoment(placed_at)],
    [words.takenBy, placed_by && wordBy(placed_by)],
    [words.reason, reason && wordReason(reason)],
    [words.overridden, override_reason],
  ]);
}

function pickupTime(instant: string) {
  return html`<b class="pickup-time">${formatTime(instant)}</b>${formatDay(dateOf(instant))}`;
}

function link(href: string, text: string) {
  return html`<a class="reach" href=${href}>${text}</a>`;
}

/** RFC 3966 writes an extension as ";ext=". */
function toPhoneLink(phone: string): string {
  return `tel:${phone.replace(phoneExtension, ';ext=$1')}`;
}
