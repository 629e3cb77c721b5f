import type { Answer } from '../components/api.ts';
import { element } from '../components/element.ts';
import { createKeyedList, type ItemView } from '../components/keyed-list.ts';
import { createNotice } from '../components/notice.ts';
import { repeat } from '../components/waiting.ts';
import { explainFailure } from './explain-failure.ts';
import type { ViewContext } from './view.ts';

interface ListView<Body, Item> {
  readonly words: {
    readonly title: string;
    readonly lead: string;
    /** Shown instead of an empty list. */
    readonly none: string;
    /** Shown above items that could not be refreshed. */
    readonly outdated: string;
  };
  readonly listClass: string;
  readonly noneClass: string;
  readonly everyMs: number;
  readonly load: () => Promise<Answer<Body>>;
  readonly itemsOf: (body: Body) => readonly Item[];
  readonly keyOf: (item: Item) => number;
  readonly createItem: (item: Item, refresh: () => Promise<void>) => ItemView<Item>;
}

/** Shows a list and loads it again after each pause, until the view is left. */
export async function openList<Body, Item>(
  { element: place, signal }: ViewContext,
  { words, listClass, noneClass, everyMs, load, itemsOf, keyOf, createItem }: ListView<Body, Item>,
): Promise<void> {
  const notice = createNotice();
  const none = element('p', { className: noneClass, textContent: words.none, hidden: true });
  const list = element('ul', { className: listClass });
  const showItems = createKeyedList<Item>(list, keyOf, (item) => createItem(item, refresh));
  place.append(
    element('h1', { textContent: words.title }),
    element('p', { className: 'lead', textContent: words.lead }),
    notice.element,
    none,
    list,
  );
  await repeat(refresh, everyMs, signal);

  async function refresh() {
    const answer = await load();
    if (signal.aborted) return;
    if (answer.kind !== 'accepted') {
      notice.show(words.outdated, explainFailure(answer));
      return;
    }
    notice.hide();
    const items = itemsOf(answer.body);
    showItems(items);
    none.hidden = items.length > 0;
  }
}
