import type { Store } from '../../components/store.ts';
import { type BoardState, ordersToShow } from './board-state.ts';

const settleMs = 700;

/** Ignores taps on the rows for a moment after an order has arrived or left, because the rows below it move. */
export function settleRows(store: Store<BoardState>): void {
  let before = { choice: '', rows: '' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.subscribe((state) => {
    const { date, filter, found, orders } = state;
    const choice = [date, filter, found?.words, orders !== null].join();
    const rows = ordersToShow(state)
      .map(({ order_id }) => order_id)
      .join();
    const hasMoved = choice === before.choice && rows !== before.rows;
    before = { choice, rows };
    if (!hasMoved) return;
    clearTimeout(timer);
    timer = setTimeout(() => store.change({ isSettling: false }), settleMs);
    store.change({ isSettling: true });
  });
}
