import type { GetOrderResponse, OrderResponse } from '../../shared/contract/orders.ts';
import { fetchOrder } from './shop-api.ts';
import { isOpen, isWaiting, type PlacedOrder, type ShopState } from './shop-state.ts';
import type { Store } from '../components/store.ts';
import { growingIntervals, untilVisible, wait } from '../components/waiting.ts';

/**
 * Polls every open order until it is ready, including orders of other tabs and earlier visits. Ready
 * orders are refreshed when the page becomes visible.
 */
export function followOrders(store: Store<ShopState>): void {
  const followed = new Set<number>();
  store.subscribe(({ orders }) => {
    for (const { id } of orders.filter(isOpen)) {
      if (followed.has(id)) continue;
      followed.add(id);
      void followOrder(store, id).finally(() => followed.delete(id));
    }
  });
  const lookAtWaiting = () => {
    if (document.hidden) return;
    for (const order of store.state.orders.filter(isWaiting)) void refreshOrder(store, order);
  };
  document.addEventListener('visibilitychange', lookAtWaiting);
  lookAtWaiting();
}

/**
 * Polling starts fast and slows down: some orders are set aside within a second, others take hours.
 */
async function followOrder(store: Store<ShopState>, orderId: number) {
  for (const ms of growingIntervals(150, 5_000)) {
    await wait(ms);
    await untilVisible();
    const order = store.state.orders.find(({ id }) => id === orderId);
    if (!order || !isOpen(order)) return;
    await refreshOrder(store, order);
  }
}

/** Fetches the order once. */
async function refreshOrder(store: Store<ShopState>, { id, token }: PlacedOrder) {
  const answer = await fetchOrder(id, token);
  if (answer.kind === 'unanswered') store.change({ ordersOutdated: true });
  else if (answer.kind === 'accepted') noteNews(store, id, toNews(answer.body));
  else if (answer.problem.status === 404) noteNews(store, id, unknownOrder);
}

const unknownOrder = { status: 'Unknown', reason: null, pickupAt: null } as const;

/** With the order's token, the answer holds the whole order. */
function toNews(order: GetOrderResponse | OrderResponse): Partial<PlacedOrder> {
  const { status, reason = null } = order;
  if (!('lines' in order)) return { status, reason };
  const { pickup_at: pickupAt, collected_at: collectedAt, missed_at: missedAt } = order;
  const { completed_by: completedBy, total, currency } = order;
  return { status, reason, pickupAt, collectedAt, missedAt, completedBy, total, currency };
}

function noteNews(store: Store<ShopState>, orderId: number, news: Partial<PlacedOrder>) {
  const { orders, ordersOutdated } = store.state;
  if (ordersOutdated) store.change({ ordersOutdated: false });
  const order = orders.find(({ id }) => id === orderId);
  if (!order) return;
  const changed = { ...order, ...news };
  if (JSON.stringify(changed) === JSON.stringify(order)) return;
  store.change({ orders: orders.map((other) => (other === order ? changed : other)) });
}
