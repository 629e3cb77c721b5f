import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { maxGroup } from '../../../shared/domain/order-change.ts';
import type { Failure } from '../../components/api.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

type GroupAction =
  { readonly action: 'complete' } | { readonly action: 'undo'; readonly undoes: 'complete' };

type OnChange = (order: StaffOrder, action: GroupAction) => void;

/** The orders of a group by outcome. The outcome is unknown for the rest of the group after a failed request. */
interface Applied {
  readonly done: StaffOrder[];
  readonly unchanged: StaffOrder[];
  readonly refused: StaffOrder[];
  readonly failure?: Failure;
}

/**
 * Marks these orders ready, and shows the result in a toast with an undo button. Orders that have changed are left as
 * they are.
 */
export async function markAllReady(
  orders: readonly StaffOrder[],
  onChange: OnChange,
): Promise<void> {
  const applied = await applyToAll(orders, { action: 'complete' }, onChange);
  const undo = { label: words.undo, run: () => void undoAll(applied.done, onChange) };
  showToast(describe(applied, words.allReady), applied.done.length > 0 ? undo : undefined);
}

async function undoAll(orders: readonly StaffOrder[], onChange: OnChange) {
  const applied = await applyToAll(orders, { action: 'undo', undoes: 'complete' }, onChange);
  showToast(describe(applied, words.allUndone));
}

async function applyToAll(
  orders: readonly StaffOrder[],
  action: GroupAction,
  onChange: OnChange,
): Promise<Applied> {
  const applied: Applied = { done: [], unchanged: [], refused: [] };
  for (let start = 0; start < orders.length; start += maxGroup) {
    const group = orders.slice(start, start + maxGroup);
    const body = { ...action, order_ids: group.map(({ order_id }) => order_id) };
    const answer = await askAsStaff('POST /staff/orders/actions', { body });
    if (answer.kind !== 'accepted') return { ...applied, failure: answer };
    const results = new Map(answer.body.results.map((result) => [result.order_id, result]));
    for (const order of group) {
      const { outcome, status, collected_at } = results.get(order.order_id) ?? unknown;
      applied[outcome].push(order);
      if (outcome !== 'refused' && status) onChange({ ...order, status, collected_at }, action);
    }
  }
  return applied;
}

const unknown = { outcome: 'refused', status: null, collected_at: null } as const;

function describe(
  { done, unchanged, refused, failure }: Applied,
  word: (count: number) => string,
): string {
  const count = done.length + unchanged.length;
  const sentences = [
    ...(count > 0 ? [word(count)] : []),
    ...(refused.length > 0 ? [words.notAllReady(refused.length)] : []),
    ...(failure ? [`${counterWords.notSaved}: ${explainFailure(failure)}`] : []),
  ];
  return sentences.join(' ');
}
