import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { createNotice } from '../../components/notice.ts';
import { repeat } from '../../components/waiting.ts';
import { explainFailure } from '../explain-failure.ts';
import { keepFocus } from '../keep-focus.ts';
import { createActionButtons } from '../order-actions/action-buttons.ts';
import { nameStatus, statusOf } from '../order-actions/counter-status.ts';
import { type OrderAction, runOrderAction } from '../order-actions/run-order-action.ts';
import { createPrintButtons } from '../prints/print-buttons.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { createFacts } from './facts.ts';
import { createLines } from './lines.ts';
import { createTimeline } from './timeline.ts';
import { words } from './words.ts';

const everyMs = 3_000;

/** One order with its actions, papers and timeline: "#/orders/102". */
export const open: OpenView = async ({ element: place, argument, signal }) => {
  // "#/orders/1e2" is not an order number.
  const id = /^[1-9]\d*$/.test(argument) ? Number(argument) : 0;
  let shown: StaffOrderResponse | undefined;
  const notice = createNotice();
  const status = element('strong', { className: 'status' });
  const actions = createActionButtons(id, run);
  const lines = element('section', { className: 'panel' });
  const facts = element('section', { className: 'panel' });
  const timeline = element('section', { className: 'panel' });
  const title = element('h1', { tabIndex: -1, textContent: words.title(argument) });
  const head = element('div', { className: 'order-head' }, title, status);
  const whole = element(
    'div',
    { className: 'order-view', hidden: true },
    head,
    element(
      'div',
      { className: 'order-actions' },
      actions.element,
      createPrintButtons(() => shown),
    ),
    element('div', { className: 'order-parts' }, lines, facts, timeline),
  );
  place.append(
    element('a', { className: 'back', href: '#/', textContent: words.back }),
    notice.element,
    whole,
  );
  await repeat(refresh, everyMs, signal);

  async function refresh() {
    const answer = await askAsStaff('GET /staff/orders/{id}', { params: { id } });
    if (signal.aborted) return;
    if (answer.kind === 'accepted') {
      notice.hide();
      show(answer.body);
    } else if (answer.kind === 'refused' && answer.problem.status !== 401) {
      notice.show(words.unknown(argument));
    } else notice.show(words.outdated, explainFailure(answer));
  }

  async function run(action: OrderAction) {
    await runOrderAction(id, action, show);
  }

  function show(order: StaffOrderResponse) {
    keepFocus(actions.element, () => actions.update(order, order.is_undoable), title);
    // Redrawing would drop a text selection.
    if (JSON.stringify(order) === JSON.stringify(shown)) return;
    shown = order;
    const orderStatus = statusOf(order);
    whole.hidden = false;
    for (const part of [head, actions.element]) part.dataset['status'] = orderStatus;
    status.textContent = nameStatus(orderStatus);
    lines.replaceChildren(...createLines(order));
    facts.replaceChildren(...createFacts(order));
    timeline.replaceChildren(...createTimeline(order));
  }
};
