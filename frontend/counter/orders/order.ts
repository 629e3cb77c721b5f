import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { element } from '../../components/element.ts';
import { createNotice, explainFailure } from '../../components/notice.ts';
import { repeat } from '../../components/waiting.ts';
import { handOnFocus } from '../hand-on-focus.ts';
import { createMoveButtons } from '../moves/move-buttons.ts';
import { type Move, moveOrder } from '../moves/move-order.ts';
import { standingOf, wordStanding } from '../moves/standing.ts';
import { createPrintButtons } from '../prints/print-buttons.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { words as counterWords } from '../words.ts';
import { createFacts } from './facts.ts';
import { createLines } from './lines.ts';
import { createTimeline } from './timeline.ts';
import { words } from './words.ts';

const everyMs = 3_000;

/** Everything about one order, and all that can be done with it: "#/orders/102". */
export const open: OpenView = async ({ element: place, argument, signal }) => {
  // An address such as "#/orders/1e2" names no order.
  const id = /^[1-9]\d*$/.test(argument) ? Number(argument) : 0;
  let shown: StaffOrderResponse | undefined;
  const notice = createNotice();
  const status = element('strong', { className: 'status' });
  const moves = createMoveButtons(id, move);
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
      moves.element,
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
    } else notice.show(words.outdated, explainFailure(answer, counterWords.noAnswer));
  }

  async function move(wanted: Move) {
    await moveOrder(id, wanted, show);
  }

  function show(order: StaffOrderResponse) {
    handOnFocus(moves.element, () => moves.update(order, order.is_undoable), title);
    // What is read or selected stays while nothing changes.
    if (JSON.stringify(order) === JSON.stringify(shown)) return;
    shown = order;
    const standing = standingOf(order);
    whole.hidden = false;
    for (const part of [head, moves.element]) part.dataset['status'] = standing;
    status.textContent = wordStanding(standing);
    lines.replaceChildren(...createLines(order));
    facts.replaceChildren(...createFacts(order));
    timeline.replaceChildren(...createTimeline(order));
  }
};
