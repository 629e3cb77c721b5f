import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { findOrderNumber } from '../../../shared/domain/order-number.ts';
import { announce } from '../../components/announce.ts';
import { now } from '../../components/clock.ts';
import { element } from '../../components/element.ts';
import { createKeyedList } from '../../components/keyed-list.ts';
import { createNotice, explainFailure } from '../../components/notice.ts';
import { createStore } from '../../components/store.ts';
import { repeat } from '../../components/waiting.ts';
import { formatDay, formatTime } from '../../components/wording.ts';
import { type Move, moveOrder } from '../moves/move-order.ts';
import { type Day, dateOfDay } from '../day.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { focusTicket, listenToArrowKeys } from './arrow-keys.ts';
import {
  type BoardState,
  countByFilter,
  dueOf,
  type Found,
  groupBySlot,
  isShown,
  putFirst,
  type SlotGroup,
} from './board-state.ts';
import { createDayChoice } from './day-choice.ts';
import { createFilterChoice } from './filter-choice.ts';
import { createDayFollower } from './follow-day.ts';
import { createSearchField } from './search-field.ts';
import { createSlotView, type SlotOfTickets } from './slot-view.ts';
import { createTicket, type Ticket } from './ticket.ts';
import { words } from './words.ts';

const everyMs = 3_000;

/** So long what came in is marked as new, and what was moved stays and can be taken back. */
const aMinuteMs = 60_000;

/** Stays chosen while an order is looked at. */
let chosenDay: Day = 0;

/** The orders of a day by pickup slot, as they are now, and what is to be done with each. */
export const open: OpenView = async ({ element: place, signal }) => {
  const store = createStore<BoardState>({
    date: dateOfDay(chosenDay),
    orders: null,
    filter: 'Open',
    found: null,
    fresh: new Set(),
    moved: new Set(),
    now: now(),
  });
  let wantedWords = '';
  const leaving = new Map<number, ReturnType<typeof setTimeout>>();
  const follower = createDayFollower(store, welcome);
  const title = element('h1');
  const dayChoice = createDayChoice(turnTo);
  const notice = createNotice();
  const filterChoice = createFilterChoice((filter) => store.change({ filter }));
  const none = element('p', { className: 'quiet board-none' });
  const slots = element('div', { className: 'slots' });
  const showSlots = createKeyedList<SlotOfTickets>(
    slots,
    ({ startsAt }) => startsAt,
    (slot) => createSlotView(slot, (ticket) => createTicket(ticket, move)),
  );
  place.append(
    element(
      'div',
      { className: 'board-head' },
      title,
      createSearchField((wanted) => void search(wanted)),
    ),
    element('div', { className: 'board-head' }, dayChoice.element, filterChoice.element),
    notice.element,
    element('div', { className: 'live', role: 'status' }, none),
    slots,
    element('p', { className: 'quiet keys', textContent: words.keys }),
  );
  dayChoice.show(chosenDay);
  listenToArrowKeys(slots);
  store.subscribe(show);
  await repeat(refresh, everyMs, signal);

  function show(state: BoardState) {
    const { date, orders, found, filter, now } = state;
    title.textContent = found ? sayFound(found) : formatDay(date);
    filterChoice.element.hidden = found !== null;
    filterChoice.update(filter, countByFilter(orders?.values() ?? []));
    const shown =
      found?.orders ?? [...(orders?.values() ?? [])].filter((order) => isShown(order, state));
    none.textContent = shown.length > 0 ? '' : sayNothing(state);
    none.hidden = none.textContent === '';
    keepFocus(() =>
      showSlots(
        putFirst(groupBySlot(shown), findOrderNumber(found?.words ?? '')).map(
          ({ startsAt, orders: group }: SlotGroup) => ({
            startsAt,
            now,
            showsDay: found !== null,
            tickets: group.map((order) => toTicket(order, state)),
          }),
        ),
      ),
    );
  }

  /** The focus goes on to the next ticket when the one that had it leaves. */
  function keepFocus(change: () => void) {
    const card = document.activeElement?.closest<HTMLElement>('.ticket');
    const cards = [...slots.querySelectorAll<HTMLElement>('.ticket')];
    change();
    if (!card || card.isConnected) return;
    const left = [...slots.querySelectorAll<HTMLElement>('.ticket')];
    const same = left.find((other) => other.dataset['order'] === card.dataset['order']);
    focusTicket(same ?? left[Math.min(cards.indexOf(card), left.length - 1)]);
  }

  async function refresh() {
    if (store.state.date !== dateOfDay(chosenDay)) changeDay();
    const failure =
      (await follower.refresh()) ?? (wantedWords === '' ? undefined : await find(wantedWords));
    if (signal.aborted) return;
    if (failure) {
      const since = formatTime(store.state.now);
      notice.show(
        store.state.orders ? words.outdated(since) : counterWords.notDone,
        explainFailure(failure, counterWords.noAnswer),
      );
    } else notice.hide();
  }

  function turnTo(day: Day) {
    chosenDay = day;
    changeDay();
    void refresh();
  }

  function changeDay() {
    dayChoice.show(chosenDay);
    store.change({ date: dateOfDay(chosenDay), orders: null, fresh: new Set(), moved: new Set() });
  }

  async function move(id: number, wanted: Move) {
    await moveOrder(id, wanted, (order, { action }) => {
      const others = without(store.state.moved, id);
      const moved = action === 'undo' ? others : new Set([...others, id]);
      store.change({ moved, fresh: without(store.state.fresh, id) });
      follower.tell(order);
      leaveInAMinute(id);
    });
  }

  /** What is moved once more stays for another minute. */
  function leaveInAMinute(id: number) {
    clearTimeout(leaving.get(id));
    const leave = () => store.change({ moved: without(store.state.moved, id) });
    leaving.set(id, setTimeout(leave, aMinuteMs));
  }

  function welcome(arrived: readonly StaffOrder[]) {
    const ids = arrived.map(({ order_id }) => order_id);
    store.change({ fresh: new Set([...store.state.fresh, ...ids]) });
    announce(words.arrived(arrived.map(describe)));
    setTimeout(() => {
      const fresh = [...store.state.fresh].filter((id) => !ids.includes(id));
      store.change({ fresh: new Set(fresh) });
    }, aMinuteMs);
  }

  async function search(wanted: string) {
    wantedWords = wanted;
    if (wanted === '') {
      store.change({ found: null });
      return;
    }
    const failure = await find(wanted);
    if (signal.aborted || wantedWords !== wanted) return;
    if (failure) notice.show(counterWords.notDone, explainFailure(failure, counterWords.noAnswer));
    else {
      notice.hide();
      announce(title.textContent);
    }
  }

  function find(wanted: string) {
    return follower.search(wanted, () => wantedWords === wanted);
  }
};

function sayFound({ orders, isCut }: Found): string {
  return isCut ? words.foundLatest(orders.length) : words.found(orders.length);
}

function toTicket(order: StaffOrder, { fresh, moved }: BoardState): Ticket {
  return {
    order,
    isFresh: fresh.has(order.order_id),
    mayUndo: moved.has(order.order_id),
  };
}

function sayNothing({ orders, found, filter }: BoardState): string {
  if (found) return words.nothingFound;
  if (!orders) return '';
  return filter === 'Open' ? words.nothingOpen : words.nothingOfThis;
}

function describe(order: StaffOrder): string {
  return words.describe(order.order_id, order.customer?.name ?? '', formatTime(dueOf(order)));
}

function without(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  return new Set([...ids].filter((other) => other !== id));
}
