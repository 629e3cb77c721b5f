import { cleanText, isolateForeign } from './readable-text.ts';

/** What a spreadsheet takes for the beginning of a formula, also in full width. */
const formula = '[=+\\-@%\\u2212\\uff05\\uff0b\\uff0d\\uff1d\\uff20]';

/** At the beginning of a cell, or of what another separator would make a cell. */
const beginning = new RegExp(`(^|[;,\\t|:])([\\s"'\\u201c\\u201d\\u2068]*)(?=${formula})`, 'gu');

/**
 * A text for a cell of a CSV file. Whatever separator the file is read with, no part of the text is
 * taken for a formula.
 */
export function toCsvText(text: string): string {
  return withoutFormulas(cleanText(text));
}

/** Several texts, each followed by other text, in one cell. */
export function joinCsvTexts(texts: readonly { text: string; suffix: string }[]): string {
  // A text keeps its direction to itself.
  const parts = texts.map(({ text, suffix }) => isolateForeign(cleanText(text)) + suffix);
  return withoutFormulas(parts.join('; '));
}

function withoutFormulas(text: string): string {
  return text.replaceAll(beginning, (_, before: string, blank: string) =>
    blank.endsWith("'") ? before + blank : `${before}${blank}'`,
  );
}

/** Windows separates lists by semicolons there, although numbers have a decimal point. */
const semicolonRegions = ['CH', 'LI'];

/** Spreadsheets separate cells by semicolons where numbers have a decimal comma. */
export function csvSeparatorFor(locale: string): ',' | ';' {
  if (semicolonRegions.includes(new Intl.Locale(locale).region ?? '')) return ';';
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  return parts.some(({ type, value }) => type === 'decimal' && value !== '.') ? ';' : ',';
}
