/**
 * Changes what is in a container. When what had the focus is hidden by that, or gone, the focus goes
 * on to another element instead of to nowhere.
 */
export function handOnFocus(container: HTMLElement, change: () => void, next: HTMLElement): void {
  const hadFocus = container.contains(document.activeElement);
  change();
  const focused = document.activeElement;
  const isLost = !container.contains(focused) || focused?.closest('[hidden]') !== null;
  if (hadFocus && isLost) next.focus();
}
