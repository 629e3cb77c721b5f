import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { bakery } from '../../components/bakery.ts';
import { guard, html, repeat } from '../../components/html.ts';
import { formatMoment, formatTime } from '../../components/wording.ts';
import { isOpen } from '../order-actions/counter-status.ts';
import type { OrderActions } from '../order-actions/order-actions.ts';
import { label } from '../prints/label.ts';
import { printPapers } from '../prints/print-papers.ts';
import { words as printWords } from '../prints/words.ts';
import type { BoardState, SlotGroup } from './board-state.ts';
import { type Ticket, ticketView } from './ticket.ts';
import { words } from './words.ts';

const slotMs = bakery.slot_minutes * 60_000;

/** A pickup slot and its tickets. */
export function slotView(
  { startsAt, orders }: SlotGroup,
  state: BoardState,
  actions: OrderActions,
) {
  // Search results are of several days.
  const format = state.found ? formatMoment : formatTime;
  const title = startsAt === 0 ? words.noSlot : format(startsAt);
  const pieces = orders.reduce((sum, { units }) => sum + units, 0);
  const isOver = startsAt !== 0 && startsAt + slotMs < state.now;
  const ticket = (order: StaffOrder) => {
    const shown = toTicket(order, state);
    return guard(Object.values(shown), () => ticketView(shown, actions));
  };
  return html`<section class="slot">
    <div class="slot-head">
      <h2>${title}</h2>
      <span class="quiet">${words.countOf(orders.length, pieces)}</span>
      <span class="tag bad" ?hidden=${!isOver || !orders.some(isOpen)}>${words.late}</span>
      <button
        type="button"
        class="link"
        aria-label=${printWords.labelsOf(title)}
        @click=${() => printPapers(orders.map(label))}
      >
        ${printWords.labels}
      </button>
    </div>
    <ul class="tickets">
      ${repeat(orders, ({ order_id }) => order_id, ticket)}
    </ul>
  </section>`;
}

function toTicket(order: StaffOrder, { fresh, changed, blocked }: BoardState): Ticket {
  const { order_id: id } = order;
  return {
    order,
    isFresh: fresh.has(id),
    mayUndo: changed.has(id),
    isBlocked: blocked.has(id),
  };
}
