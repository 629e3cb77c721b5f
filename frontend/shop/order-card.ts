import { element } from '../components/element.ts';
import { explainStatus, wordStatus } from '../components/explain-status.ts';
import type { ItemView } from '../components/keyed-list.ts';
import type { PlacedOrder } from './shop-state.ts';
import { linkToOrder } from '../components/order-link.ts';
import { formatMoment, formatMoney } from '../components/wording.ts';
import { words } from './words.ts';

export function createOrderCard(
  { id, token, placedAt, lines }: PlacedOrder,
  onOrderAgain: () => void,
): ItemView<PlacedOrder> {
  const status = element('strong', { className: 'status' });
  const meaning = element('p', { className: 'meaning' });
  const pickup = element('p', { className: 'contents' });
  const facts = element('span');
  const again = element('button', {
    type: 'button',
    className: 'link',
    textContent: words.orderAgain,
    ariaLabel: words.orderAgainOf(id),
    onclick: onOrderAgain,
  });
  const card = element(
    'li',
    { className: 'order' },
    element(
      'h3',
      {},
      element('a', {
        className: 'order-link',
        href: linkToOrder(id, token),
        textContent: words.order(id),
      }),
    ),
    status,
    meaning,
    pickup,
    element('p', {
      className: 'contents',
      textContent: lines.map(({ quantity, name }) => `${quantity}\u00a0×\u00a0${name}`).join(', '),
    }),
    element('p', { className: 'facts' }, facts, again),
  );
  return {
    element: card,
    update(order) {
      card.dataset['status'] = order.status;
      status.textContent = wordStatus(order);
      meaning.textContent = explainStatus(order);
      pickup.hidden =
        order.pickupAt === null || order.status === 'Cancelled' || order.collectedAt !== null;
      pickup.textContent =
        order.pickupAt === null ? '' : words.pickupAt(formatMoment(order.pickupAt));
      facts.textContent = `${formatMoney(order.total, order.currency)} · ${formatMoment(placedAt)}`;
      again.hidden = order.status === 'Pending' || order.status === 'Processing';
    },
  };
}
