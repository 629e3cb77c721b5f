import { element } from '../components/element.ts';
import type { ItemView } from '../components/keyed-list.ts';
import type { PlacedOrder } from './shop-state.ts';
import { formatMoment, formatMoney } from '../components/wording.ts';
import { commonWords, wordReason } from '../components/words.ts';
import { words } from './words.ts';

export function createOrderCard(
  { id, placedAt, lines, total }: PlacedOrder,
  onOrderAgain: () => void,
): ItemView<PlacedOrder> {
  const status = element('strong', { className: 'status' });
  const meaning = element('p', { className: 'meaning' });
  const again = element('button', {
    type: 'button',
    className: 'link',
    textContent: words.orderAgain,
    ariaLabel: words.orderAgainOf(id),
    onclick: ({ detail }) => {
      // The second half of a double click on "Place order" may land here.
      if (detail <= 1) onOrderAgain();
    },
  });
  const card = element(
    'li',
    { className: 'order' },
    element('h3', { textContent: words.order(id) }),
    status,
    meaning,
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
      again.hidden = order.status === 'Pending' || order.status === 'Processing';
    },
  };
}

export function explainStatus({ status, reason }: PlacedOrder): string {
  if (status !== 'Rejected') return words.meaning[status];
  return words.rejected(reason === null ? null : wordReason(reason));
}
