import { readEntry, writeEntry } from '../address.ts';

/**
 * Remembers how far the views are scrolled, by history entry: the browser restores only the scroll position of the
 * whole page. The positions survive a reload.
 */
export function followScroll(main: HTMLElement) {
  const positions = new Map<string, number>(recallPositions());
  let key = '';
  main.addEventListener('scroll', () => positions.set(key, main.scrollTop));
  addEventListener('pagehide', () => storePositions([...positions].slice(-maxPositions)));
  return {
    /** Starts the entry that the history shows now. @returns where it was scrolled to when it was left */
    startEntry(): number {
      const known = readEntry().key;
      key = known ?? crypto.randomUUID();
      if (known === undefined) writeEntry({ key });
      const position = positions.get(key) ?? 0;
      main.scrollTop = 0;
      return position;
    },
  };
}

const storageKey = 'bakery.scroll';
const maxPositions = 50;

type Positions = readonly (readonly [entry: string, position: number])[];

/** The positions of this tab before a reload. */
function recallPositions(): Positions {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as Positions;
  } catch {
    return [];
  }
}

function storePositions(positions: Positions) {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(positions));
  } catch {
    // Storage is blocked: after a reload the view starts at its top.
  }
}

/** Scrolls to the position as soon as the view is long enough, unless the user scrolls first. */
export function restoreScroll(
  main: HTMLElement,
  place: HTMLElement,
  position: number,
  signal: AbortSignal,
): void {
  if (position === 0) return;
  const observer = new ResizeObserver(() => {
    main.scrollTop = position;
    if (main.scrollTop >= position - 1) observer.disconnect();
  });
  observer.observe(place);
  const stop = () => observer.disconnect();
  for (const type of ['wheel', 'touchmove', 'keydown', 'abort']) {
    (type === 'abort' ? signal : main).addEventListener(type, stop, { once: true, passive: true });
  }
}
