import fc from 'fast-check';
import { searchFor, toFoldedName, toSearchText } from './folding.ts';

const fit = (wanted: string, ...parts: string[]) => searchFor(wanted)(...parts);

test.each([
  ['weissbrot', 'Weißbrot'],
  ['WEIẞBROT', 'weissbrot'],
  ['weiß', 'Weissbrot'],
  ['Müller', 'Mueller'],
  ['Mueller', 'Müller'],
  ['Muller', 'Müller'],
  ['MÜLLER', 'mu\u0308ller'],
  ['Müller', 'Muller'],
  ['Käsebrötchentüte', 'Kasebroetchentute'],
  ['Kaesebrotchentuete', 'Käsebrötchentüte'],
  ['Ærø', 'Aeroe'],
  ['aero', 'Ærø'],
  ['Århus', 'Aarhus'],
  ['oeuf', 'Œuf'],
  ['lodz', 'Łódź'],
  ['djordje', 'Đorđe'],
  ['dordje', 'Đorđe'],
  ['reykjavik', 'Reykjavík'],
  ['thor', 'Þór'],
  ['izmir', 'İZMİR'], // cspell:disable-line
  ['ISPARTA', 'ısparta'],
  ['ﬁn', 'Fin'],
  ['ofﬁce', 'Office'],
  ['Ａｎｎａ', 'anna'],
  ['anna', 'ＡＮＮＡ'],
  ['ﾊﾟﾝ', 'パン'],
  ['パン', 'ﾊﾟﾝ'],
  ['محمد', 'مُحَمَّد'],
  ['محـمد', 'محمد'],
  ['احمد', 'أحمد'],
  ['علی', 'علي'],
  ['می خواهم', 'می‌خواهم'],
  ['ελλας', 'Ἑλλάς'],
  ['ΟΔΥΣΣΕΥΣ', 'Ὀδυσσεύς'],
  ['елка', 'Ёлка'],
  ['שלום', 'שָׁלוֹם'],
  ['donaudampf', 'Donau\u00addampf'],
  ['an\u200bna', 'anna'],
  ['anna', '\u202eanna\u202c'],
  ["o'brien", 'O’Brien'],
  ['obrien', 'O`Brien'],
  ['o´brien', 'OBrien'],
  ['müller–lüdenscheid', 'Müller-Lüdenscheid'],
  ['mueller ludenscheid', 'Müller‑Lüdenscheid'],
  ['müller-lüdenscheid', 'Müller Lüdenscheid'],
  ['Müller, Anna', 'Anna Müller'],
  ['Anna  Müller', 'Anna Müller'],
  ['Anna\u00a0Müller', 'Anna Müller'],
  ['Anna\u3000Müller', 'Müller\tAnna'],
  ['st honore', 'Gâteau St. Honoré'],
  ['St. Honoré', 'St Honoré'],
  ['１２', 'Box of ١٢'],
  ['१२', '12er Karton'],
  ['nº 5', 'No 5'],
  ['0`1', '0\u1fef1'],
  ['0\u1ffd1', '0´1'],
  ['rosas', 'Rosa\uff40s'],
  ['🎂', 'Cake 🎂\ufe0f'],
  ['कुल', 'कुल'],
  ['', 'anything'],
  [' \u200b', 'anything'],
])('%j finds %j', (wanted, text) => {
  expect(fit(wanted, text)).toBe('exact');
});

test.each([
  ['ハン', 'パン'],
  ['कल', 'कुल'],
  ['%', 'anything'],
  ['anna berta', 'Anna Müller'],
  ['anna m', 'Anna', 'Berta'],
  ['ye', 'Rye'],
  ['röt', 'Brot'],
])('%j does not find %j', (wanted, ...texts) => {
  expect(fit(wanted, ...texts)).toBe('none');
});

test('finds words in different texts', () => {
  expect(fit('loaf dessert', 'Rye Loaf', 'Desserts')).toBe('exact');
});

test('every text is found by all its words and by each word, in both forms of Unicode and both cases', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
      for (const wanted of [text, text.normalize('NFC'), text.normalize('NFD')]) {
        expect(fit(wanted, text)).toBe('exact');
      }
    }),
  );
});

