import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { bakery } from '../../components/bakery.ts';
import { guard, html, nothing, repeat } from '../../components/html.ts';
import { formatPickup, formatTime } from '../../components/wording.ts';
import { isOpen, statusOf } from '../order-actions/counter-status.ts';
import { labels } from '../prints/label.ts';
import { printPapers } from '../prints/print-papers.ts';
import { words as printWords } from '../prints/words.ts';
import { type BoardState, foldOf, isStatusKnown, type SlotGroup } from './board-state.ts';
import type { BoardActions } from './board-view.ts';
import { type Ticket, ticketView } from './ticket.ts';
import { words } from './words.ts';

const slotMs = bakery.slot_minutes * 60_000;

/** Whether the slot is over; never for orders without a slot. */
export function isSlotOver({ startsAt }: SlotGroup, now: number): boolean {
  return startsAt !== 0 && startsAt + slotMs < now;
}

/** A pickup slot and its orders. The finished ones are folded when all orders are shown. */
export function slotView(group: SlotGroup, state: BoardState, actions: BoardActions) {
  const { startsAt, orders } = group;
  const isOver = isSlotOver(group, state.now);
  const { shown, folded } = foldOf(group, state);
  const isUnfolded = state.unfolded.has(startsAt);
  const visible = isUnfolded ? [...shown, ...folded] : shown;
  const ticket = (order: StaffOrder) => {
    const row = toTicket(order, state, isOver);
    return guard(Object.values(row), () => ticketView(row, actions.orders));
  };
  return html`<section class="slot" data-starts-at=${startsAt}>
    ${slotHead(group, state, isOver && orders.some(isOpen), actions)}
    <ul class="tickets">
      ${repeat(visible, ({ order_id }) => order_id, ticket)}
    </ul>
    ${
      folded.length === 0
        ? nothing
        : html`<button
            type="button"
            class="link fold"
            aria-expanded=${isUnfolded}
            @click=${() => actions.unfold(startsAt, !isUnfolded)}
          >
            ${words.done(folded.length)} ${isUnfolded ? '▾' : '▸'}
          </button>`
    }
  </section>`;
}

function toTicket(order: StaffOrder, state: BoardState, isOver: boolean): Ticket {
  const { order_id: id } = order;
  return {
    order,
    phone: state.found === null ? null : (order.customer?.phone ?? null),
    isFresh: state.fresh.has(id),
    isLate: isOver && isOpen(order),
    hasStatus: !isStatusKnown(order, state),
    mayUndo: state.changed.has(id),
    isBlocked: state.blocked.has(id),
  };
}

function slotHead(
  { startsAt, orders }: SlotGroup,
  { found }: BoardState,
  isLate: boolean,
  actions: BoardActions,
) {
  // Search results are of several days.
  const format = found ? formatPickup : formatTime;
  const title = startsAt === 0 ? words.noSlot : format(startsAt);
  const pieces = orders.reduce((sum, { units }) => sum + units, 0);
  const confirmed = orders.filter((order) => statusOf(order) === 'Processing');
  return html`<div class="slot-head">
    <h2>${title}</h2>
    <span class="quiet">${words.countOf(orders.length, pieces)}</span>
    <span class="tag bad" ?hidden=${!isLate}>${words.late}</span>
    <button
      type="button"
      class="link"
      aria-label=${words.markAllReadyOf(title)}
      ?hidden=${confirmed.length < 2 || found !== null}
      @click=${() => actions.markAllReady(confirmed)}
    >
      ${words.markAllReady}
    </button>
    <button
      type="button"
      class="link print-labels"
      aria-label=${printWords.labelsOf(title)}
      @click=${() => printPapers(orders.flatMap((order) => labels(order)))}
    >
      ${printWords.labels}
    </button>
  </div>`;
}
