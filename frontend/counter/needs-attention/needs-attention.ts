import type { ListTroubleResponse } from '../../../shared/contract/trouble.ts';
import { button } from '../../components/button.ts';
import { confirmFirst } from '../../components/confirm.ts';
import { html, nothing, render, repeat } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { createStore } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { poll, wait } from '../../components/waiting.ts';
import { formatMoment } from '../../components/wording.ts';
import { explainFailure } from '../explain-failure.ts';
import { keepFocus } from '../keep-focus.ts';
import { endAllOrders, runGroupAction } from '../order-actions/run-group-action.ts';
import { runOrderAction } from '../order-actions/run-order-action.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { shortfallsView } from './shortfalls.ts';
import { type UncollectedActions, uncollectedView } from './uncollected.ts';
import { words } from './words.ts';

type StuckOrder = ListTroubleResponse['orders'][number];

interface AttentionState {
  /** Null until loaded. */
  readonly found: ListTroubleResponse | null;
  readonly notice: Notice | null;
  /** Whether the buttons that end orders are blocked. */
  readonly isBlocked: boolean;
}

interface AttentionActions extends UncollectedActions {
  readonly retry: (id: number) => void;
}

const everyMs = 5_000;
/** Ignores clicks for this time after rows have left, because the rows below have moved up. */
const settleMs = 700;

/**
 * Orders that are stuck, each with a button to send it again, supplies that are short, and orders of past days that were not
 * picked up.
 */
export const open: OpenView = async ({ element: place, signal }) => {
  const store = createStore<AttentionState>({ found: null, notice: null, isBlocked: false });

  async function refresh() {
    await load();
  }

  /** @returns null after a failure, and after this view was closed */
  async function load(): Promise<ListTroubleResponse | null> {
    const answer = await askAsStaff('GET /staff/trouble');
    if (signal.aborted) return null;
    if (answer.kind !== 'accepted') {
      store.change({ notice: { title: words.outdated, text: explainFailure(answer) } });
      return null;
    }
    store.change({ found: answer.body, notice: null });
    return answer.body;
  }

  async function endOlder(action: 'collect' | 'miss') {
    const count = store.state.found?.uncollected.older ?? 0;
    const isSure = await confirmFirst({
      title: words.endOlderTitle[action](count),
      text: words.endOlderText[action],
      yes: words.endOlder[action],
      no: words.cancel,
      isHarmless: action === 'collect',
    });
    if (!isSure) return;
    const loadNext = async () => (await load())?.uncollected.older_orders ?? [];
    await act(() => endAllOrders(loadNext, action));
  }

  const refreshSoon = () => void refresh();

  async function act(end: () => Promise<void>) {
    if (store.state.isBlocked) return;
    store.change({ isBlocked: true });
    await end();
    await refresh();
    await wait(settleMs);
    store.change({ isBlocked: false });
  }

  const actions: AttentionActions = {
    retry: (id) => void retry(id).then(refresh),
    end: (id, action) => void act(() => runOrderAction(id, { action }, refreshSoon)),
    collectAll: (orders) => void act(() => runGroupAction(orders, 'collect', () => undefined)),
    endOlder: (action) => void endOlder(action),
  };
  store.subscribe((state) =>
    keepFocus(
      place,
      () => render(attentionView(state, actions), place),
      () => place.querySelector('h1'),
    ),
  );
  await poll(refresh, everyMs, signal);
};

function attentionView({ found, notice, isBlocked }: AttentionState, actions: AttentionActions) {
  const stuck = found?.orders ?? [];
  const shortfalls = found?.shortfalls ?? [];
  const isEmpty =
    found !== null &&
    stuck.length === 0 &&
    shortfalls.length === 0 &&
    found.uncollected.count === 0 &&
    found.uncollected.older === 0;
  return html`<h1 tabindex="-1">${words.title}</h1>
    <p class="lead">${words.lead}</p>
    ${noticeBox(notice)}
    <p class="panel all-well" ?hidden=${!isEmpty}>${words.none}</p>
    <ul class="rows">
      ${repeat(
        stuck,
        ({ order_id }) => order_id,
        (order) => stuckOrder(order, actions.retry),
      )}
    </ul>
    ${shortfallsView(shortfalls)}
    ${found ? uncollectedView(found.uncollected, isBlocked, actions) : nothing}`;
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
