import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { dateOf, formatShortDay, formatTime } from '../../components/wording.ts';
import { words } from './words.ts';

/** "Tue, 1 Dec · 10:30 am" */
export function createPickup({ pickup_at }: StaffOrder): HTMLElement {
  return element('p', {
    className: 'paper-pickup',
    textContent:
      pickup_at === null
        ? words.noSlot
        : `${formatShortDay(dateOf(pickup_at))} · ${formatTime(pickup_at)}`,
  });
}
