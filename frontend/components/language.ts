import { bakery } from './bakery.ts';
import { recallValue, rememberValue } from './remembered.ts';

const names = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof names;

const key = 'bakery.language';

/** What this visitor chose, or else the bakery's own. */
export const language: Language = toLanguage(recallValue(key)) ?? bakeryLanguage() ?? 'en';

/** How numbers and dates are written: the bakery's way, in the page's language. */
export const locale: string = findLocale();

document.documentElement.lang = language;

/** The languages there are, each by the name it has in itself. */
export const languageNames: readonly (readonly [Language, string])[] = Object.entries(names) as [
  Language,
  string,
][];

/** The page is shown anew in this language, from now on in this browser. */
export function chooseLanguage(chosen: Language): void {
  rememberValue(key, chosen);
  location.reload();
}

function bakeryLanguage(): Language | undefined {
  return toLanguage(bakery.locale.split('-')[0]);
}

/** The language alone where the browser does not understand the bakery's setting. */
function findLocale(): string {
  try {
    const { baseName, region } = new Intl.Locale(bakery.locale);
    if (baseName !== '' && bakeryLanguage() === language) return bakery.locale;
    return region === undefined ? language : `${language}-${region}`;
  } catch {
    return language;
  }
}

function toLanguage(value: unknown): Language | undefined {
  return Object.keys(names).find((name): name is Language => name === value);
}
