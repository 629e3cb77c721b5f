import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { findOrderNumber } from '../../../shared/domain/order-number.ts';
import { announce } from '../../components/announce.ts';
import { now } from '../../components/clock.ts';
import { element } from '../../components/element.ts';
import { createKeyedList } from '../../components/keyed-list.ts';
import { createNotice } from '../../components/notice.ts';
import { createStore } from '../../components/store.ts';
import { repeat } from '../../components/waiting.ts';
import { formatDay, formatTime } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { type OrderAction, runOrderAction } from '../order-actions/run-order-action.ts';
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

/** How long a new order is marked, and how long a changed order stays visible with an undo button. */
const aMinuteMs = 60_000;

/** The chosen day is kept while an order's page is open. */
let chosenDay: Day = 0;

/** The orders of a day by pickup slot, updated live, with their actions. */
export const open: OpenView = async ({ element: place, signal }) => {
  const store = createStore<BoardState>({
    date: dateOfDay(chosenDay),
    orders: null,
    filter: 'Open',
    found: null,
    fresh: new Set(),
    changed: new Set(),
    now: now(),
  });
  let searched = '';
  const hiding = new Map<number, ReturnType<typeof setTimeout>>();
  const follower = createDayFollower(store, showArrivals);
  const title = element('h1');
  const dayChoice = createDayChoice(chooseDay);
  const notice = createNotice();
  const filterChoice = createFilterChoice((filter) => store.change({ filter }));
  const none = element('p', { className: 'quiet board-none' });
  const slots = element('div', { className: 'slots' });
  const showSlots = createKeyedList<SlotOfTickets>(
    slots,
    ({ startsAt }) => startsAt,
    (slot) => createSlotView(slot, (ticket) => createTicket(ticket, run)),
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
    title.textContent = found ? describeFound(found) : formatDay(date);
    filterChoice.element.hidden = found !== null;
    filterChoice.update(filter, countByFilter(orders?.values() ?? []));
    const shown =
      found?.orders ?? [...(orders?.values() ?? [])].filter((order) => isShown(order, state));
    none.textContent = shown.length > 0 ? '' : describeNone(state);
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

  /** Moves the focus to the next ticket when the focused ticket disappears. */
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
      (await follower.refresh()) ?? (searched === '' ? undefined : await find(searched));
    if (signal.aborted) return;
    if (failure) {
      const since = formatTime(store.state.now);
      notice.show(
        store.state.orders ? words.outdated(since) : counterWords.notSaved,
        explainFailure(failure),
      );
    } else notice.hide();
  }

  function chooseDay(day: Day) {
    chosenDay = day;
    changeDay();
    void refresh();
  }

  function changeDay() {
    dayChoice.show(chosenDay);
    store.change({
      date: dateOfDay(chosenDay),
      orders: null,
      fresh: new Set(),
      changed: new Set(),
    });
  }

  async function run(id: number, wanted: OrderAction) {
    await runOrderAction(id, wanted, (order, { action }) => {
      const others = without(store.state.changed, id);
      const changed = action === 'undo' ? others : new Set([...others, id]);
      store.change({ changed, fresh: without(store.state.fresh, id) });
      follower.putOrder(order);
      hideInAMinute(id);
    });
  }

  /** Another change restarts the minute. */
  function hideInAMinute(id: number) {
    clearTimeout(hiding.get(id));
    const hide = () => store.change({ changed: without(store.state.changed, id) });
    hiding.set(id, setTimeout(hide, aMinuteMs));
  }

  function showArrivals(arrived: readonly StaffOrder[]) {
    const ids = arrived.map(({ order_id }) => order_id);
    store.change({ fresh: new Set([...store.state.fresh, ...ids]) });
    announce(words.arrived(arrived.map(describe)));
    setTimeout(() => {
      const fresh = [...store.state.fresh].filter((id) => !ids.includes(id));
      store.change({ fresh: new Set(fresh) });
    }, aMinuteMs);
  }

  async function search(wanted: string) {
    searched = wanted;
    if (wanted === '') {
      store.change({ found: null });
      return;
    }
    const failure = await find(wanted);
    if (signal.aborted || searched !== wanted) return;
    if (failure) notice.show(counterWords.notSaved, explainFailure(failure));
    else {
      notice.hide();
      announce(title.textContent);
    }
  }

  function find(wanted: string) {
    return follower.search(wanted, () => searched === wanted);
  }
};

function describeFound({ orders, isCut }: Found): string {
  return isCut ? words.foundLatest(orders.length) : words.found(orders.length);
}

function toTicket(order: StaffOrder, { fresh, changed }: BoardState): Ticket {
  return {
    order,
    isFresh: fresh.has(order.order_id),
    mayUndo: changed.has(order.order_id),
  };
}

function describeNone({ orders, found, filter }: BoardState): string {
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
