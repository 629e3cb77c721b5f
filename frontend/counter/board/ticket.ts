import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { html, nothing } from '../../components/html.ts';
import { wordReason } from '../../components/words.ts';
import { actionButtons } from '../order-actions/action-buttons.ts';
import { nameStatus, statusOf } from '../order-actions/counter-status.ts';
import type { OrderActions } from '../order-actions/order-actions.ts';
import { words } from './words.ts';

/** An order on the board, as it is shown. */
export interface Ticket {
  readonly order: StaffOrder;
  readonly isFresh: boolean;
  readonly mayUndo: boolean;
  readonly isBlocked: boolean;
}

export function ticketView(ticket: Ticket, actions: OrderActions) {
  const { order, isFresh } = ticket;
  const { order_id: id, customer, lines } = order;
  const status = statusOf(order);
  const remark = remarkOn(order);
  return html`<li class="ticket" data-order=${id} data-status=${status}>
    <div class="ticket-head">
      <h3><a href="#/orders/${id}">${id}</a></h3>
      ${isFresh ? html`<span class="tag fresh">${words.fresh}</span>` : nothing}
      <strong class="status">${nameStatus(status)}</strong>
    </div>
    <p class="ticket-name ${customer ? '' : 'quiet'}">${customer?.name ?? words.noName}</p>
    <ul class="ticket-lines">
      ${lines.map(ticketLine)}
    </ul>
    ${remark === '' ? nothing : html`<p class="quiet">${remark}</p>`}
    ${actionButtons(order, ticket, actions)}
  </li>`;
}

function ticketLine({ quantity, name, note }: StaffOrder['lines'][number]) {
  return html`<li>
    <b>${quantity} ×</b> ${isolateForeign(name)}
    ${note === null ? nothing : html`<em class="ticket-note">${isolateForeign(note)}</em>`}
  </li>`;
}

function remarkOn(order: StaffOrder): string {
  return [
    order.reason === null ? '' : isolateForeign(wordReason(order.reason)),
    order.override_reason === null ? '' : words.overridden(order.override_reason),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
