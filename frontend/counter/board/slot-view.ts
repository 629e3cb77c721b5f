import { bakery } from '../../components/bakery.ts';
import { element } from '../../components/element.ts';
import { createKeyedList, type ItemView } from '../../components/keyed-list.ts';
import { formatMoment, formatTime } from '../../components/wording.ts';
import { isOpen } from '../order-actions/counter-status.ts';
import { createLabel } from '../prints/label.ts';
import { printPapers } from '../prints/print-papers.ts';
import { words as printWords } from '../prints/words.ts';
import type { SlotGroup } from './board-state.ts';
import type { Ticket } from './ticket.ts';
import { words } from './words.ts';

export interface SlotOfTickets extends Pick<SlotGroup, 'startsAt'> {
  readonly tickets: readonly Ticket[];
  readonly now: number;
  /** True in search results, which contain orders of several days. */
  readonly showsDay: boolean;
}

const slotMs = bakery.slot_minutes * 60_000;

/** A pickup slot and its tickets. */
export function createSlotView(
  { startsAt }: SlotOfTickets,
  createTicket: (ticket: Ticket) => ItemView<Ticket>,
): ItemView<SlotOfTickets> {
  const title = element('h2');
  const count = element('span', { className: 'quiet' });
  const late = element('span', { className: 'tag bad', textContent: words.late });
  let shown: readonly Ticket[] = [];
  const labels = element('button', {
    type: 'button',
    className: 'link',
    textContent: printWords.labels,
    onclick: () => printPapers(...shown.map(({ order }) => createLabel(order))),
  });
  const list = element('ul', { className: 'tickets' });
  const showTickets = createKeyedList<Ticket>(list, ({ order }) => order.order_id, createTicket);
  return {
    element: element(
      'section',
      { className: 'slot' },
      element('div', { className: 'slot-head' }, title, count, late, labels),
      list,
    ),
    update({ tickets, now, showsDay }) {
      const format = showsDay ? formatMoment : formatTime;
      title.textContent = startsAt === 0 ? words.noSlot : format(startsAt);
      shown = tickets;
      labels.ariaLabel = printWords.labelsOf(title.textContent);
      const pieces = tickets.reduce((sum, { order }) => sum + order.units, 0);
      count.textContent = words.countOf(tickets.length, pieces);
      const isOver = startsAt !== 0 && startsAt + slotMs < now;
      late.hidden = !isOver || !tickets.some(({ order }) => isOpen(order));
      showTickets(tickets);
    },
  };
}
