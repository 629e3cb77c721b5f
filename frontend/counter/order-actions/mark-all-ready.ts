import type { StaffOrder, StaffOrderResponse } from '../../../shared/contract/orders.ts';
import { showToast } from '../../components/toast.ts';
import { askAsStaff } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import type { OrderAction } from './run-order-action.ts';
import { words } from './words.ts';

type OnChange = (order: StaffOrderResponse, action: OrderAction) => void;

/**
 * Marks these orders ready, and shows the result in a toast with an undo button. Orders that have changed are left as
 * they are.
 */
export async function markAllReady(
  orders: readonly StaffOrder[],
  onChange: OnChange,
): Promise<void> {
  const done = await runEach(orders, { action: 'complete' }, onChange);
  const left = orders.length - done.length;
  const text = [
    ...(done.length > 0 ? [words.allReady(done.length)] : []),
    ...(left > 0 ? [words.notAllReady(left)] : []),
  ].join(' ');
  if (done.length === 0) showToast(`${counterWords.notSaved}: ${text}`);
  else showToast(text, { label: words.undo, run: () => void undoAll(done, onChange) });
}

async function undoAll(orders: readonly StaffOrder[], onChange: OnChange) {
  const undone = await runEach(orders, { action: 'undo' }, onChange);
  showToast(words.allUndone(undone.length));
}

/** @returns the orders whose action was accepted */
async function runEach(orders: readonly StaffOrder[], body: OrderAction, onChange: OnChange) {
  const accepted: StaffOrder[] = [];
  for (const { order_id: id } of orders) {
    const answer = await askAsStaff('POST /staff/orders/{id}/actions', { params: { id }, body });
    if (answer.kind !== 'accepted') continue;
    accepted.push(answer.body);
    onChange(answer.body, body);
  }
  return accepted;
}
