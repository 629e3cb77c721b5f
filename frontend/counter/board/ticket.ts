import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import type { ItemView } from '../../components/keyed-list.ts';
import { wordReason } from '../../components/words.ts';
import { handOnFocus } from '../hand-on-focus.ts';
import { createMoveButtons } from '../moves/move-buttons.ts';
import type { Move } from '../moves/move-order.ts';
import { standingOf, wordStanding } from '../moves/standing.ts';
import { words } from './words.ts';

/** An order on the board. */
export interface Ticket {
  readonly order: StaffOrder;
  readonly isFresh: boolean;
  readonly mayUndo: boolean;
}

/** @param onMove resolves when the move is done, or was refused */
export function createTicket(
  { order: { order_id: id } }: Ticket,
  onMove: (id: number, move: Move) => Promise<void>,
): ItemView<Ticket> {
  let shown: Ticket | undefined;
  const status = element('strong', { className: 'status' });
  const fresh = element('span', { className: 'tag fresh', textContent: words.fresh });
  const name = element('p', { className: 'ticket-name' });
  const lines = element('ul', { className: 'ticket-lines' });
  const remark = element('p', { className: 'quiet' });
  const moves = createMoveButtons(id, (move) => onMove(id, move));
  const number = element('a', { href: `#/orders/${id}`, textContent: String(id) });
  const card = element(
    'li',
    { className: 'ticket' },
    element('div', { className: 'ticket-head' }, element('h3', {}, number), fresh, status),
    name,
    lines,
    remark,
    moves.element,
  );
  card.dataset['order'] = String(id);

  return { element: card, update };

  function update(ticket: Ticket) {
    if (shown && isSame(shown, ticket)) return;
    shown = ticket;
    const { order, isFresh, mayUndo } = ticket;
    const standing = standingOf(order);
    card.dataset['status'] = standing;
    status.textContent = wordStanding(standing);
    fresh.hidden = !isFresh;
    name.textContent = order.customer?.name ?? words.noName;
    name.classList.toggle('quiet', !order.customer);
    lines.replaceChildren(...order.lines.map(createLine));
    remark.textContent = remarkOn(order);
    remark.hidden = remark.textContent === '';
    handOnFocus(moves.element, () => moves.update(order, mayUndo), number);
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
