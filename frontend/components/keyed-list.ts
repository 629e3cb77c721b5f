/** One item on the page: made once, then brought up to date. */
export interface ItemView<Item> {
  readonly element: HTMLElement;
  update(item: Item): void;
}

type Key = number | string;

/**
 * Returns a function that makes the container show these items, one view each. Elements of items
 * that remain are kept, so that focus and what a screen reader is reading stay where they are.
 */
export function createKeyedList<Item>(
  container: HTMLElement,
  keyOf: (item: Item) => Key,
  createView: (item: Item) => ItemView<Item>,
): (items: readonly Item[]) => void {
  const views = new Map<Key, ItemView<Item>>();
  return (items) => {
    const wanted = new Set(items.map(keyOf));
    for (const [key, view] of views) {
      if (wanted.has(key)) continue;
      view.element.remove();
      views.delete(key);
    }
    items.forEach((item, position) => {
      const view = views.get(keyOf(item)) ?? createView(item);
      views.set(keyOf(item), view);
      view.update(item);
      const there = container.children[position];
      if (there !== view.element) container.insertBefore(view.element, there ?? null);
    });
  };
}
