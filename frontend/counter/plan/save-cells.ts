import { weekdayOf } from '../../../shared/domain/calendar.ts';
import type { Store } from '../../components/store.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import {
  type CellAt,
  type Draft,
  keyOf,
  type PlannedDay,
  type PlanState,
  productsOf,
  readCell,
  type Wanted,
  withoutDraft,
  withSaved,
} from './plan-state.ts';

/**
 * Saves cells one after the other, because staff type faster than the API answers.
 * @param whenDone called after the last one
 */
export function createSaver(store: Store<PlanState>, whenDone: () => Promise<void>) {
  let queue = Promise.resolve();
  let waiting = 0;

  const put = (key: string, draft: Draft) =>
    store.change({ drafts: { ...store.state.drafts, [key]: draft } });
  const drop = (key: string) => store.change({ drafts: withoutDraft(store.state.drafts, key) });

  /** Saves what was typed into a cell. */
  function commit(key: string) {
    const { drafts, part } = store.state;
    const typed = drafts[key]?.typed;
    const cell = findCell(store.state, key);
    if (typed === undefined || cell === undefined || drafts[key]?.kind === 'saving') return;
    const wanted = readCell(cell, part, typed);
    if (wanted.kind === 'nothing') {
      drop(key);
      return;
    }
    if (wanted.kind === 'fault') {
      put(key, { kind: 'failed', typed, message: wanted.message });
      return;
    }
    put(key, { kind: 'saving', typed });
    waiting++;
    queue = queue.then(() => save(key, cell, typed, wanted));
  }

  async function save(key: string, cell: CellAt, typed: string, wanted: Change) {
    const answer = await send(cell, wanted);
    waiting--;
    const { plan, drafts } = store.state;
    const isTypedAgain = drafts[key]?.kind !== 'saving';
    if (answer.kind !== 'accepted') {
      if (!isTypedAgain) put(key, { kind: 'failed', typed, message: explainFailure(answer) });
    } else {
      store.change({
        hasSaved: true,
        ...(plan && { plan: withSaved(plan, cell, toSavedDay(cell, wanted)) }),
        ...(!isTypedAgain && { drafts: withoutDraft(drafts, key) }),
      });
    }
    if (waiting === 0) await whenDone();
  }

  return {
    commit,
    type: (key: string, typed: string) => put(key, { kind: 'typing', typed }),
    revert: drop,
    /** Sends the cells again that could not be saved. */
    retry: () => {
      for (const [key, { kind }] of Object.entries(store.state.drafts)) {
        if (kind === 'failed') commit(key);
      }
    },
    /** Lets a day follow its weekday. */
    reset: (key: string) => {
      put(key, { kind: 'typing', typed: '' });
      commit(key);
    },
    isBusy: () => waiting > 0,
  };
}

type Change = Extract<Wanted, { kind: 'own' | 'weekday' }>;

function send({ product, day }: CellAt, wanted: Change) {
  const params = { id: product.product_id, date: day.date };
  if (wanted.kind === 'weekday') {
    return askAsStaff('DELETE /staff/products/{id}/plan/{date}', { params });
  }
  const { units, reserve } = wanted;
  return askAsStaff('PUT /staff/products/{id}/plan/{date}', { params, body: { units, reserve } });
}

function toSavedDay({ product, day }: CellAt, wanted: Change): Partial<PlannedDay> {
  if (wanted.kind === 'own') {
    return { planned: wanted.units, reserve: wanted.reserve, is_own: true };
  }
  const usual = product.weekdays[weekdayOf(day.date) - 1];
  return { planned: usual?.units ?? null, reserve: usual?.reserve ?? 0, is_own: false };
}

export function findCell(state: PlanState, key: string): CellAt | undefined {
  return productsOf(state)
    .flatMap((product) => product.days.map((day) => ({ product, day })))
    .find((cell) => keyOf(cell) === key);
}
