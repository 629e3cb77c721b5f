import { fetchOrder } from './shop-api.ts';
import { isOpen, type PlacedOrder, type ShopState } from './shop-state.ts';
import type { Store } from '../components/store.ts';
import { growingIntervals, untilVisible, wait } from '../components/waiting.ts';

/** Follows every open order until it is final, those of another tab and of last week included. */
export function followOrders(store: Store<ShopState>): void {
  const followed = new Set<number>();
  store.subscribe(({ orders }) => {
    for (const { id } of orders.filter(isOpen)) {
      if (followed.has(id)) continue;
      followed.add(id);
      void followOrder(store, id).finally(() => followed.delete(id));
    }
  });
}

/** Most orders are packed in a blink, others baked for hours: the first question comes soon. */
async function followOrder(store: Store<ShopState>, orderId: number) {
  for (const ms of growingIntervals(150, 5_000)) {
    await wait(ms);
    await untilVisible();
    const order = store.state.orders.find(({ id }) => id === orderId);
    if (!order || !isOpen(order)) return;
    const answer = await fetchOrder(orderId, order.token);
    if (answer.kind === 'unanswered') store.change({ ordersOutdated: true });
    else if (answer.kind === 'accepted') {
      noteAnswer(store, orderId, {
        status: answer.body.status,
        reason: answer.body.reason ?? null,
        pickupAt: 'pickup_at' in answer.body ? answer.body.pickup_at : order.pickupAt,
      });
    } else if (answer.problem.status === 404) {
      noteAnswer(store, orderId, { status: 'Unknown', reason: null, pickupAt: null });
    }
  }
}

function noteAnswer(
  store: Store<ShopState>,
  orderId: number,
  news: Pick<PlacedOrder, 'status' | 'reason' | 'pickupAt'>,
) {
  const { orders, ordersOutdated } = store.state;
  if (ordersOutdated) store.change({ ordersOutdated: false });
  const order = orders.find(({ id }) => id === orderId);
  if (!order || (order.status === news.status && order.pickupAt === news.pickupAt)) return;
  const changed = { ...order, ...news };
  store.change({ orders: orders.map((other) => (other === order ? changed : other)) });
}
