import type { Answer, Failure } from '../components/api.ts';
import type { Store } from '../components/store.ts';
import { explainFailure } from './explain-failure.ts';
import { words } from './words.ts';

/** What was typed into a cell of a table and is not saved yet. */
export type Draft = {
  readonly typed: string;
  /** The saved number that the cell showed before; null for none. Another device may have saved another one since. */
  readonly seen: number | null;
} & (
  { readonly kind: 'typing' | 'saving' } | { readonly kind: 'failed'; readonly message: string }
);

/** A table of numbers, each saved when its field is left. */
export interface NumberCells {
  /** By the key of the cell. */
  readonly drafts: Readonly<Record<string, Draft>>;
  /** Whether a number was saved since the view was opened. */
  readonly hasSaved: boolean;
}

export const noCells: NumberCells = { drafts: {}, hasSaved: false };

/** What a typed text asks for. */
export type Wanted<Change> =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'change'; readonly change: Change };

interface Cells<Change> {
  /** The saved number of a cell; undefined for a cell that is not in the table. */
  readonly saved: (key: string) => number | null | undefined;
  /** The name of a cell's number in a request: "sold". */
  readonly field: (key: string) => string;
  /**
   * @param seen the saved number that the change is based on
   * @returns undefined for a cell that is not in the table
   */
  readonly read: (key: string, typed: string, seen: number | null) => Wanted<Change> | undefined;
  readonly send: (change: Change) => Promise<Answer<unknown>>;
  /** Shows a saved change. */
  readonly show: (change: Change) => void;
}

/** Whether something was typed that is not saved. */
export function hasUnsaved({ drafts }: Pick<NumberCells, 'drafts'>): boolean {
  return Object.keys(drafts).length > 0;
}

/**
 * Saves cells one after the other, because staff type faster than the API answers.
 * @param whenDone called after the last one
 */
export function createSaver<Change>(
  store: Store<NumberCells>,
  { saved, field, read, send, show }: Cells<Change>,
  whenDone: () => Promise<void>,
) {
  let queue = Promise.resolve();
  let waiting = 0;

  const put = (key: string, draft: Draft) =>
    store.change({ drafts: { ...store.state.drafts, [key]: draft } });
  const drop = (key: string) => store.change({ drafts: without(store.state.drafts, key) });

  /** Saves what was typed into a cell. */
  function commit(key: string) {
    const draft = store.state.drafts[key];
    if (draft === undefined || draft.kind === 'saving') return;
    const { typed, seen } = draft;
    const wanted = read(key, typed, seen);
    if (wanted?.kind === 'fault') {
      put(key, { kind: 'failed', typed, seen, message: wanted.message });
      return;
    }
    const saving = { kind: 'saving', typed, seen } as const;
    put(key, saving);
    waiting++;
    queue = queue.then(() => save(key, saving));
  }

  /** Reads the cell again, because the requests before it may have changed what it is compared with. */
  async function save(key: string, saving: Draft) {
    const { typed } = saving;
    const { kind, seen } = store.state.drafts[key] ?? saving;
    // After a refusal, staff decide.
    const wanted = kind === 'failed' ? undefined : read(key, typed, seen);
    const answer = wanted?.kind === 'change' ? await saveChange(key, wanted.change) : undefined;
    const draft = store.state.drafts[key];
    // A draft that was typed since then has a request of its own.
    if (draft?.kind === 'saving' && draft.typed === typed) {
      if (answer === undefined || answer.kind === 'accepted') drop(key);
      else put(key, { kind: 'failed', typed, ...explain(answer, field(key), draft.seen) });
    }
    waiting--;
    if (waiting === 0) await whenDone();
  }

  async function saveChange(key: string, change: Change) {
    const answer = await send(change);
    if (answer.kind === 'accepted') {
      const before = mapDrafts(store.state.drafts, saved);
      show(change);
      // What was typed since then, also in the other number of the cell, is based on what this request has saved.
      const drafts = mapDrafts(store.state.drafts, (other, draft) => {
        const isBasedOnIt = other === key || draft.seen === before[other];
        return isBasedOnIt ? { ...draft, seen: saved(other) ?? null } : draft;
      });
      store.change({ hasSaved: true, drafts });
    }
    return answer;
  }

  return {
    commit,
    type: (key: string, typed: string) => {
      const draft = store.state.drafts[key];
      put(key, { kind: 'typing', typed, seen: draft ? draft.seen : (saved(key) ?? null) });
    },
    revert: drop,
    /** Resolves when every number that was entered so far is sent. */
    whenSent: () => queue,
    /** Sends the cells again that could not be saved. */
    retry: () => {
      for (const [key, { kind }] of Object.entries(store.state.drafts)) {
        if (kind === 'failed') commit(key);
      }
    },
  };
}

function without(drafts: NumberCells['drafts'], key: string): NumberCells['drafts'] {
  return Object.fromEntries(Object.entries(drafts).filter(([other]) => other !== key));
}

function mapDrafts<Value>(
  drafts: NumberCells['drafts'],
  toValue: (key: string, draft: Draft) => Value,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(drafts).map(([key, draft]) => [key, toValue(key, draft)]),
  );
}

/** Says what another device has saved; the next attempt is based on that. */
function explain(failure: Failure, field: string, seen: number | null) {
  const current = findCurrent(failure, `/expected/${field}`);
  return current === undefined
    ? { message: explainFailure(failure), seen }
    : { message: words.savedElsewhere(current), seen: current };
}

/** The saved number that a request did not expect. @param path "/expected/sold" */
export function findCurrent(answer: Answer<unknown>, path: string): number | null | undefined {
  if (answer.kind !== 'refused' || answer.problem.code !== 'stale-version') return undefined;
  return answer.problem.errors?.find((fault) => fault.path.endsWith(path))?.current;
}
