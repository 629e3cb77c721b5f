import { csvSeparatorFor, joinCsvTexts, toCsvText, toCsvNumber } from './csv-cell.ts';

/** The cells that a spreadsheet shows of a one-cell file, for each separator. */
function cellsOf(text: string): string[] {
  return [';', ',', '\t', '|', ':'].flatMap((separator) => text.split(separator));
}

const isFormula = (cell: string) =>
  /^[\s"]*[=+\-@%\u2212\uff05\uff0b\uff0d\uff1d\uff20]/u.test(cell);

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\u00a0=1+1',
  '\u200b=1+1',
  '\ufeff=1+1',
  '\u202e=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '−1',
  '%1',
  'x;=1+1;y',
  'x; =1+1',
  'x;"=1+1"',
  'x,=1+1',
  'x\t=1+1',
  'x|=cmd',
  'x;;=1',
  'x;\u200b=1',
  'x\n=1+1',
  '"=1+1',
  '""=1',
  ';=1',
])('no part of %j is read as a formula', (text) => {
  expect(cellsOf(toCsvText(text)).filter(isFormula)).toEqual([]);
  expect(
    cellsOf(
      joinCsvTexts([
        { text, suffix: ' (1)' },
        { text, suffix: ' (2)' },
      ]),
    ).filter(isFormula),
  ).toEqual([]);
});

test.each(['Rye', 'Anna + Berta', 'a - b', 'Emma, 7 years', 'a@b.example', "'=1", '2 = 2'])(
  'leaves %j unchanged',
  (text) => expect(toCsvText(text)).toBe(text),
);

test('isolates right-to-left text', () => {
  expect(joinCsvTexts([{ text: 'سلام', suffix: ' (2 × order 109)' }])).toBe(
    '\u2068سلام\u2069 (2 × order 109)',
  );
});

test.each([
  ['en-IN', ','],
  ['en-GB', ','],
  ['en-ZA', ';'],
  ['de-DE', ';'],
  ['de-AT', ';'],
  ['de-CH', ';'],
  ['en-CH', ';'],
  ['de-LI', ';'],
])('a file for the locale %s has "%s" between its cells', (locale, separator) => {
  expect(csvSeparatorFor(locale)).toBe(separator);
});

test.each([
  ['en-IN', '1234567.5'],
  ['de-DE', '1234567,5'],
  ['de-CH', '1234567.5'],
  ['fr-FR', '1234567,5'],
  ['mr-IN', '1234567.5'],
])('a number in %s is %s', (locale, text) => {
  expect(toCsvNumber(1_234_567.5, locale)).toBe(text);
});
