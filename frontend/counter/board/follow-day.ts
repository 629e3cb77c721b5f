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
 * Keeps the state's orders true to the day it names: all of them are fetched once, from then on only
 * what has changed.
 * @param onNew called with the orders that came in since the last look
 */
export function createDayFollower(
  store: Store<BoardState>,
  onNew: (orders: readonly StaffOrder[]) => void,
) {
  /** What the changes were last asked from, and for which day. */
  let last: { readonly date: string; readonly since: string } | undefined;
  /** When each order was last told by a move, so that an older answer does not undo it. */
  const toldAt = new Map<number, number>();

  return {
    /** @returns why nothing could be learnt; undefined when it could */
    async refresh(): Promise<Failure | undefined> {
      const { date } = store.state;
      const askedAt = performance.now();
      const since = last?.date === date && store.state.orders ? last.since : undefined;
      const answer = await fetchOrders({ date, ...(since !== undefined && { since }) });
      if (answer.kind !== 'accepted') return answer;
      // Somebody has turned to another day meanwhile.
      if (store.state.date !== date) return undefined;
      if (since !== undefined && answer.body.since < since) {
        // The server's clock was set back, or its data: what changed since then cannot be asked.
        last = undefined;
        return this.refresh();
      }
      last = { date, since: answer.body.since };
      const news = answer.body.orders.filter(
        ({ order_id }) => (toldAt.get(order_id) ?? 0) < askedAt,
      );
      const arrived = take(news, since === undefined ? null : store.state.orders);
      if (since !== undefined && arrived.length > 0) onNew(arrived);
      return undefined;
    },

    /**
     * Finds orders by number, name, phone number or address, or finds them again.
     * @param isWanted whether it still is when the answer comes
     */
    async search(words: string, isWanted: () => boolean): Promise<Failure | undefined> {
      const askedAt = performance.now();
      const answer = await searchOrders(words);
      if (!isWanted()) return undefined;
      if (answer.kind !== 'accepted') return answer;
      const known = new Map(store.state.found?.orders.map((order) => [order.order_id, order]));
      const orders = answer.body.orders.map((order) => {
        const before = known.get(order.order_id);
        const isOld = (toldAt.get(order.order_id) ?? 0) >= askedAt;
        return before && (isOld || isSame(before, order)) ? before : order;
      });
      store.change({ found: { words, orders, isCut: answer.body.next_cursor !== null } });
      return undefined;
    },

    /** An order as a move has left it. */
    tell(order: StaffOrder) {
      toldAt.set(order.order_id, performance.now());
      take([order], store.state.orders);
    },
  };

  /** @returns what was not known before */
  function take(
    news: readonly StaffOrder[],
    known: ReadonlyMap<number, StaffOrder> | null,
  ): StaffOrder[] {
    const { date, found } = store.state;
    const orders = new Map(known);
    const arrived: StaffOrder[] = [];
    for (const order of news) {
      const before = orders.get(order.order_id);
      if (!isOfDay(order, date)) orders.delete(order.order_id);
      else if (!isSame(before, order)) orders.set(order.order_id, order);
      if (!before && isOfDay(order, date)) arrived.push(order);
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

/** What has not changed stays the same object, so that its ticket is left alone. */
function isSame(one: StaffOrder | undefined, other: StaffOrder): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

type Query = InputOf<'GET /staff/orders'>['query'];

/** Every page of an answer as one. */
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
    // What changes while the pages come is told again from the first page's time on.
    first ??= answer.body;
    orders.push(...answer.body.orders);
    cursor = answer.body.next_cursor;
  } while (cursor !== null);
  return { kind: 'accepted', body: { orders, since: first.since } };
}

/** Orders of all days, the latest first. */
function searchOrders(words: string): Promise<Answer<ListOrdersResponse>> {
  return askAsStaff('GET /staff/orders', { query: { q: words } });
}
