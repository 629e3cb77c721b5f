import type { ListTroubleResponse } from '../../../shared/contract/trouble.ts';
import { mapAnswer } from '../../components/api.ts';
import { button } from '../../components/button.ts';
import { html, nothing, render } from '../../components/html.ts';
import { createStore } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { poll } from '../../components/waiting.ts';
import { formatMoment } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { type ListState, listView, refreshList } from '../live-list.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

type StuckOrder = ListTroubleResponse['orders'][number];

const everyMs = 5_000;
const look = { words, listClass: 'rows', noneClass: 'panel all-well' };

/** Orders that wait too long or could not be processed, each with a button to send it again. */
export const open: OpenView = async ({ element: place, signal }) => {
  const store = createStore<ListState<StuckOrder>>({ items: null, notice: null });
  const refresh = () => refreshList(store, findStuck, words.outdated);
  const again = (id: number) => void retry(id).then(refresh);
  const row = (order: StuckOrder) => stuckOrder(order, again);
  store.subscribe((state) =>
    render(
      listView(state, look, ({ order_id }) => order_id, row),
      place,
    ),
  );
  await poll(refresh, everyMs, signal);
};

async function findStuck() {
  return mapAnswer(await askAsStaff('GET /staff/trouble'), ({ orders }) => orders);
}

function stuckOrder(order: StuckOrder, onRetry: (id: number) => void) {
  const { order_id: id, why, customer_name, placed_at, next_relay_at } = order;
  return html`<li class="row panel">
    <div class="tags">
      <h2><a href="#/orders/${id}">${words.order(id)}</a></h2>
      <span class="tag bad">${words.why[why]}</span>
    </div>
    ${customer_name === null ? nothing : html`<p class="customer">${customer_name}</p>`}
    <p>${words.meaning[why]}</p>
    <p class="quiet">${words.times(formatMoment(placed_at), formatMoment(next_relay_at))}</p>
    ${technicalDetails(order)}
    ${button('button soft', words.again, () => onRetry(id), { label: words.againOf(id) })}
  </li>`;
}

/** What has failed so far; nothing for an order that only waits. */
function technicalDetails({ attempts, relays, last_error }: StuckOrder) {
  const counts = [
    ...(attempts === 0 ? [] : [words.attempts(attempts)]),
    ...(relays === 0 ? [] : [words.relays(relays)]),
  ];
  if (counts.length === 0 && last_error === null) return nothing;
  return html`<details>
    <summary>${words.technical}</summary>
    <p class="quiet">${counts.join(' · ')}</p>
    ${last_error === null ? nothing : html`<p class="quiet error">${last_error}</p>`}
  </details>`;
}

async function retry(id: number) {
  const answer = await askAsStaff('POST /staff/orders/{id}/retry', { params: { id } });
  if (answer.kind === 'accepted') {
    showToast(answer.body.sent ? words.sent(id) : words.notSent(id));
  } else {
    showToast(`${counterWords.notSaved}: ${explainFailure(answer)}`);
  }
}
