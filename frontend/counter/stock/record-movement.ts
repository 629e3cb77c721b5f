import type { RecordStockMovementRequest } from '../../../shared/contract/catalogue.ts';
import { type Attempt, continueAttempt } from '../../components/attempt.ts';
import { newForm, toNumber } from '../../components/form.ts';
import type { Store } from '../../components/store.ts';
import { showToast } from '../../components/toast.ts';
import { describeFailure } from '../describe-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { undoMovements } from './undo-movements.ts';
import { words } from './words.ts';

export type Reason = RecordStockMovementRequest['reason'];
export const reasons = ['delivery', 'waste', 'count'] as const;

export type MovementForm = Readonly<ReturnType<typeof newMovement>>;

export function newMovement() {
  return {
    ...newForm({ '/units': '', '/note': '' }),
    /** The last request without a definite answer. */
    attempt: null as Attempt<RecordStockMovementRequest> | null,
  };
}

export interface Stocked {
  readonly id: number;
  readonly name: string;
}

/** A recorded movement, or what the form shows after a failure. */
type Outcome =
  | {
      readonly kind: 'recorded';
      readonly units: number;
      readonly stock: number;
      /** Null for a count without a difference. */
      readonly movement: number | null;
    }
  | { readonly kind: 'failed'; readonly shown: Partial<MovementForm> };

/** @param refresh fetches the stock again, and returns it */
export async function recordMovement(
  store: Store<MovementForm>,
  { id }: Stocked,
  reason: Reason,
  refresh: () => Promise<number>,
): Promise<Outcome> {
  const { '/units': typed, '/note': note } = store.state.values;
  const units = toNumber(typed);
  if (Number.isNaN(units)) {
    return { kind: 'failed', shown: { faults: { '/units': words.needsNumber } } };
  }
  const attempt = continueAttempt(store.state.attempt, {
    reason,
    units,
    ...(note.trim() !== '' && { note }),
  });
  store.change({ attempt });
  const answer = await askAsStaff('POST /staff/products/{id}/stock-movements', {
    params: { id },
    headers: { 'idempotency-key': attempt.key },
    body: attempt.request,
  });
  if (answer.kind === 'accepted') {
    const { stock, movement_id: movement } = answer.body;
    return { kind: 'recorded', units: attempt.request.units, stock, movement };
  }
  if (answer.kind === 'unanswered') {
    return { kind: 'failed', shown: { notice: { title: words.unanswered } } };
  }
  const refusals = refusalsOf(answer.problem.code, await refresh());
  const failure = describeFailure(answer, ['/units', '/note'], refusals);
  return { kind: 'failed', shown: { attempt: null, ...failure } };
}

/** Records one movement, and offers to undo it. @returns what the form shows afterwards */
export async function recordWithUndo(
  store: Store<MovementForm>,
  product: Stocked,
  reason: Reason,
  refresh: () => Promise<number>,
): Promise<Partial<MovementForm>> {
  const outcome = await recordMovement(store, product, reason, refresh);
  if (outcome.kind === 'failed') return outcome.shown;
  await refresh();
  const { units, stock, movement } = outcome;
  const done = words.done[reason](units, product.name, stock);
  const undo = () => void undoMovements([{ ...product, movement }], refresh);
  showToast(done, movement === null ? undefined : { label: words.undo, run: undo });
  return newMovement();
}

function refusalsOf(code: string, stock: number) {
  if (code === 'not-enough-stock') return { '/units': words.onlyInStock(stock) };
  const refusal = words.refusals[code];
  return refusal === undefined ? words.refusals : { '/units': refusal };
}
