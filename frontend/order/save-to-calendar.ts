import { isolateForeign } from '../../shared/domain/readable-text.ts';
import type { OrderResponse } from '../../shared/contract/orders.ts';
import { bakery } from '../components/bakery.ts';
import { inOneLine } from '../components/contact-links.ts';
import { now } from '../components/clock.ts';
import { describeOptions } from '../components/describe-options.ts';
import { publicAddressOf } from '../components/order-link.ts';
import { toCalendarFile } from './calendar-file.ts';
import { endOfPickup } from './pickup-pass.ts';
import { words } from './words.ts';

type Line = OrderResponse['lines'][number];

/** "2 × Birthday Cake (Large · Vanilla)" */
function describeLine({ quantity, name, options }: Line): string {
  const choices = describeOptions(options);
  const line = `${quantity} × ${isolateForeign(name)}`;
  return choices === '' ? line : `${line} (${choices})`;
}

/** Offers the pickup as a calendar file. */
export function saveToCalendar({ order_id, lines }: OrderResponse, pickupAt: string): void {
  const file = toCalendarFile(
    {
      uid: `order-${order_id}@${new URL(bakery.public_url).host}`,
      startsAt: new Date(pickupAt),
      endsAt: endOfPickup(pickupAt),
      title: words.calendarTitle(bakery.name),
      text: [words.order(order_id), ...lines.map(describeLine)].join('\n'),
      place: inOneLine(bakery.address),
      url: publicAddressOf(location, bakery.public_url),
    },
    new Date(now()),
  );
  const url = URL.createObjectURL(new Blob([file], { type: 'text/calendar' }));
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: `order-${order_id}.ics` }).click();
  // The browser reads the URL after the click; a minute is more than enough.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
