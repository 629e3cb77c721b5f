import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import type { ItemView } from '../../components/keyed-list.ts';
import { wordReason } from '../../components/words.ts';
import { keepFocus } from '../keep-focus.ts';
import { createActionButtons } from '../order-actions/action-buttons.ts';
import { nameStatus, statusOf } from '../order-actions/counter-status.ts';
import type { OrderAction } from '../order-actions/run-order-action.ts';
import { words } from './words.ts';

/** An order on the board. */
export interface Ticket {
  readonly order: StaffOrder;
  readonly isFresh: boolean;
  readonly mayUndo: boolean;
}

/** @param onAction resolves when the action was accepted or refused */
export function createTicket(
  { order: { order_id: id } }: Ticket,
  onAction: (id: number, action: OrderAction) => Promise<void>,
): ItemView<Ticket> {
  let shown: Ticket | undefined;
  const status = element('strong', { className: 'status' });
  const fresh = element('span', { className: 'tag fresh', textContent: words.fresh });
  const name = element('p', { className: 'ticket-name' });
  const lines = element('ul', { className: 'ticket-lines' });
  const remark = element('p', { className: 'quiet' });
  const actions = createActionButtons(id, (action) => onAction(id, action));
  const number = element('a', { href: `#/orders/${id}`, textContent: String(id) });
  const card = element(
    'li',
    { className: 'ticket' },
    element('div', { className: 'ticket-head' }, element('h3', {}, number), fresh, status),
    name,
    lines,
    remark,
    actions.element,
  );
  card.dataset['order'] = String(id);

  return { element: card, update };

  function update(ticket: Ticket) {
    if (shown && isSame(shown, ticket)) return;
    shown = ticket;
    const { order, isFresh, mayUndo } = ticket;
    const orderStatus = statusOf(order);
    card.dataset['status'] = orderStatus;
    status.textContent = nameStatus(orderStatus);
    fresh.hidden = !isFresh;
    name.textContent = order.customer?.name ?? words.noName;
    name.classList.toggle('quiet', !order.customer);
    lines.replaceChildren(...order.lines.map(createLine));
    remark.textContent = remarkOn(order);
    remark.hidden = remark.textContent === '';
    keepFocus(actions.element, () => actions.update(order, mayUndo), number);
  }
}

function createLine({ quantity, name, note }: StaffOrder['lines'][number]): HTMLElement {
  return element(
    'li',
    {},
    element('b', { textContent: `${quantity} ×` }),
    ' ',
    isolateForeign(name),
    ...(note === null
      ? []
      : [element('em', { className: 'ticket-note', textContent: isolateForeign(note) })]),
  );
}

function remarkOn(order: StaffOrder): string {
  return [
    order.reason === null ? '' : isolateForeign(wordReason(order.reason)),
    order.override_reason === null ? '' : words.overridden(order.override_reason),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function isSame(one: Ticket, other: Ticket): boolean {
  return (Object.keys(one) as (keyof Ticket)[]).every((key) => one[key] === other[key]);
}
