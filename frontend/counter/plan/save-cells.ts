import type { Store } from '../../components/store.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import {
  type Cell,
  type Draft,
  keyOf,
  type Part,
  parts,
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
    const draft = store.state.drafts[key];
    const found = findCell(store.state, key);
    if (draft === undefined || found === undefined || draft.kind === 'saving') return;
    const { typed } = draft;
    const wanted = readCell(found.cell, found.part, typed);
    if (wanted.kind === 'fault') {
      put(key, { kind: 'failed', typed, message: wanted.message });
      return;
    }
    put(key, { kind: 'saving', typed });
    waiting++;
    queue = queue.then(() => save(key, typed));
  }

  /** Compares with what the requests before have saved. */
  async function save(key: string, typed: string) {
    const found = findCell(store.state, key);
    const wanted = found && readCell(found.cell, found.part, typed);
    if (found && (wanted?.kind === 'own' || wanted?.kind === 'weekday')) {
      await sendCell(key, found.cell, typed, wanted);
    } else if (isStillSaving(key)) {
      drop(key);
    }
    waiting--;
    if (waiting === 0) await whenDone();
  }

  async function sendCell(key: string, cell: Cell, typed: string, wanted: Change) {
    const answer = await send(cell, wanted);
    if (answer.kind === 'accepted') {
      const { rows } = store.state;
      store.change({
        hasSaved: true,
        ...(rows && { rows: withSaved(rows, cell, toSavedDay(wanted)) }),
      });
      if (isStillSaving(key)) drop(key);
    } else if (isStillSaving(key)) {
      put(key, { kind: 'failed', typed, message: explainFailure(answer) });
    }
  }

  /** Whether nothing was typed into the cell since its request began. */
  function isStillSaving(key: string): boolean {
    return store.state.drafts[key]?.kind === 'saving';
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

function findCell(
  { rows }: PlanState,
  key: string,
): { readonly cell: Cell; readonly part: Part } | undefined {
  for (const row of rows ?? []) {
    for (const day of row.days) {
      const cell = { row, day };
      const part = parts.find((one) => keyOf(cell, one) === key);
      if (part) return { cell, part };
    }
  }
  return undefined;
}