// cspell:ignore Croisant croissnat Croisan Kasebrod Kaesebrto Käsbrot Baguete rbot brots brott ryee Crosant
test.each([
  ['Croisant', 'Butter Croissant'],
  ['croissnat', 'Butter Croissant'],
  ['Croisan', 'Butter Croissant'],
  ['Kasebrod', 'Käsebrot'],
  ['Kaesebrto', 'Käsebrot'],
  ['Käsbrot', 'Käsebrot'],
  ['Baguete', 'Baguettes'],
  ['rbot', 'Brot'],
  ['joel', 'Jolanda'],
  ['blue', 'Blumen'],
  ['100_', '100%_Sure'],
  ['brots', 'Brot'],
  ['brott rye', 'Rye Brot'],
  ['メロンハン', 'メロンパン'],
])('%j finds %j with one typing error', (wanted, text) => {
  expect(fit(wanted, text)).toBe('near');
});

test.each([
  ['Crosant', 'Butter Croissant'],
  ['brot', 'Brioche'],
  ['brot', 'Brownie'],
  ['rox', 'Rot'],
  ['teh', 'The'],
  ['brott ryee', 'Rye'],
])('%j does not find %j: two errors, or a short word', (wanted, text) => {
  expect(fit(wanted, text)).toBe('none');
});

// cspell:disable-next-line
const letters = Array.from('abcdeklnorstuéü');
const anyWord = fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 10 });
const anyError = fc.record({
  kind: fc.constantFrom('extra', 'missing', 'wrong', 'swapped'),
  at: fc.nat(9),
  letter: fc.constantFrom(...letters),
});

function withError(
  word: string,
  { kind, at, letter }: typeof anyError extends fc.Arbitrary<infer E> ? E : never,
) {
  const place = at % word.length;
  const [before, after] = [word.slice(0, place), word.slice(place)];
  if (kind === 'extra') return before + letter + after;
  if (kind === 'missing') return before + after.slice(1);
  if (kind === 'wrong') return before + letter + after.slice(1);
  return before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2);
}

test('a word of four and more letters with any one error finds the word', () => {
  fc.assert(
    fc.property(anyWord, anyError, (word, error) => {
      const wanted = withError(word, error);
      fc.pre(wanted.length >= 4);
      expect(fit(wanted, `the ${word} cake`)).not.toBe('none');
    }),
  );
});

/** The number of errors between two words: letters too many, missing, wrong, or swapped with the next one. */
function countErrors(one: string, other: string): number {
  const counts: number[][] = [];
  for (let i = 0; i <= one.length; i++) {
    counts[i] = [];
    for (let j = 0; j <= other.length; j++) {
      const at = (row: number, column: number) => counts[row]?.[column] ?? Infinity;
      const isSwapped =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      (counts[i] ?? [])[j] =
        i === 0 || j === 0
          ? i + j
          : Math.min(
              at(i - 1, j) + 1,
              at(i, j - 1) + 1,
              at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1),
              isSwapped ? at(i - 2, j - 2) + 1 : Infinity,
            );
    }
  }
  return counts[one.length]?.[other.length] ?? Infinity;
}

test('a word with two errors finds nothing: a found word has at most one, in a word that may go on', () => {
  const plain = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'd'),
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(plain, plain, (wanted, word) => {
      const beginnings = Array.from({ length: word.length + 1 }, (_, end) => word.slice(0, end));
      const fewest = Math.min(...beginnings.map((beginning) => countErrors(wanted, beginning)));
      const found = fit(wanted, word);
      if (wanted.length < 4) expect(found).toBe(word.startsWith(wanted) ? 'exact' : 'none');
      else if (found === 'exact') expect(word).toContain(wanted);
      else if (found === 'near') expect(fewest).toBe(1);
      else expect(countErrors(wanted, word)).toBeGreaterThan(1);
    }),
    { numRuns: 2_000 },
  );
});

test('limits the spellings of a word with many letters that have several spellings', () => {
  expect(toSearchText('ä'.repeat(100)).length).toBeLessThan(400);
  expect(toSearchText('äöüä').split(' ')).toHaveLength(16);
});

test.each([
  ['Bread', 'bread '],
  ['Brötchen', 'Bro\u0308tchen'],
  ['BRÖTCHEN', 'Brötchen'],
  ['Bread', 'Br\u200bead'],
  ['Pain au Chocolat', 'Pain  au\u00a0Chocolat'],
])('treats %j and %j as the same name', (one, other) => {
  expect(toFoldedName(one)).toBe(toFoldedName(other));
});

test('keeps different names apart', () => {
  expect(toFoldedName('Bread')).not.toBe(toFoldedName('Breads'));
});
