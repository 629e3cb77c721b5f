/** The view of one item: created once, then updated. */
export interface ItemView<Item> {
  readonly element: HTMLElement;
  update(item: Item): void;
}

type Key = number | string;

/**
 * Returns a function that shows the items in the container, one view each. The elements of items
 * that remain are kept, so that the focus and a screen reader's position stay.
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
