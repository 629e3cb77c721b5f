import type { InputOf } from '../../../shared/contract/client.ts';
import type { StaffOrder } from '../../../shared/contract/orders.ts';
import type { ListOrdersResponse } from '../../../shared/contract/staff-orders.ts';
import type { Answer } from '../../components/api.ts';
import { now } from '../../components/clock.ts';
import type { Store } from '../../components/store.ts';
import { askAsStaff } from '../staff-api.ts';
import { type BoardState, isOfDay } from './board-state.ts';

type Failure = Exclude<Answer<unknown>, { kind: 'accepted' }>;

/**
 * Keeps the board's orders current: fetches all orders of the day once, then only the changes.
 * @param onNew called with the orders that are new since the last refresh
 * @param onNewElsewhere called with new orders of other days
 */
export function createDayFollower(
  store: Store<BoardState>,
  onNew: (orders: readonly StaffOrder[]) => void,
  onNewElsewhere: (orders: readonly StaffOrder[]) => void,
) {
  /** The next request asks for the changes of this day since this time. */
  let last: { readonly date: string; readonly since: string } | undefined;
  /** New orders are those that were placed after this time and are not known yet. */
  let openedAt: string | undefined;
  const known = new Set<number>();
  /** When an action last changed each order: a response to an older request must not overwrite the change. */
  const changedAt = new Map<number, number>();

  return {
    /** @returns the failed answer; undefined after success */
    async refresh(): Promise<Failure | undefined> {
      const { date } = store.state;
      const askedAt = performance.now();
      const since = last?.date === date && store.state.orders ? last.since : undefined;
      const answer = await fetchOrders({ date, ...(since !== undefined && { since }) });
      if (answer.kind !== 'accepted') return answer;
      // The board shows another day by now.
      if (store.state.date !== date) return undefined;
      if (since !== undefined && answer.body.since < since) {
        // The server's clock or data was set back, so the last time is useless: fetch everything.
        last = undefined;
        return this.refresh();
      }
      last = { date, since: answer.body.since };
      const news = answer.body.orders.filter(
        ({ order_id }) => (changedAt.get(order_id) ?? 0) < askedAt,
      );
      const arrived = take(news, since === undefined ? null : store.state.orders);
      openedAt ??= answer.body.since;
      const elsewhere = news.filter((order) => isNewElsewhere(order, date));
      for (const { order_id } of [...arrived, ...elsewhere]) known.add(order_id);
      if (since !== undefined && arrived.length > 0) onNew(arrived);
      if (since !== undefined && elsewhere.length > 0) onNewElsewhere(elsewhere);
      return undefined;
    },

    /**
     * Finds orders by number, name, phone number or e-mail address.
     * @param isWanted false when the answer is no longer needed
     */
    async search(words: string, isWanted: () => boolean): Promise<Failure | undefined> {
      const askedAt = performance.now();
      const answer = await searchOrders(words);
      if (!isWanted()) return undefined;
      if (answer.kind !== 'accepted') return answer;
      const known = new Map(store.state.found?.orders.map((order) => [order.order_id, order]));
      const orders = answer.body.orders.map((order) => {
        const before = known.get(order.order_id);
        const isOld = (changedAt.get(order.order_id) ?? 0) >= askedAt;
        return before && (isOld || isSame(before, order)) ? before : order;
      });
      store.change({ found: { words, orders, isCut: answer.body.next_cursor !== null } });
      return undefined;
    },

    /** Shows the order that an action returned. */
    putOrder(order: StaffOrder) {
      changedAt.set(order.order_id, performance.now());
      take([order], store.state.orders);
    },
  };

  function isNewElsewhere(order: StaffOrder, date: string): boolean {
    const isPlacedSince = Date.parse(order.placed_at) >= Date.parse(openedAt ?? order.placed_at);
    return isPlacedSince && !isOfDay(order, date) && !known.has(order.order_id);
  }

  /** @returns the orders that are new on this day */
  function take(
    news: readonly StaffOrder[],
    before: ReadonlyMap<number, StaffOrder> | null,
  ): StaffOrder[] {
    const { date, found } = store.state;
    const orders = new Map(before);
    const arrived: StaffOrder[] = [];
    for (const order of news) {
      const same = orders.get(order.order_id);
      if (!isOfDay(order, date)) orders.delete(order.order_id);
      else if (!isSame(same, order)) orders.set(order.order_id, order);
      if (!same && isOfDay(order, date)) arrived.push(order);
    }
    const byId = new Map(news.map((order) => [order.order_id, order]));
    store.change({
      orders,
      found: found && {
        ...found,
        orders: found.orders.map((order) => byId.get(order.order_id) ?? order),
      },
      now: now(),
    });
    return arrived;
  }
}

/** An unchanged order stays the same object, so that its ticket is not redrawn. */
function isSame(one: StaffOrder | undefined, other: StaffOrder): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

type Query = InputOf<'GET /staff/orders'>['query'];

/** Fetches all pages. */
async function fetchOrders(
  query: Query,
): Promise<Answer<Pick<ListOrdersResponse, 'orders' | 'since'>>> {
  const orders: StaffOrder[] = [];
  let first: ListOrdersResponse | undefined;
  let cursor: string | null = null;
  do {
    const page: Query = { ...query, limit: '200', ...(cursor !== null && { cursor }) };
    const answer: Answer<ListOrdersResponse> = await askAsStaff('GET /staff/orders', {
      query: page,
    });
    if (answer.kind !== 'accepted') return answer;
    // The first page's time covers changes made while the other pages were fetched.
    first ??= answer.body;
    orders.push(...answer.body.orders);
    cursor = answer.body.next_cursor;
  } while (cursor !== null);
  return { kind: 'accepted', body: { orders, since: first.since } };
}

/** Orders of all days, latest first. */
function searchOrders(words: string): Promise<Answer<ListOrdersResponse>> {
  return askAsStaff('GET /staff/orders', { query: { q: words } });
}
