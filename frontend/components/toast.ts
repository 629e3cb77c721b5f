import { element, getElement } from './element.ts';

export interface ToastAction {
  readonly label: string;
  run(): void;
}

const shownMs = 8_000;

/**
 * Shows a message with an optional action, such as undo. It disappears after a while, but not while
 * it has the focus or the pointer.
 */
export function showToast(text: string, action?: ToastAction): void {
  const button =
    action &&
    element('button', {
      type: 'button',
      className: 'link',
      textContent: action.label,
      onclick: () => {
        toast.remove();
        action.run();
      },
    });
  const toast = element(
    'div',
    { className: 'toast' },
    element('span', { textContent: text }),
    ...(button ? [button] : []),
  );
  getElement('toasts').replaceChildren(toast);
  const leave = () => {
    if (toast.matches(':hover, :focus-within')) setTimeout(leave, 1_000);
    else toast.remove();
  };
  setTimeout(leave, shownMs);
}
