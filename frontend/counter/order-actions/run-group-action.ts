import type { StaffOrder } from '../../../shared/contract/orders.ts';
import { maxGroup } from '../../../shared/domain/order-change.ts';
import type { Failure } from '../../components/api.ts';
import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words as counterWords } from '../words.ts';
import { words } from './words.ts';

type Action = 'complete' | 'collect' | 'miss';
type SentAction =
  { readonly action: Action } | { readonly action: 'undo'; readonly undoes: Action };

interface ListedOrder {
  readonly order_id: number;
}

type OnChange<Order> = (
  order: Order & Pick<StaffOrder, 'status' | 'collected_at' | 'missed_at'>,
  action: SentAction,
) => void;

/** The orders of a group by outcome. The outcome is unknown for the rest of the group after a failed request. */
interface Applied<Order> {
  readonly done: Order[];
  readonly unchanged: Order[];
  readonly refused: Order[];
  readonly failure?: Failure;
}

const doneWords = { complete: words.allReady, collect: words.allCollected, miss: words.allMissed };

/**
 * Marks these orders ready, picked up or not picked up, and shows the result in a toast with an undo button. Orders that
 * have changed are left as they are.
 */
export async function runGroupAction<Order extends ListedOrder>(
  orders: readonly Order[],
  action: Action,
  onChange: OnChange<Order>,
): Promise<void> {
  const applied = await applyToAll(orders, { action }, onChange);
  const undo = { label: words.undo, run: () => void undoAll(applied.done, action, onChange) };
  showToast(describe(applied, doneWords[action]), applied.done.length > 0 ? undo : undefined);
}

/**
 * Ends the orders that `loadNext` returns, until there are none or a group has none that could be ended, and shows the
 * result in a toast.
 */
export async function endAllOrders<Order extends ListedOrder>(
  loadNext: () => Promise<readonly Order[]>,
  action: 'collect' | 'miss',
): Promise<void> {
  let all: Applied<Order> = { done: [], unchanged: [], refused: [] };
  for (let next = await loadNext(); next.length > 0; next = await loadNext()) {
    const { done, unchanged, refused, failure } = await applyToAll(
      next,
      { action },
      () => undefined,
    );
    all = {
      done: [...all.done, ...done],
      unchanged: [...all.unchanged, ...unchanged],
      refused,
      ...(failure && { failure }),
    };
    if (failure || done.length + unchanged.length === 0) break;
  }
  const result = describe(all, doneWords[action]);
  // Empty when the first list could not be loaded; the view shows that failure.
  if (result !== '') showToast(result);
}

async function undoAll<Order extends ListedOrder>(
  orders: readonly Order[],
  undoes: Action,
  onChange: OnChange<Order>,
) {
  const applied = await applyToAll(orders, { action: 'undo', undoes }, onChange);
  showToast(describe(applied, words.allUndone));
}

async function applyToAll<Order extends ListedOrder>(
  orders: readonly Order[],
  action: SentAction,
  onChange: OnChange<Order>,
): Promise<Applied<Order>> {
  const applied: Applied<Order> = { done: [], unchanged: [], refused: [] };
  for (let start = 0; start < orders.length; start += maxGroup) {
    const group = orders.slice(start, start + maxGroup);
    const body = { ...action, order_ids: group.map(({ order_id }) => order_id) };
    const answer = await askAsStaff('POST /staff/orders/actions', { body });
    if (answer.kind !== 'accepted') return { ...applied, failure: answer };
    const results = new Map(answer.body.results.map((result) => [result.order_id, result]));
    for (const order of group) {
      const { outcome, status, collected_at, missed_at } = results.get(order.order_id) ?? unknown;
      applied[outcome].push(order);
      if (outcome !== 'refused' && status) {
        onChange({ ...order, status, collected_at, missed_at }, action);
      }
    }
  }
  return applied;
}

const unknown = { outcome: 'refused', status: null, collected_at: null, missed_at: null } as const;

function describe(
  { done, unchanged, refused, failure }: Applied<unknown>,
  word: (count: number) => string,
): string {
  const count = done.length + unchanged.length;
  const sentences = [
    ...(count > 0 ? [word(count)] : []),
    ...(refused.length > 0 ? [words.someUnchanged(refused.length)] : []),
    ...(failure ? [`${counterWords.notSaved}: ${explainFailure(failure)}`] : []),
  ];
  return sentences.join(' ');
}
