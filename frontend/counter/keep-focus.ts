/**
 * Changes a container. When the change hides or removes the focused element, the focus moves to `next`
 * instead of getting lost.
 */
export function keepFocus(container: HTMLElement, change: () => void, next: HTMLElement): void {
  const hadFocus = container.contains(document.activeElement);
  change();
  const focused = document.activeElement;
  const isLost = !container.contains(focused) || focused?.closest('[hidden]') !== null;
  if (hadFocus && isLost) next.focus();
}
