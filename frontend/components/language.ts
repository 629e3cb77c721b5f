import { bakery } from './bakery.ts';
import { recallValue, rememberValue } from './remembered.ts';

const names = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof names;

const key = 'bakery.language';

/** The visitor's choice, or the bakery's language. */
export const language: Language = toLanguage(recallValue(key)) ?? bakeryLanguage() ?? 'en';

/** Locale for numbers and dates: the page's language with the bakery's country. */
export const locale: string = findLocale();

document.documentElement.lang = language;

/** All languages with their own names. */
export const languageNames: readonly (readonly [Language, string])[] = Object.entries(names) as [
  Language,
  string,
][];

/** Stores the language in this browser and reloads the page. */
export function chooseLanguage(chosen: Language): void {
  rememberValue(key, chosen);
  location.reload();
}

function bakeryLanguage(): Language | undefined {
  return toLanguage(bakery.locale.split('-')[0]);
}

/** Falls back to the language alone when the browser does not know the locale. */
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
