import type { ListTroubleResponse } from '../../../shared/contract/trouble.ts';
import { element } from '../../components/element.ts';
import { createKeyedList, type ItemView } from '../../components/keyed-list.ts';
import { createNotice, explainFailure } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { repeat } from '../../components/waiting.ts';
import { formatMoment } from '../../components/wording.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

type StuckOrder = ListTroubleResponse['orders'][number];

const everyMs = 5_000;

/** Orders that wait too long or could not be processed, and how to send them again. */
export const open: OpenView = async ({ element: place, signal }) => {
  const notice = createNotice();
  const none = element('p', { className: 'panel all-well', textContent: words.none, hidden: true });
  const list = element('ul', { className: 'rows' });
  const showOrders = createKeyedList<StuckOrder>(
    list,
    ({ order_id }) => order_id,
    ({ order_id }) => createRow(order_id, refresh),
  );
  place.append(
    element('h1', { textContent: words.title }),
    element('p', { className: 'lead', textContent: words.lead }),
    notice.element,
    none,
    list,
  );
  await repeat(refresh, everyMs, signal);

  async function refresh() {
    const answer = await askAsStaff('GET /staff/trouble');
    if (answer.kind !== 'accepted') {
      notice.show(words.outdated, explainFailure(answer, counterWords.noAnswer));
      return;
    }
    notice.hide();
    showOrders(answer.body.orders);
    none.hidden = answer.body.orders.length > 0;
  }
};

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
    showToast(`${counterWords.notSaved}: ${explainFailure(answer, counterWords.noAnswer)}`);
  }
}
