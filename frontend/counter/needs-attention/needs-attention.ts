import type { ListTroubleResponse } from '../../../shared/contract/trouble.ts';
import { element } from '../../components/element.ts';
import type { ItemView } from '../../components/keyed-list.ts';
import { showToast } from '../../components/toast.ts';
import { formatMoment } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { openList } from '../open-list.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

type StuckOrder = ListTroubleResponse['orders'][number];

/** Orders that wait too long or could not be processed, each with a button to send it again. */
export const open: OpenView = (context) =>
  openList(context, {
    words,
    listClass: 'rows',
    noneClass: 'panel all-well',
    everyMs: 5_000,
    load: () => askAsStaff('GET /staff/trouble'),
    itemsOf: ({ orders }) => orders,
    keyOf: ({ order_id }) => order_id,
    createItem: ({ order_id }, refresh) => createRow(order_id, refresh),
  });

function createRow(id: number, onChange: () => Promise<void>): ItemView<StuckOrder> {
  const reason = element('span', { className: 'tag bad' });
  const customer = element('p', { className: 'customer' });
  const facts = element('p', { className: 'quiet' });
  const error = element('p', { className: 'quiet error' });
  const again = element('button', {
    type: 'button',
    className: 'button soft',
    textContent: words.again,
    ariaLabel: words.againOf(id),
    onclick: () => void retry(id).then(onChange),
  });
  return {
    element: element(
      'li',
      { className: 'row panel' },
      element(
        'div',
        { className: 'tags' },
        element('h2', {}, element('a', { href: `#/orders/${id}`, textContent: words.order(id) })),
        reason,
      ),
      customer,
      facts,
      error,
      again,
    ),
    update({ why, placed_at, attempts, last_error, relays, next_relay_at, customer_name }) {
      reason.textContent = words.why[why];
      customer.textContent = customer_name ?? '';
      customer.hidden = customer_name === null;
      facts.textContent = [
        words.placed(formatMoment(placed_at)),
        words.attempts(attempts),
        words.relays(relays, formatMoment(next_relay_at)),
      ]
        .filter((fact) => fact !== '')
        .join(' · ');
      error.textContent = last_error ?? '';
      error.hidden = last_error === null;
    },
  };
}

async function retry(id: number) {
  const answer = await askAsStaff('POST /staff/orders/{id}/retry', { params: { id } });
  if (answer.kind === 'accepted') {
    showToast(answer.body.sent ? words.sent(id) : words.notSent(id));
  } else {
    showToast(`${counterWords.notSaved}: ${explainFailure(answer)}`);
  }
}
