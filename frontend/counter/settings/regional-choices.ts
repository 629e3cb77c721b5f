import { currencies } from '../../../shared/domain/currencies.ts';
import { findFaultInCurrency } from '../../../shared/domain/money.ts';
import { languageNames, locale } from '../../components/language.ts';
import type { Choice } from '../../components/field.ts';
import { words } from './words.ts';

// Choices from the browser's own data, named in the page's language.

const sort = new Intl.Collator(locale).compare;
const byLabel = ([, one]: Choice, [, other]: Choice) => sort(one, other);

export const languageChoices: readonly Choice[] = languageNames;

/** Codes that are not countries: unknown, test codes and unions. */
const noCountries = new Set(['ZZ', 'XA', 'XB', 'QO', 'EU', 'EZ', 'UN']);

/** "" for no country, then ISO 3166. Browsers have no list of countries, so all codes are tried. */
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

/** `Intl.Locale` replaces the code of a former country by its successor's. */
function isCurrent(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region === code;
}

/** ISO 4217, without currencies of more than two decimals: money is stored in hundredths. */
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

/** "en" and "IN" of "en-IN"; '' for a missing part. */
export function splitLocale(locale: string) {
  try {
    const { language, region = '' } = new Intl.Locale(locale);
    return { language, region };
  } catch {
    // Not a valid locale for this browser.
    return { language: locale.split('-')[0] ?? '', region: '' };
  }
}

/** "en" and "IN" make "en-IN"; extensions such as "-u-nu-latn" stay. */
export function withLanguage(before: string, language: string, country: string): string {
  const rest = /-u-.*$/.exec(before)?.[0] ?? '';
  return `${[language, country].filter((part) => part !== '').join('-')}${rest}`;
}
