import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { withoutOrderToken } from '../../../shared/domain/order-number.ts';
import { announce } from '../../components/announce.ts';
import { render } from '../../components/html.ts';
import { createStore, type Store } from '../../components/store.ts';
import { repeat } from '../../components/waiting.ts';
import { formatTime } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { type Day, dateOfDay } from '../day.ts';
import { createOrderActions } from '../order-actions/order-actions.ts';
import { type OrderAction, runOrderAction } from '../order-actions/run-order-action.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { type BoardState, dueOf, newBoard, ordersToShow } from './board-state.ts';
import { boardView, describeFound } from './board-view.ts';
import { createDayFollower } from './follow-day.ts';
import { keepTicketFocus } from './ticket-focus.ts';
import { words } from './words.ts';

const everyMs = 3_000;

/** How long a new order is marked, and how long a changed order stays visible with an undo button. */
const aMinuteMs = 60_000;

/** Searches after this pause in typing. */
const pauseMs = 250;

/** The chosen day is kept while an order's page is open. */
let chosenDay: Day = 0;

/** The orders of a day by pickup slot, updated live, with their actions. */
export const open: OpenView = async ({ element: place, signal }) => {
  const store = createStore<BoardState>(newBoard(chosenDay));
  const follower = createDayFollower(store, (arrived) => showArrivals(store, arrived));
  const { chooseDay, search, refresh } = createFollowing(store, follower, signal);
  const orders = createOrderActions(createRun(store, follower), (blocked) =>
    store.change({ blocked }),
  );
  const chooseFilter = (filter: BoardState['filter']) => store.change({ filter });
  const actions = { orders, chooseDay, search, chooseFilter };
  store.subscribe((state) => {
    for (const order of ordersToShow(state)) orders.watch(order, state.changed.has(order.order_id));
  });
  store.subscribe((state) =>
    keepTicketFocus(place, () => render(boardView(state, actions), place)),
  );
  await repeat(refresh, everyMs, signal);
};

type DayFollower = ReturnType<typeof createDayFollower>;

/** The chosen day, or the search, with its updates. */
function createFollowing(store: Store<BoardState>, follower: DayFollower, signal: AbortSignal) {
  /** The search whose results are shown or awaited; '' for none. */
  let searched = '';
  let pause: ReturnType<typeof setTimeout> | undefined;
  const find = (wanted: string) => follower.search(wanted, () => searched === wanted);

  async function refresh() {
    const { day, date, orders, now } = store.state;
    if (date !== dateOfDay(day)) changeDay(day);
    const failure =
      (await follower.refresh()) ?? (searched === '' ? undefined : await find(searched));
    if (signal.aborted) return;
    const title = orders ? words.outdated(formatTime(now)) : counterWords.notSaved;
    store.change({ notice: failure ? { title, text: explainFailure(failure) } : null });
  }

  function changeDay(day: Day) {
    chosenDay = day;
    const { date, orders, fresh, changed } = newBoard(day);
    store.change({ day, date, orders, fresh, changed });
  }

  async function startSearch() {
    searched = toSearch(store.state.search);
    if (searched === '') {
      store.change({ found: null });
      return;
    }
    const wanted = searched;
    const failure = await find(wanted);
    if (signal.aborted || searched !== wanted) return;
    const notice = failure && { title: counterWords.notSaved, text: explainFailure(failure) };
    store.change({ notice: notice ?? null });
    if (!failure && store.state.found) announce(describeFound(store.state.found));
  }

  return {
    refresh,
    chooseDay: (day: Day) => {
      changeDay(day);
      void refresh();
    },
    search: (text: string) => {
      store.change({ search: text });
      clearTimeout(pause);
      pause = setTimeout(() => void startSearch(), pauseMs);
    },
  };
}

/** Runs actions. A changed order stays visible for a minute after its last change. */
function createRun(store: Store<BoardState>, follower: DayFollower) {
  const hiding = new Map<number, ReturnType<typeof setTimeout>>();
  return (id: number, wanted: OrderAction) =>
    runOrderAction(id, wanted, (order, { action }) => {
      const others = without(store.state.changed, [id]);
      const changed = action === 'undo' ? others : new Set([...others, id]);
      store.change({ changed, fresh: without(store.state.fresh, [id]) });
      follower.putOrder(order);
      clearTimeout(hiding.get(id));
      const hide = () => store.change({ changed: without(store.state.changed, [id]) });
      hiding.set(id, setTimeout(hide, aMinuteMs));
    });
}

/** Marks new orders for a minute. */
function showArrivals(store: Store<BoardState>, arrived: readonly StaffOrder[]) {
  const ids = arrived.map(({ order_id }) => order_id);
  store.change({ fresh: new Set([...store.state.fresh, ...ids]) });
  announce(words.arrived(arrived.map(describe)));
  setTimeout(() => store.change({ fresh: without(store.state.fresh, ids) }), aMinuteMs);
}

function describe(order: StaffOrder): string {
  return words.describe(order.order_id, order.customer?.name ?? '', formatTime(dueOf(order)));
}

function without(ids: ReadonlySet<number>, others: readonly number[]): ReadonlySet<number> {
  return new Set([...ids].filter((id) => !others.includes(id)));
}

/** Removes an order's token, and shortens the text to the API's limit of 100 characters. */
function toSearch(typed: string): string {
  return withoutOrderToken(typed.trim()).slice(0, 100).trim();
}
