// cspell:ignore hertogenbosch
import { escapeFormulas, unescapeFormulas } from './csv-formula.ts';

/** What a spreadsheet, or a program with another separator, would take for a formula. */
const dangerous = /(?:^|[;,\t|:\r\n])[\s"]*[=+\-@%]|^[\t\r\n]/;

test('every short text comes back as it was, no two texts become the same, and no formula is left', () => {
  const characters = ["'", '=', '-', ',', ';', '\t', '\n', ' ', '"', 'a'];
  const seen = new Map<string, string>();
  const wrong: string[] = [];
  const check = (text: string, length: number) => {
    const escaped = escapeFormulas(text);
    const isRight =
      unescapeFormulas(escaped) === text && !seen.has(escaped) && !dangerous.test(escaped);
    if (!isRight) wrong.push(text);
    seen.set(escaped, text);
    if (length > 0) characters.forEach((character) => check(text + character, length - 1));
  };
  check('', 4);
  expect([seen.size, wrong]).toEqual([11_111, []]);
});

test.each([
  ['=1+1', "'=1+1"],
  ["'=1", "''=1"],
  ["'s-Hertogenbosch", "'s-Hertogenbosch"],
  ['Bun, -5', "Bun, '-5"],
  ['Crème brûlée', 'Crème brûlée'],
])('writes %j as %j', (text, escaped) => {
  expect(escapeFormulas(text)).toBe(escaped);
  expect(unescapeFormulas(escaped)).toBe(text);
});

test('a long run of apostrophes or spaces takes no longer than its length', () => {
  for (const text of ["'".repeat(100_000), `${' '.repeat(100_000)}=`, '- '.repeat(50_000)]) {
    expect(unescapeFormulas(escapeFormulas(text))).toBe(text);
  }
});
