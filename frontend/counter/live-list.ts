import type { Answer } from '../components/api.ts';
import { html, repeat, type TemplateResult } from '../components/html.ts';
import { type Notice, noticeBox } from '../components/notice.ts';
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

interface ListLook {
  readonly words: {
    readonly title: string;
    readonly lead: string;
    /** Shown instead of an empty list. */
    readonly none: string;
  };
  readonly listClass: string;
  readonly noneClass: string;
}

export function listView<Item>(
  { items, notice }: ListState<Item>,
  { words, listClass, noneClass }: ListLook,
  keyOf: (item: Item) => number,
  itemView: (item: Item) => TemplateResult,
) {
  return html`<h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    ${noticeBox(notice)}
    <p class=${noneClass} ?hidden=${items?.length !== 0}>${words.none}</p>
    <ul class=${listClass}>
      ${repeat(items ?? [], keyOf, itemView)}
    </ul>`;
}
