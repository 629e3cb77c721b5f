import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { html, nothing } from '../../components/html.ts';
import { lineOptions } from '../../components/line-options.ts';
import { wordReason } from '../../components/words.ts';
import { formatMoney } from '../../components/wording.ts';
import { type ActionableOrder, nextButton, undoButton } from '../order-actions/action-buttons.ts';
import { isOpen, nameStatus, statusOf } from '../order-actions/counter-status.ts';
import type { OrderActions } from '../order-actions/order-actions.ts';
import { words } from './words.ts';

/** A row of the board. */
export interface Ticket extends ActionableOrder {
  /** Shown with search results, which a phone number may have found. */
  readonly phone: string | null;
  readonly isFresh: boolean;
  /** Whether its slot is over, but the order is not finished. */
  readonly isLate: boolean;
  /** Whether its status is shown. */
  readonly hasStatus: boolean;
}

/** An order on the board: one row, whose left part opens the order. */
export function ticketView(ticket: Ticket, actions: OrderActions) {
  const { order, phone, isFresh, isLate, hasStatus } = ticket;
  const { order_id: id, customer, lines, total, currency } = order;
  const status = statusOf(order);
  const remark = remarkOn(order);
  return html`<li
    class="ticket ${isLate ? 'late' : ''}"
    data-order=${id}
    data-status=${status}
    data-open=${isOpen(order)}
  >
    <h3><a href="#/orders/${id}">${id}</a></h3>
    <p class="ticket-name">
      <span class=${customer ? '' : 'quiet'}>${customer?.name ?? words.noName}</span>
      ${phone === null ? nothing : html`<span class="quiet">${phone}</span>`}
      <span class="tag fresh" ?hidden=${!isFresh}>${words.fresh}</span>
      <strong class="status" ?hidden=${!hasStatus}>${nameStatus(order)}</strong>
    </p>
    <ul class="ticket-lines">
      ${lines.map(ticketLine)}
      <li class="quiet" ?hidden=${remark === ''}>${remark}</li>
    </ul>
    <span class="ticket-total">${formatMoney(total, currency)}</span>
    <div class="ticket-actions">
      ${undoButton(ticket, actions)} ${nextButton(ticket, actions, 'soft')}
    </div>
  </li>`;
}

function ticketLine(line: StaffOrder['lines'][number]) {
  const { quantity, name, note } = line;
  return html`<li>
    <b>${quantity}${'\u00a0'}×</b> ${isolateForeign(name)} ${lineOptions(line)}
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
