/**
 * Changes a container. When the change hides or removes the focused element, the focus moves to another one
 * instead of getting lost.
 * @param findNext called after the change
 */
export function keepFocus(
  container: Element,
  change: () => void,
  findNext: () => HTMLElement | null | undefined,
): void {
  const hadFocus = container.contains(document.activeElement);
  change();
  const focused = document.activeElement;
  const isLost = !container.contains(focused) || focused?.closest('[hidden]') !== null;
  if (hadFocus && isLost) findNext()?.focus();
}
