import { announce } from '../components/announce.ts';
import { getElement } from '../components/get-element.ts';
import { createKeyedList } from '../components/keyed-list.ts';
import { explainStatus, wordStatus } from '../components/explain-status.ts';
import { createOrderCard } from './order-card.ts';
import type { PlacedOrder, ShopState } from './shop-state.ts';
import { words } from './words.ts';

export function createOrdersView(
  onOrderAgain: (order: PlacedOrder) => void,
): (state: ShopState) => void {
  const empty = getElement('orders-empty');
  const outdated = getElement('orders-outdated');
  const showOrders = createKeyedList<PlacedOrder>(
    getElement('order-list'),
    ({ id }) => id,
    (order) => createOrderCard(order, () => onOrderAgain(order)),
  );
  let before: readonly PlacedOrder[] = [];

  return ({ orders, ordersOutdated, isCheckingOut }) => {
    getElement('orders').hidden = isCheckingOut;
    showOrders(orders);
    empty.hidden = orders.length > 0;
    outdated.hidden = !ordersOutdated;
    for (const order of orders.filter((order) => hasChanged(order, before))) {
      announce(words.orderNews(order.id, wordStatus(order), explainStatus(order)));
    }
    before = orders;
  };
}

/** Announces changes only, not the statuses at page load. */
function hasChanged(order: PlacedOrder, before: readonly PlacedOrder[]): boolean {
  const earlier = before.find(({ id }) => id === order.id);
  return earlier !== undefined && wordStatus(earlier) !== wordStatus(order);
}
