import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { html } from '../../components/html.ts';
import { formatPickup } from '../../components/wording.ts';
import { words } from './words.ts';

/** "Tue, 1 Dec · 10:30 am" */
export function pickupTime({ pickup_at }: StaffOrder) {
  return html`<p class="paper-pickup">
    ${pickup_at === null ? words.noSlot : formatPickup(pickup_at)}
  </p>`;
}
