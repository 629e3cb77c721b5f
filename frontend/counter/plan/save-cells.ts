import type { Store } from '../../components/store.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import {
  type Cell,
  type Draft,
  keyOf,
  type PlanState,
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

  async function save(key: string, cell: Cell, typed: string, wanted: Change) {
    const answer = await send(cell, wanted);
    waiting--;
    const { rows, drafts } = store.state;
    const isTypedAgain = drafts[key]?.kind !== 'saving';
    if (answer.kind !== 'accepted') {
      if (!isTypedAgain) put(key, { kind: 'failed', typed, message: explainFailure(answer) });
    } else {
      store.change({
        hasSaved: true,
        ...(rows && { rows: withSaved(rows, cell, toSavedDay(wanted)) }),
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

function send({ row, day: { date } }: Cell, wanted: Change) {
  const params = { id: row.id, date };
  const isPool = row.kind === 'pool';
  if (wanted.kind === 'weekday') {
    return isPool
      ? askAsStaff('DELETE /staff/pools/{id}/capacity/{date}', { params })
      : askAsStaff('DELETE /staff/products/{id}/plan/{date}', { params });
  }
  const { units, reserve } = wanted;
  return isPool
    ? askAsStaff('PUT /staff/pools/{id}/capacity/{date}', { params, body: { units } })
    : askAsStaff('PUT /staff/products/{id}/plan/{date}', { params, body: { units, reserve } });
}

/** The number of the weekday is known after the next load. */
function toSavedDay(wanted: Change) {
  return wanted.kind === 'own'
    ? { units: wanted.units, reserve: wanted.reserve, isOwn: true }
    : { units: null, reserve: 0, isOwn: false };
}

function findCell({ rows }: PlanState, key: string): Cell | undefined {
  return (rows ?? [])
    .flatMap((row) => row.days.map((day) => ({ row, day })))
    .find((cell) => keyOf(cell) === key);
}
