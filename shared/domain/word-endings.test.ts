import fc from 'fast-check';
import { toSearchedBeginning, toWordEndings } from './word-endings.ts';

test('has each word with its endings, without short ones', () => {
  expect(toWordEndings(['anna', 'x'], 2)).toEqual(['anna', 'nna', 'na', 'x']);
  expect(toWordEndings(['4915'], 3)).toEqual(['4915', '915']);
  expect(toWordEndings([], 2)).toEqual([]);
});

test('any part of a word is the beginning of an ending', () => {
  const word = fc.string({ unit: 'binary', minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(word, fc.nat(), fc.nat(), (text, a, b) => {
      const letters = Array.from(text);
      const from = a % (letters.length - 1);
      const part = letters.slice(from, from + 2 + (b % letters.length)).join('');
      const beginning = toSearchedBeginning(part);
      expect(toWordEndings([text], 2).some((ending) => ending.startsWith(beginning))).toBe(true);
    }),
  );
});

test('a very long text has at most a thousand endings of thirty letters', () => {
  const words = Array.from({ length: 50 }, (_, word) =>
    Array.from({ length: 100 }, (_, n) => word * n).join(''),
  );
  const endings = toWordEndings(words, 2);
  expect(endings.length).toBe(1_000);
  expect(Math.max(...endings.map((ending) => ending.length))).toBe(30);
});
