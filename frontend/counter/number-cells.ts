import type { Answer } from '../components/api.ts';
import type { Store } from '../components/store.ts';
import { explainFailure } from './explain-failure.ts';

/** What was typed into a cell of a table and is not saved yet. */
export type Draft =
  | { readonly kind: 'typing'; readonly typed: string }
  | { readonly kind: 'saving'; readonly typed: string }
  | { readonly kind: 'failed'; readonly typed: string; readonly message: string };

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
  /** @returns undefined for a cell that is not in the table */
  readonly read: (key: string, typed: string) => Wanted<Change> | undefined;
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
  { read, send, show }: Cells<Change>,
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
    const { typed } = draft;
    const wanted = read(key, typed);
    if (wanted?.kind === 'fault') {
      put(key, { kind: 'failed', typed, message: wanted.message });
      return;
    }
    const saving = { kind: 'saving', typed } as const;
    put(key, saving);
    waiting++;
    queue = queue.then(() => save(key, saving));
  }

  /** Reads the cell again, because the requests before it may have changed what it is compared with. */
  async function save(key: string, saving: Draft) {
    const { typed } = saving;
    const wanted = read(key, typed);
    const answer = wanted?.kind === 'change' ? await saveChange(wanted.change) : undefined;
    // A draft that was typed since then has a request of its own.
    if (store.state.drafts[key] === saving) {
      if (answer === undefined || answer.kind === 'accepted') drop(key);
      else put(key, { kind: 'failed', typed, message: explainFailure(answer) });
    }
    waiting--;
    if (waiting === 0) await whenDone();
  }

  async function saveChange(change: Change) {
    const answer = await send(change);
    if (answer.kind === 'accepted') {
      show(change);
      store.change({ hasSaved: true });
    }
    return answer;
  }

  return {
    commit,
    type: (key: string, typed: string) => put(key, { kind: 'typing', typed }),
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
