import type { Answer } from '../components/api.ts';
import type { Notice } from '../components/notice.ts';
import type { Store } from '../components/store.ts';
import { explainFailure } from './explain-failure.ts';

export interface ListState<Item> {
  /** Null until loaded. */
  readonly items: readonly Item[] | null;
  readonly notice: Notice | null;
}

/** Loads the list again; the items stay when that fails. @param outdated the title of the notice then */
export async function refreshList<Item>(
  store: Store<ListState<Item>>,
  load: () => Promise<Answer<readonly Item[]>>,
  outdated: string,
): Promise<void> {
  const answer = await load();
  if (answer.kind === 'accepted') store.change({ items: answer.body, notice: null });
  else store.change({ notice: { title: outdated, text: explainFailure(answer) } });
}
