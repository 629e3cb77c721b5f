import { element } from '../components/element.ts';
import { explainStatus } from '../components/explain-status.ts';
import type { ItemView } from '../components/keyed-list.ts';
import type { PlacedOrder } from './shop-state.ts';
import { linkToOrder } from '../components/order-link.ts';
import { formatMoment, formatMoney } from '../components/wording.ts';
import { commonWords } from '../components/words.ts';
import { words } from './words.ts';

export function createOrderCard(
  { id, token, placedAt, lines, total }: PlacedOrder,
  onOrderAgain: () => void,
): ItemView<PlacedOrder> {
  const status = element('strong', { className: 'status' });
  const meaning = element('p', { className: 'meaning' });
  const pickup = element('p', { className: 'contents' });
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
    element(
      'p',
      { className: 'facts' },
      element('span', { textContent: `${formatMoney(total)} · ${formatMoment(placedAt)}` }),
      again,
    ),
  );
  return {
    element: card,
    update(order) {
      card.dataset['status'] = order.status;
      status.textContent = commonWords.status[order.status];
      meaning.textContent = explainStatus(order);
      pickup.hidden = order.pickupAt === null || order.status === 'Cancelled';
      pickup.textContent =
        order.pickupAt === null ? '' : words.pickupAt(formatMoment(order.pickupAt));
      again.hidden = order.status === 'Pending' || order.status === 'Processing';
    },
  };
}
