import { getElement } from './get-element.ts';
import { html, render } from './html.ts';
import { chooseLanguage, language, languageNames } from './language.ts';

/** A button for each other language. */
export function languageButtons() {
  const others = languageNames.filter(([other]) => other !== language);
  return others.map(
    ([other, name]) =>
      html`<button type="button" class="link" lang=${other} @click=${() => chooseLanguage(other)}>
        ${name}
      </button>`,
  );
}

/** Shows the buttons at the end of the page. */
export function showLanguageChoice(): void {
  render(html`${languageButtons()}`, getElement('languages'));
}
