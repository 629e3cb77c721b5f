import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { announce } from '../../components/announce.ts';
import type { Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { dateOf, formatDay, formatNumber, formatTime } from '../../components/wording.ts';
import { refreshDays } from '../days.ts';
import { goTo } from '../view.ts';
import { type BoardState, dueOf } from './board-state.ts';
import { chime } from './chime.ts';
import { words } from './words.ts';

/** How long a new order is marked. */
const markedMs = 60_000;

/** Marks, announces and counts new orders until the signal aborts. */
export function createArrivals(store: Store<BoardState>, signal: AbortSignal) {
  const countInTitle = createTitleCount(signal);
  return {
    /** New orders of the day that is shown. */
    here: (orders: readonly StaffOrder[]) => {
      const ids = orders.map(({ order_id }) => order_id);
      store.change({ fresh: new Set([...store.state.fresh, ...ids]) });
      announce(words.arrived(orders.map(describe)));
      notify(orders);
      setTimeout(() => {
        const fresh = [...store.state.fresh].filter((id) => !ids.includes(id));
        store.change({ fresh: new Set(fresh) });
      }, markedMs);
    },

    /** New orders of other days. */
    elsewhere: (orders: readonly StaffOrder[]) => {
      const last = orders.at(-1);
      if (!last) return;
      const date = dateOf(dueOf(last));
      showToast(words.arrivedElsewhere(String(last.order_id), formatDay(date)), {
        label: words.show,
        run: () => goTo(`#/orders?day=${date}&show=all`),
      });
      notify(orders);
    },
  };

  function notify(orders: readonly StaffOrder[]) {
    countInTitle(orders.length);
    if (store.state.isSoundOn) chime();
    void refreshDays();
  }
}

/** The title of the tab counts the new orders, "(2) Orders", until the page is used or shown again. */
function createTitleCount(signal: AbortSignal) {
  const { title } = document;
  let count = 0;
  const reset = () => {
    if (count === 0 || document.hidden) return;
    count = 0;
    document.title = title;
  };
  for (const type of ['pointerdown', 'keydown', 'visibilitychange']) {
    document.addEventListener(type, reset, { signal });
  }
  return (more: number) => {
    if (signal.aborted) return;
    count += more;
    document.title = `(${formatNumber(count)}) ${title}`;
  };
}

function describe(order: StaffOrder): string {
  return words.describe(order.order_id, order.customer?.name ?? '', formatTime(dueOf(order)));
}
