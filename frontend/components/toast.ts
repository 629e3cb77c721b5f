import { getElement } from './get-element.ts';
import { html, nothing, render } from './html.ts';

export interface ToastAction {
  readonly label: string;
  run(): void;
}

const shownMs = 8_000;

let newest = 0;

/**
 * Shows a message with an optional action, such as undo. It disappears after a while, but not while
 * it has the focus or the pointer.
 */
export function showToast(text: string, action?: ToastAction): void {
  const place = getElement('toasts');
  const number = ++newest;
  const hide = () => number === newest && render(nothing, place);
  const leave = () => {
    if (place.querySelector(':hover, :focus-within')) setTimeout(leave, 1_000);
    else hide();
  };
  // A screen reader announces a new element, also when its text is the same as before.
  render(nothing, place);
  render(toast(text, action, hide), place);
  setTimeout(leave, shownMs);
}

function toast(text: string, action: ToastAction | undefined, onHide: () => void) {
  const run = () => {
    onHide();
    action?.run();
  };
  return html`<div class="toast">
    <span>${text}</span>
    ${
      action
        ? html`<button type="button" class="link" @click=${run}>${action.label}</button>`
        : nothing
    }
  </div>`;
}
