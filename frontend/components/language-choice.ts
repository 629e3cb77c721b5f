import { getElement } from './get-element.ts';
import { html, render } from './html.ts';
import { chooseLanguage, language, languageNames } from './language.ts';

/** Shows a button for each other language at the end of the page. */
export function showLanguageChoice(): void {
  const others = languageNames.filter(([other]) => other !== language);
  const buttons = others.map(
    ([other, name]) =>
      html`<button type="button" class="link" lang=${other} @click=${() => chooseLanguage(other)}>
        ${name}
      </button>`,
  );
  render(html`${buttons}`, getElement('languages'));
}
