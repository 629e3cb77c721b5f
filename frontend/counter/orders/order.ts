import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { html, nothing, render } from '../../components/html.ts';
import { type Notice, noticeBox } from '../../components/notice.ts';
import { createStore } from '../../components/store.ts';
import { poll } from '../../components/waiting.ts';
import { goBackTo } from '../address.ts';
import { explainFailure } from '../explain-failure.ts';
import { keepFocus } from '../keep-focus.ts';
import {
  cancelButton,
  missButton,
  nextButton,
  undoButton,
} from '../order-actions/action-buttons.ts';
import { nameStatus, statusOf } from '../order-actions/counter-status.ts';
import { createOrderActions, type OrderActions } from '../order-actions/order-actions.ts';
import { runOrderAction } from '../order-actions/run-order-action.ts';
import { printButtons } from '../prints/print-buttons.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { orderFacts } from './facts.ts';
import { orderLines } from './lines.ts';
import { orderTimeline } from './timeline.ts';
import { words } from './words.ts';

const everyMs = 3_000;

interface OrderState {
  /** Null until loaded. */
  readonly order: StaffOrderResponse | null;
  readonly notice: Notice | null;
  readonly isBlocked: boolean;
}

/** One order with its actions, papers and timeline: "#/orders/102". */
export const open: OpenView = async ({ element: place, argument, signal }) => {
  // "#/orders/1e2" is not an order number.
  const id = /^[1-9]\d*$/.test(argument) ? Number(argument) : 0;
  const store = createStore<OrderState>({ order: null, notice: null, isBlocked: false });
  const actions = createOrderActions(
    (_, action) => runOrderAction(id, action, (order) => store.change({ order })),
    (blocked) => store.change({ isBlocked: blocked.has(id) }),
  );
  store.subscribe(({ order }) => order && actions.watch(order, order.is_undoable));
  store.subscribe((state) =>
    keepFocus(
      place,
      () => render(orderView(state, actions), place),
      () => place.querySelector('h1'),
    ),
  );
  await poll(refresh, everyMs, signal);

  async function refresh() {
    const answer = await askAsStaff('GET /staff/orders/{id}', { params: { id } });
    if (signal.aborted) return;
    if (answer.kind === 'accepted') store.change({ order: answer.body, notice: null });
    else if (answer.kind === 'refused' && answer.problem.status !== 401) {
      store.change({ notice: { title: words.unknown(argument) } });
    } else store.change({ notice: { title: words.outdated, text: explainFailure(answer) } });
  }
};

function orderView({ order, notice, isBlocked }: OrderState, actions: OrderActions) {
  return html`<a class="back" href="#/orders" @click=${goBackTo('#/orders')}>${words.back}</a>
    ${noticeBox(notice)} ${order ? wholeOrder(order, isBlocked, actions) : nothing}`;
}

function wholeOrder(order: StaffOrderResponse, isBlocked: boolean, actions: OrderActions) {
  const status = statusOf(order);
  const actionable = { order, mayUndo: order.is_undoable, isBlocked };
  return html`<div class="order-view">
    <div class="order-head" data-status=${status}>
      <h1 tabindex="-1">${words.title(String(order.order_id))}</h1>
      <strong class="status">${nameStatus(order)}</strong>
    </div>
    <div class="order-actions">
      ${nextButton(actionable, actions, '')} ${undoButton(actionable, actions)}
      ${missButton(actionable, actions)} ${printButtons(order)} ${cancelButton(actionable, actions)}
    </div>
    <div class="order-parts">${orderLines(order)} ${orderFacts(order)} ${orderTimeline(order)}</div>
  </div>`;
}
