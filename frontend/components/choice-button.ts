import { html } from './html.ts';

/** A button of a group; one of them is pressed. */
export function choiceButton(text: string, isPressed: boolean, onClick: () => void) {
  return html`<button
    type="button"
    class="choice-button"
    aria-pressed=${isPressed}
    @click=${onClick}
  >
    ${text}
  </button>`;
}
