import { confirmFirst } from '../components/confirm.ts';
import { getElement } from '../components/get-element.ts';
import { explainProblem } from '../components/explain-problem.ts';
import { createNotice } from '../components/notice.ts';
import type { Store } from '../components/store.ts';
import { refreshOrder } from './follow-order.ts';
import { cancelOrder } from './order-api.ts';
import type { Cancellation, OrderState } from './order-state.ts';
import { words } from './words.ts';

/** The cancel button, shown while the API allows the customer to cancel. */
export function createCancelView(store: Store<OrderState>): (state: OrderState) => void {
  const place = getElement('cancellation');
  const button = getElement('cancel');
  const notice = createNotice();
  place.prepend(notice.element);
  button.onclick = () => void cancel(store);

  return ({ found, cancellation }) => {
    const mayCancel = found.kind === 'whole' && found.order.may_cancel;
    button.hidden = !mayCancel;
    button.textContent = cancellation.kind === 'sending' ? words.cancelling : words.cancel;
    button.ariaDisabled = String(cancellation.kind === 'sending');
    if (cancellation.kind === 'refused') notice.show(words.cancelRefused, cancellation.text);
    else notice.hide();
  };
}

async function cancel(store: Store<OrderState>) {
  const { link, cancellation } = store.state;
  if (!link?.token || cancellation.kind === 'sending') return;
  const isSure = await confirmFirst({
    title: words.cancelQuestion(link.id),
    text: words.cancelText,
    yes: words.cancelYes,
    no: words.cancelNo,
  });
  if (!isSure) return;
  store.change({ cancellation: { kind: 'sending' } });
  const answer = await cancelOrder(link.id, link.token);
  await refreshOrder(store, link);
  store.change({ cancellation: toCancellation(answer) });
  getElement('order-title').focus();
}

function toCancellation(answer: Awaited<ReturnType<typeof cancelOrder>>): Cancellation {
  if (answer.kind === 'accepted') return { kind: 'idle' };
  if (answer.kind === 'unanswered') return { kind: 'refused', text: words.cancelUnanswered };
  const { problem } = answer;
  const isTooLate = problem.code === 'too-late';
  return { kind: 'refused', text: isTooLate ? words.tooLate : explainProblem(problem) };
}
