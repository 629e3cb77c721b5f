import { isolateForeign } from '../../shared/domain/readable-text.ts';
import type { OrderResponse } from '../../shared/contract/orders.ts';
import { bakery } from '../components/bakery.ts';
import { now } from '../components/clock.ts';
import { element } from '../components/element.ts';
import { getElement } from '../components/get-element.ts';
import { publicAddressOf } from '../components/order-link.ts';
import { createQrCode } from '../components/qr-code.ts';
import { dateOf, formatDay, formatMoment, formatTime } from '../components/wording.ts';
import { toCalendarFile } from './calendar-file.ts';
import type { OrderState } from './order-state.ts';
import { shareLink } from './share-link.ts';
import { words } from './words.ts';

/** The pickup time, and the code to show at pickup. */
export function createPickupPass(): (state: OrderState) => void {
  const pass = getElement('pass');
  const time = getElement('pickup-time');
  const proof = getElement('proof');
  const code = getElement('qr-code');
  const toCalendar = getElement('to-calendar');
  let codeOf = '';
  let order: OrderResponse | undefined;

  toCalendar.onclick = () => {
    if (order?.pickup_at) saveCalendarFile(order, order.pickup_at);
  };
  getElement('share').hidden = !('share' in navigator);
  getElement('share').onclick = () => void shareLink(words.order(order?.order_id ?? 0));

  return ({ found }) => {
    order = found.kind === 'whole' ? found.order : undefined;
    const isWanted = order !== undefined && !['Rejected', 'Cancelled'].includes(order.status);
    pass.hidden = !isWanted;
    if (!order || !isWanted) return;
    const { collected_at, pickup_at, order_id } = order;
    time.textContent = collected_at
      ? words.collected(formatMoment(collected_at))
      : describePickup(pickup_at);
    toCalendar.hidden = pickup_at === null || collected_at !== null;
    proof.hidden = collected_at !== null;
    const address = publicAddressOf(location, bakery.public_url);
    if (codeOf === address) return;
    codeOf = address;
    code.replaceChildren(createQrCode(address, words.qrCode(order_id)));
    getElement('number').textContent = String(order_id);
  };
}

function describePickup(pickupAt: string | null): string {
  if (pickupAt === null) return words.pickupFollows;
  return words.pickupAt(
    formatDay(dateOf(pickupAt)),
    formatTime(pickupAt),
    formatTime(endOf(pickupAt)),
  );
}

function endOf(pickupAt: string): Date {
  return new Date(Date.parse(pickupAt) + bakery.slot_minutes * 60_000);
}

function saveCalendarFile({ order_id, lines }: OrderResponse, pickupAt: string) {
  const file = toCalendarFile(
    {
      uid: `order-${order_id}@${new URL(bakery.public_url).host}`,
      startsAt: new Date(pickupAt),
      endsAt: endOf(pickupAt),
      title: words.calendarTitle(bakery.name),
      text: [
        words.order(order_id),
        ...lines.map(({ quantity, name }) => `${quantity} × ${isolateForeign(name)}`),
      ].join('\n'),
      url: publicAddressOf(location, bakery.public_url),
    },
    new Date(now()),
  );
  const url = URL.createObjectURL(new Blob([file], { type: 'text/calendar' }));
  element('a', { href: url, download: `order-${order_id}.ics` }).click();
  // The browser reads the URL after the click; a minute is more than enough.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
