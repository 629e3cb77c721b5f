import { cleanText, isolateForeign } from './readable-text.ts';

/** Characters that start a formula in a spreadsheet, also in full width. */
const formula = '[=+\\-@%\\u2212\\uff05\\uff0b\\uff0d\\uff1d\\uff20]';

/** The start of a cell, also in a program that splits the text at another separator. */
const beginning = new RegExp(`(^|[;,\\t|:])([\\s"'\\u201c\\u201d\\u2068]*)(?=${formula})`, 'gu');

/**
 * A text as a cell of a CSV file. Whatever separator the reader uses, no part of it is read as a
 * formula.
 */
export function toCsvText(text: string): string {
  return withoutFormulas(cleanText(text));
}

/** Several texts in one cell, each followed by its suffix. */
export function joinCsvTexts(texts: readonly { text: string; suffix: string }[]): string {
  // Isolates keep the direction of each text from affecting the others.
  const parts = texts.map(({ text, suffix }) => isolateForeign(cleanText(text)) + suffix);
  return withoutFormulas(parts.join('; '));
}

function withoutFormulas(text: string): string {
  return text.replaceAll(beginning, (_, before: string, blank: string) =>
    blank.endsWith("'") ? before + blank : `${before}${blank}'`,
  );
}

/**
 * Windows uses semicolons as list separators in these regions, although numbers have a decimal
 * point.
 */
const semicolonRegions = ['CH', 'LI'];

/** Spreadsheets separate cells by semicolons where numbers have a decimal comma. */
export function csvSeparatorFor(locale: string): ',' | ';' {
  if (semicolonRegions.includes(new Intl.Locale(locale).region ?? '')) return ';';
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  return parts.some(({ type, value }) => type === 'decimal' && value !== '.') ? ';' : ',';
}

/** "1234,5" where numbers have a decimal comma, without marks between thousands. */
export function toCsvNumber(amount: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    useGrouping: false,
    maximumFractionDigits: 2,
    numberingSystem: 'latn',
  });
  return format.format(amount);
}
