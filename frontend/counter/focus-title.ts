/**
 * Gives the focus to the title of a view that was entered, as soon as there is one: who does not see
 * the page hears where they are. A view that has given the focus to a field of its own keeps it, and
 * so does who has gone on meanwhile.
 */
export function focusTitle(place: HTMLElement, signal: AbortSignal): void {
  const focusedBefore = document.activeElement;
  if (focus()) return;
  const observer = new MutationObserver(() => {
    if (focus()) observer.disconnect();
  });
  observer.observe(place, {
    childList: true,
    subtree: true,
    // What is loaded first may be shown later.
    attributeFilter: ['hidden'],
  });
  signal.addEventListener('abort', () => observer.disconnect());

  /** @returns whether there is nothing left to wait for */
  function focus(): boolean {
    const focused = document.activeElement;
    if (focused !== focusedBefore && focused !== document.body) return true;
    if (place.contains(focused)) return true;
    const title = place.querySelector('h1');
    if (!title) return false;
    title.tabIndex = -1;
    title.focus();
    return document.activeElement === title;
  }
}
