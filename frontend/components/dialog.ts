/**
 * A modal dialog for `render`. It is removed when it is closed, or with its place.
 * @param titleId id of its title
 */
export function createDialog(
  titleId: string,
  className = 'dialog',
  place: Element = document.body,
): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = className;
  dialog.setAttribute('aria-labelledby', titleId);
  dialog.addEventListener('close', () => dialog.remove());
  place.append(dialog);
  return dialog;
}

/**
 * Shows a dialog, with the focus in the element with `autofocus`.
 * @returns the value of the button that closed it; '' for Escape
 */
export function showDialog(dialog: HTMLDialogElement): Promise<string> {
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue));
    dialog.showModal();
  });
}
