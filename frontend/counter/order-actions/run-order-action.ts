import type { StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import { nameStatus } from './counter-status.ts';
import { words } from './words.ts';

export type OrderAction =
  | { readonly action: 'complete' | 'collect' | 'miss' | 'undo' }
  | { readonly action: 'cancel'; readonly reason: string };

type OnChange = (order: StaffOrderResponse, action: OrderAction) => void;

/**
 * Sends the action and shows its result in a toast, with an undo button. After a conflict the toast
 * shows the order's current status.
 * @param onChange called with every answer that holds the order, and with the action that was sent
 */
export async function runOrderAction(
  id: number,
  action: OrderAction,
  onChange: OnChange,
): Promise<void> {
  const answer = await askAsStaff('POST /staff/orders/{id}/actions', {
    params: { id },
    body: action,
  });
  if (answer.kind === 'accepted') {
    onChange(answer.body, action);
    confirmAction(id, action, onChange);
  } else if (answer.kind === 'refused' && answer.problem.status === 409) {
    await showCurrentStatus(id, answer.problem.code, (order) => onChange(order, action));
  } else {
    showToast(`${counterWords.notSaved}: ${explainFailure(answer)}`);
  }
}

function confirmAction(id: number, { action }: OrderAction, onChange: OnChange) {
  const undo = () => void runOrderAction(id, { action: 'undo' }, onChange);
  if (action === 'undo') showToast(words.done.undo(id));
  else showToast(words.done[action](id), { label: words.undo, run: undo });
}

async function showCurrentStatus(
  id: number,
  code: string,
  onChange: (order: StaffOrderResponse) => void,
) {
  const answer = await askAsStaff('GET /staff/orders/{id}', { params: { id } });
  if (answer.kind !== 'accepted') {
    showToast(`${counterWords.notSaved}: ${explainFailure(answer)}`);
    return;
  }
  onChange(answer.body);
  const reason = code === 'too-late' ? `${words.tooLate} ` : '';
  showToast(reason + words.currentStatus(id, nameStatus(answer.body)));
}
