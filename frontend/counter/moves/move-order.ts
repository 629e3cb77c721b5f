import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { explainFailure } from '../../components/notice.ts';
import { showToast } from '../../components/toast.ts';
import { askAsStaff } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import { standingOf, wordStanding } from './standing.ts';
import { words } from './words.ts';

export type Move =
  | { readonly action: 'complete' | 'collect' | 'undo' }
  | { readonly action: 'cancel'; readonly reason: string };

type OnChange = (order: StaffOrderResponse, move: Move) => void;

/**
 * Does something with an order and says so, with a way to take it back; or says why it was not done.
 * When somebody else was faster, it says how the order is now.
 * @param onChange called with the order as it is now, whenever that has become known, and with what
 *   was done or tried: what was asked for, or that it was taken back
 */
export async function moveOrder(id: number, move: Move, onChange: OnChange): Promise<void> {
  const answer = await askAsStaff('POST /staff/orders/{id}/moves', { params: { id }, body: move });
  if (answer.kind === 'accepted') {
    onChange(answer.body, move);
    sayDone(id, move, onChange);
  } else if (answer.kind === 'refused' && answer.problem.status === 409) {
    await sayHowItIs(id, answer.problem.code, (order) => onChange(order, move));
  } else {
    showToast(`${counterWords.notDone}: ${explainFailure(answer, counterWords.noAnswer)}`);
  }
}

function sayDone(id: number, { action }: Move, onChange: OnChange) {
  const undo = () => void moveOrder(id, { action: 'undo' }, onChange);
  if (action === 'undo') showToast(words.done.undo(id));
  else showToast(words.done[action](id), { label: words.undo, run: undo });
}

async function sayHowItIs(id: number, code: string, onChange: (order: StaffOrderResponse) => void) {
  const answer = await askAsStaff('GET /staff/orders/{id}', { params: { id } });
  if (answer.kind !== 'accepted') {
    showToast(`${counterWords.notDone}: ${explainFailure(answer, counterWords.noAnswer)}`);
    return;
  }
  onChange(answer.body);
  const reason = code === 'too-late' ? `${words.tooLate} ` : '';
  showToast(reason + words.isNow(id, wordStanding(standingOf(answer.body))));
}
