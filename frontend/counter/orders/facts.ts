import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { phoneExtension } from '../../../shared/domain/readable-text.ts';
import { element } from '../../components/element.ts';
import { wordReason } from '../../components/words.ts';
import { dateOf, formatDay, formatMoment, formatTime } from '../../components/wording.ts';
import { wordBy } from './timeline.ts';
import { words } from './words.ts';

type Fact = readonly [name: string, value: string | Node | null];

/** Pickup, customer, and how the order was placed. */
export function createFacts(order: StaffOrder): Node[] {
  const { pickup_at, collected_at, customer, placed_at, placed_by, reason, override_reason } =
    order;
  const facts: readonly Fact[] = [
    [words.pickup, pickup_at === null ? words.noSlot : formatPickup(pickup_at)],
    [words.collected, collected_at && formatMoment(collected_at)],
    [words.customer, customer?.name ?? words.noName],
    [words.phone, customer?.phone ? createLink(toPhoneLink(customer.phone), customer.phone) : null],
    [words.email, customer?.email ? createLink(`mailto:${customer.email}`, customer.email) : null],
    [words.placed, formatMoment(placed_at)],
    [words.takenBy, placed_by && wordBy(placed_by)],
    [words.reason, reason && wordReason(reason)],
    [words.overridden, override_reason],
  ];
  return [
    element('h2', { textContent: words.facts }),
    element(
      'dl',
      { className: 'facts-list' },
      ...facts.flatMap(([name, value]) =>
        value === null ? [] : [element('dt', { textContent: name }), element('dd', {}, value)],
      ),
    ),
  ];
}

function formatPickup(instant: string): Node {
  return element(
    'span',
    {},
    element('b', { className: 'pickup-time', textContent: formatTime(instant) }),
    element('span', { textContent: formatDay(dateOf(instant)) }),
  );
}

function createLink(href: string, text: string): HTMLElement {
  return element('a', { className: 'reach', href, textContent: text });
}

/** RFC 3966 writes an extension as ";ext=". */
function toPhoneLink(phone: string): string {
  return `tel:${phone.replace(phoneExtension, ';ext=$1')}`;
}
