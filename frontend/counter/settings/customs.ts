import { currencies } from '../../../shared/domain/currencies.ts';
import { findFaultInCurrency } from '../../../shared/domain/money.ts';
import { languageNames, locale } from '../../components/language.ts';
import type { Choice } from '../../components/select.ts';
import { words } from './words.ts';

/** What the browser knows of the world, each by its name in the page's language. */

const sort = new Intl.Collator(locale).compare;
const byLabel = ([, one]: Choice, [, other]: Choice) => sort(one, other);

export const languageChoices: readonly Choice[] = languageNames;

/** Not places: unknown, made up for tests, unions. */
const noCountries = new Set(['ZZ', 'XA', 'XB', 'QO', 'EU', 'EZ', 'UN']);

/** "" for none in particular, then ISO 3166. There is no list to ask for, but names of all codes. */
export function listCountries(): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const countries = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !noCountries.has(code) && isCurrent(code))
    .flatMap((code): Choice[] => {
      const name = names.of(code);
      return name === undefined ? [] : [[code, name]];
    });
  return [['', words.noCountry], ...countries.toSorted(byLabel)];
}

/** The code of a country that is no more stands for what it is part of now. */
function isCurrent(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region === code;
}

/** ISO 4217, without those that have more than two decimals: money is kept in hundredths. */
export function listCurrencies(): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return currencies
    .filter((code) => findFaultInCurrency(code) === null)
    .map((code): Choice => [code, `${names.of(code) ?? code} (${code})`])
    .toSorted(byLabel);
}

export function listTimeZones(): Choice[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((name) => [
    name,
    name.replaceAll('_', ' '),
  ]);
}

/** "en" and "IN" of "en-IN"; '' for a part that the locale does not have. */
export function splitLocale(locale: string) {
  try {
    const { language, region = '' } = new Intl.Locale(locale);
    return { language, region };
  } catch {
    // The browser does not understand it.
    return { language: locale.split('-')[0] ?? '', region: '' };
  }
}

/** "en" and "IN" are "en-IN"; what the locale says beyond that, "-u-nu-latn", stays. */
export function withLanguage(before: string, language: string, country: string): string {
  const rest = /-u-.*$/.exec(before)?.[0] ?? '';
  return `${[language, country].filter((part) => part !== '').join('-')}${rest}`;
}
