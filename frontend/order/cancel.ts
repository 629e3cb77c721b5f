import { confirmFirst } from '../components/confirm.ts';
import { explainProblem } from '../components/explain-problem.ts';
import type { Store } from '../components/store.ts';
import { refreshOrder } from './follow-order.ts';
import { cancelOrder } from './order-api.ts';
import type { Cancellation, OrderState } from './order-state.ts';
import { words } from './words.ts';

/** @returns whether the customer has confirmed, so that the order was to be cancelled */
export async function cancelIfConfirmed(store: Store<OrderState>): Promise<boolean> {
  const { link, cancellation } = store.state;
  if (!link?.token || cancellation.kind === 'sending') return false;
  const isSure = await confirmFirst({
    title: words.cancelQuestion(link.id),
    text: words.cancelText,
    yes: words.cancelYes,
    no: words.cancelNo,
  });
  if (!isSure) return false;
  store.change({ cancellation: { kind: 'sending' } });
  const answer = await cancelOrder(link.id, link.token);
  await refreshOrder(store, link);
  store.change({ cancellation: toCancellation(answer) });
  return true;
}

function toCancellation(answer: Awaited<ReturnType<typeof cancelOrder>>): Cancellation {
  if (answer.kind === 'accepted') return { kind: 'idle' };
  if (answer.kind === 'unanswered') return { kind: 'refused', text: words.cancelUnanswered };
  const { problem } = answer;
  const isTooLate = problem.code === 'too-late';
  return { kind: 'refused', text: isTooLate ? words.tooLate : explainProblem(problem) };
}
