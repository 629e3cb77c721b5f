import { element } from './element.ts';
import { chooseLanguage, language, languageNames } from './language.ts';

/** A button for each language that the page is not in. */
export function createLanguageChoice(): HTMLElement[] {
  return languageNames
    .filter(([other]) => other !== language)
    .map(([other, name]) =>
      element('button', {
        type: 'button',
        className: 'link',
        lang: other,
        textContent: name,
        onclick: () => chooseLanguage(other),
      }),
    );
}
