import { html, type TemplateResult } from './html.ts';

/**
 * A segmented control: a button for each choice, of which one is chosen.
 * @param label for screen readers
 */
export function segments<Choice extends string>(
  label: string,
  choices: readonly Choice[],
  chosen: Choice,
  textOf: (choice: Choice) => string | TemplateResult,
  choose: (choice: Choice) => void,
) {
  const segment = (choice: Choice) =>
    html`<button type="button" aria-pressed=${choice === chosen} @click=${() => choose(choice)}>
      ${textOf(choice)}
    </button>`;
  return html`<div class="segments" role="group" aria-label=${label}>${choices.map(segment)}</div>`;
}
