/**
 * Focuses the title of a newly opened view as soon as the title exists, so that screen readers announce the
 * view. A focus set by the view or the user stays.
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
    // A loaded title may be hidden at first.
    attributeFilter: ['hidden'],
  });
  signal.addEventListener('abort', () => observer.disconnect());

  /** @returns true when the observer is no longer needed */
  function focus(): boolean {
    const focused = document.activeElement;
    if (focused !== focusedBefore && focused !== document.body) return true;
    if (place.contains(focused)) return true;
    const title = place.querySelector('h1');
    if (!title) return false;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    return document.activeElement === title;
  }
}
