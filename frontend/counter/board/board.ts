import { withoutOrderToken } from '../../../shared/domain/order-number.ts';
import { announce } from '../../components/announce.ts';
import { render } from '../../components/html.ts';
import { recallValue, rememberValue } from '../../components/remembered.ts';
import { createStore, type Store } from '../../components/store.ts';
import { poll, wait } from '../../components/waiting.ts';
import { formatTime } from '../../components/wording.ts';
import { writeQuery } from '../address.ts';
import { explainFailure } from '../explain-failure.ts';
import { type Day, dateOfDay } from '../day.ts';
import { whenDaysChange } from '../days.ts';
import { createOrderActions } from '../order-actions/order-actions.ts';
import { runGroupAction } from '../order-actions/run-group-action.ts';
import { type OrderAction, runOrderAction } from '../order-actions/run-order-action.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { createArrivals } from './arrivals.ts';
import {
  type BoardState,
  type Filter,
  newBoard,
  ordersToShow,
  readBoard,
  toQuery,
} from './board-state.ts';
import { type BoardActions, boardView, describeFound } from './board-view.ts';
import { allowChime, chime } from './chime.ts';
import { createDayFollower } from './follow-day.ts';
import { pauseOrders, resumeOrders } from './pause-orders.ts';
import { settleRows } from './settle-rows.ts';
import { keepTicketFocus, searchWithSlash } from './ticket-focus.ts';
import { words } from './words.ts';

const everyMs = 3_000;

/** A hidden tab with sound refreshes in this interval; without sound it sends no requests. */
const hiddenEveryMs = 15_000;

/** How long a changed order stays visible with an undo button. */
const changedMs = 60_000;

/** Searches after this pause in typing. */
const pauseMs = 250;

const soundKey = 'bakery.sound';

/** The orders of a day by pickup slot, updated live, with their actions: "#/orders?day=2026-12-01". */
export const open: OpenView = async ({ element: place, query, signal }) => {
  const isSoundOn = recallValue(soundKey) === true;
  const store = createStore<BoardState>({ ...readBoard(query), isSoundOn });
  const arrivals = createArrivals(store, signal);
  const follower = createDayFollower(store, arrivals.here, arrivals.elsewhere);
  const { chooseDay, search, startSearch, refresh } = createFollowing(store, follower, signal);
  const keepChanged = createKeeping(store, follower);
  const orders = createOrderActions(
    (id, action) => runOrderAction(id, action, keepChanged),
    (blocked) => store.change({ blocked }),
  );
  const actions: BoardActions = {
    orders,
    chooseDay,
    search,
    chooseFilter: (filter: Filter) => {
      store.change({ filter });
      writeQuery('#/orders', toQuery(store.state));
    },
    markAllReady: (group) =>
      void runGroupAction(group, 'complete', (order, action) => {
        const completed_by = order.status === 'Completed' ? 'staff' : null;
        keepChanged({ ...order, completed_by }, action);
      }),
    unfold: (startsAt, isUnfolded) => {
      const others = [...store.state.unfolded].filter((other) => other !== startsAt);
      store.change({ unfolded: new Set(isUnfolded ? [...others, startsAt] : others) });
    },
    pause: () => void pauseOrders(),
    resume: () => void resumeOrders(),
    switchSound: (isOn) => switchSound(store, isOn),
  };
  store.subscribe((state) => {
    for (const order of ordersToShow(state)) orders.watch(order, state.changed.has(order.order_id));
  });
  store.subscribe((state) => {
    keepTicketFocus(place, () => render(boardView(state, actions), place));
  });
  settleRows(store);
  whenDaysChange(({ days, pause }) => store.change({ days, pause }), signal);
  searchWithSlash(place, signal);
  if (isSoundOn) addEventListener('pointerdown', allowChime, { once: true, signal });
  if (store.state.search !== '') void startSearch();
  void refreshWhileHidden(store, refresh, signal);
  await poll(refresh, everyMs, signal);
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
    const { date, orders, fresh, changed, unfolded } = newBoard(day);
    store.change({ day, date, orders, fresh, changed, unfolded });
  }

  async function startSearch() {
    searched = toSearch(store.state.search);
    if (!signal.aborted) writeQuery('#/orders', toQuery(store.state));
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
    startSearch,
    chooseDay: (day: Day) => {
      changeDay(day);
      writeQuery('#/orders', toQuery(store.state));
      void refresh();
    },
    search: (text: string) => {
      store.change({ search: text });
      clearTimeout(pause);
      pause = setTimeout(() => void startSearch(), pauseMs);
    },
  };
}

/** Returns a function that shows a changed order, also in a filter that it left, for a minute after its last change. */
function createKeeping(store: Store<BoardState>, follower: DayFollower) {
  const hiding = new Map<number, ReturnType<typeof setTimeout>>();
  return (order: Parameters<DayFollower['putOrder']>[0], { action }: OrderAction) => {
    const { order_id: id } = order;
    const others = without(store.state.changed, id);
    const changed = action === 'undo' ? others : new Set([...others, id]);
    store.change({ changed, fresh: without(store.state.fresh, id) });
    follower.putOrder(order);
    clearTimeout(hiding.get(id));
    const hide = () => store.change({ changed: without(store.state.changed, id) });
    hiding.set(id, setTimeout(hide, changedMs));
  };
}

function switchSound(store: Store<BoardState>, isSoundOn: boolean) {
  rememberValue(soundKey, isSoundOn);
  store.change({ isSoundOn });
  if (!isSoundOn) return;
  allowChime();
  chime();
}

async function refreshWhileHidden(
  store: Store<BoardState>,
  refresh: () => Promise<void>,
  signal: AbortSignal,
) {
  while (!signal.aborted) {
    await wait(hiddenEveryMs);
    if (document.hidden && store.state.isSoundOn) await refresh();
  }
}

function without(ids: ReadonlySet<number>, other: number): ReadonlySet<number> {
  return new Set([...ids].filter((id) => id !== other));
}

/** Removes an order's token, and shortens the text to the API's limit of 100 characters. */
function toSearch(typed: string): string {
  return withoutOrderToken(typed.trim()).slice(0, 100).trim();
}
