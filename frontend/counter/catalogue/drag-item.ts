/** Pixels that the pointer moves before a press becomes a drag. */
const threshold = 6;

interface Dragging {
  /** The items of the list in their order. */
  readonly items: readonly Element[];
  /** Called with the place where the item would be dropped; null when the drag has ended. */
  readonly onOver: (to: number | null) => void;
  readonly onDrop: (to: number) => void;
}

/**
 * Drags an item of a vertical list by its handle, with a mouse, a pen or a finger. The list must stay as it is until
 * the drop, because a moved element loses the pointer.
 */
export function dragItem(press: PointerEvent, { items, onOver, onDrop }: Dragging): void {
  if (press.button !== 0) return;
  const handle = press.currentTarget as HTMLElement;
  handle.setPointerCapture(press.pointerId);
  const dragging = new AbortController();
  const { signal } = dragging;
  let to: number | null = null;

  handle.addEventListener('pointermove', move, { signal });
  handle.addEventListener('pointerup', drop, { signal });
  handle.addEventListener('pointercancel', end, { signal });

  function move({ clientY }: PointerEvent) {
    if (to === null && Math.abs(clientY - press.clientY) < threshold) return;
    to = placeAt(clientY);
    items[to]?.scrollIntoView({ block: 'nearest' });
    onOver(to);
  }

  /** The place of the item under the pointer. */
  function placeAt(y: number): number {
    return Math.max(
      0,
      items.findLastIndex((item) => item.getBoundingClientRect().top <= y),
    );
  }

  function drop() {
    end();
    if (to === null) return;
    ignoreClick(handle);
    onDrop(to);
  }

  function end() {
    dragging.abort();
    onOver(null);
  }
}

/** The click that follows a drag is no click of the handle. Some browsers send none, so the next press ends this. */
function ignoreClick(handle: HTMLElement) {
  const pressed = new AbortController();
  const { signal } = pressed;
  const ignore = (click: Event) => click.stopImmediatePropagation();
  handle.addEventListener('click', ignore, { capture: true, once: true, signal });
  handle.addEventListener('pointerdown', () => pressed.abort(), { signal });
  handle.addEventListener('keydown', () => pressed.abort(), { signal });
}
