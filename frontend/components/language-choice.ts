import { html } from './html.ts';
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
