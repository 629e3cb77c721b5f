import { element } from './element.ts';
import { chooseLanguage, language, languageNames } from './language.ts';

/** A button for each other language. */
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
