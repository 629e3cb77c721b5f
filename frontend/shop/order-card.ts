import { element } from '../components/element.ts';
import type { ItemView } from '../components/keyed-list.ts';
import type { PlacedOrder } from './shop-state.ts';
import { formatMoment, formatMoney } from '../components/wording.ts';

export function createOrderCard(
  { id, placedAt, lines, total }: PlacedOrder,
  onOrderAgain: () => void,
): ItemView<PlacedOrder> {
  const status = element('strong', { className: 'status' });
  const meaning = element('p', { className: 'meaning' });
  const again = element('button', {
    type: 'button',
    className: 'link',
    textContent: 'Order again',
    ariaLabel: `Order again what was in order ${id}`,
    onclick: ({ detail }) => {
      // The second half of a double click on "Place order" may land here.
      if (detail <= 1) onOrderAgain();
    },
  });
  const card = element(
    'li',
    { className: 'order' },
    element('h3', { textContent: `Order ${id}` }),
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
      status.textContent = order.status;
      meaning.textContent = explainStatus(order);
      again.hidden = order.status === 'Pending' || order.status === 'Processing';
    },
  };
}

export function explainStatus({ status, reason }: PlacedOrder): string {
  switch (status) {
    case 'Pending':
      return 'We have it, and are checking that everything is there.';
    case 'Processing':
      return 'Accepted. We are baking it for you, and tell you here when it is ready.';
    case 'Completed':
      return 'Packed and ready to collect.';
    case 'Rejected':
      return `We could not take it${reason === null ? '' : `: ${reason}`}. Nothing was packed.`;
    case 'Cancelled':
      return 'It was cancelled. Nothing will be baked or packed.';
    case 'Unknown':
      return 'The bakery does not know this order. Please ask us about it.';
  }
}
