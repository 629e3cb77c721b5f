/**
 * Formulas in the cells of a CSV file that comes back: an apostrophe is put before a text that a spreadsheet would
 * calculate, and taken away again. Unlike `toCsvText`, no text is changed otherwise, and no two texts become the same.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */

/** Characters that start a formula, also in full width. */
const formula = '[=+\\-@%\\u2212\\uff05\\uff0b\\uff0d\\uff1d\\uff20]';
/** Before a formula: the start of a cell, also in a program that splits the text at another separator. */
const start = '(?<=(?:^|[;,\\t|:\\r\\n])[\\s"]*)';

/**
 * The apostrophes before each formula, and before a text that begins with a break. The first two conditions are cheap, and
 * leave few places for the third.
 */
const places = (apostrophes: string) =>
  new RegExp(`(?<!')(?=${apostrophes}${formula})${start}'*|^${apostrophes}(?=[\\t\\r\\n])`, 'gu');

const bare = places("'*");
const escaped = places("'+");

export function escapeFormulas(text: string): string {
  return text.replaceAll(bare, (apostrophes) => `'${apostrophes}`);
}

export function unescapeFormulas(text: string): string {
  return text.replaceAll(escaped, (apostrophes) => apostrophes.slice(1));
}
