/**
 * How all searches compare text: in the pages, in the API, and in the database through stored
 * columns. They ignore case, accents, width, direction, invisible marks, kinds of dashes and
 * apostrophes, the order of words, and the language of the device.
 *
 * A letter like "ö" is written as "o" or "oe", so a word with such letters has several spellings. A
 * searched word matches when one of its spellings matches a spelling of a word in the text.
 */
import { toAsciiDigits } from './readable-text.ts';

/**
 * Raise this number when a change of this file alters its results: housekeeping then writes stored keys again.
 */
export const foldingVersion = 2;

/** Letters with more than one spelling in ASCII; the first is the simplest. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  ä: ['a', 'ae'],
  ö: ['o', 'oe'],
  ü: ['u', 'ue'],
  å: ['a', 'aa'],
  ø: ['o', 'oe'],
  æ: ['ae', 'a'],
  œ: ['oe', 'o'],
  ð: ['d', 'dh'],
  đ: ['d', 'dj'],
};

/**
 * Letters that Unicode does not decompose, and letters that are interchangeable in Arabic and
 * Greek.
 */
const replacements: Readonly<Record<string, string>> = {
  ß: 'ss',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ĸ: 'k',
  ŋ: 'n',
  ŧ: 't',
  ƶ: 'z',
  ə: 'e',
  ς: 'σ',
  ґ: 'г',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ٱ: 'ا',
};

/**
 * Accents and points of Latin, Greek, Cyrillic, Hebrew and Arabic. Vowels of other scripts stay.
 */
const accents =
  // eslint-disable-next-line no-misleading-character-class -- a set of marks, not of letters
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]/gu;

/** Includes the marks that replace an apostrophe on many keyboards. */
const apostrophes = /['’‘‚‛`´ʼʻʹʽˈ′＇]/gu;

const separators = /[\p{Z}\p{Cc}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}"−.,;:!?¡¿#&*/\\|·•・、。؛،؟]+/u;

/** The words of a text in lower case without marks; letters with several spellings are kept. */
function toWords(text: string): string[] {
  return toAsciiDigits(
    text
      // Unicode has two code points for some marks; NFC leaves the one that `apostrophes` lists.
      .normalize('NFC')
      .replaceAll(apostrophes, '')
      .normalize('NFKC')
      .replaceAll(apostrophes, '')
      .replaceAll(/[\p{Default_Ignorable_Code_Point}\u0640]/gu, '')
      .toUpperCase()
      .toLowerCase(),
  )
    .normalize('NFC')
    .split(separators)
    .filter((word) => word !== '');
}

function strip(letters: string): string {
  return letters
    .normalize('NFD')
    .replaceAll(accents, '')
    .normalize('NFC')
    .replaceAll(/./gsu, (letter) => replacements[letter] ?? letter);
}

/**
 * Words with more letters that have several spellings get only their simplest and their longest
 * spelling.
 */
const mostCombined = 4;

/** All spellings of a word, the simplest first. */
function spell(word: string): string[] {
  const letters = Array.from(word);
  const several = letters.filter((letter) => Object.hasOwn(spellings, letter)).length;
  if (several > mostCombined) return [...new Set([spellAlike(letters, 0), spellAlike(letters, 1)])];
  const all = letters.reduce<readonly string[]>(
    (begun, letter) =>
      begun.flatMap((start) => (spellings[letter] ?? [letter]).map((one) => start + one)),
    [''],
  );
  return [...new Set(all.map(strip))];
}

function spellAlike(letters: readonly string[], which: number): string {
  return strip(letters.map((letter) => spellings[letter]?.[which] ?? letter).join(''));
}

/** The words to search for: each word as a list of spellings, one of which must match. */
export function toSearchWords(wanted: string): string[][] {
  return toWords(wanted).map(spell);
}

/** The text to search in: the words in their simplest spelling, followed by the other spellings. */
export function toSearchText(...parts: readonly string[]): string {
  const words = parts.flatMap(toWords).map(spell);
  const simplest = words.flatMap(([first = '']) => [first]);
  const others = words.flatMap(([, ...rest]) => rest);
  return [...simplest, ...new Set(others)].join(' ');
}

/**
 * How well a text fits the searched words: `exact` has all of them, `near` has all of them when one
 * typing error in each long word is forgiven.
 */
export type Fit = 'exact' | 'near' | 'none';

/** A matcher for these words in any order. An empty search fits everything. */
export function searchFor(wanted: string): (...parts: readonly string[]) => Fit {
  const words = toSearchWords(wanted);
  return (...parts) => {
    if (words.length === 0) return 'exact';
    const text = toSearchText(...parts).split(' ');
    const all = (fits: (word: string, way: string) => boolean) =>
      words.every((ways) => ways.some((way) => text.some((word) => fits(word, way))));
    if (all(contains)) return 'exact';
    return all((word, way) => contains(word, way) || isNear(word, way)) ? 'near' : 'none';
  };
}

/** Shorter words are part of too many others, and one letter is too much of them. */
const longWord = 4;

/** A long word may be any part of the other, as in a German compound; a short word must begin it. */
function contains(word: string, wanted: string): boolean {
  return wanted.length < longWord ? word.startsWith(wanted) : word.includes(wanted);
}

/**
 * Whether a long word differs from the other by one typing error: a letter too many, a missing
 * letter, a wrong letter, or two letters in the wrong order. When right letters follow the error, the
 * other word may go on.
 */
function isNear(word: string, wanted: string): boolean {
  if (wanted.length < longWord) return false;
  const at = Array.from(wanted).findIndex((_, index) => wanted[index] !== word[index]);
  const [rest, wantedRest] = [word.slice(at), wanted.slice(at)];
  const swapped = wantedRest.charAt(1) + wantedRest.charAt(0);
  return (
    continues(rest, wantedRest.slice(1)) ||
    continues(rest.slice(1), wantedRest) ||
    continues(rest.slice(1), wantedRest.slice(1)) ||
    (rest.startsWith(swapped) && continues(rest.slice(2), wantedRest.slice(2)))
  );
}

function continues(rest: string, wanted: string): boolean {
  return wanted === '' ? rest === '' : rest.startsWith(wanted);
}

/** Equal for names that differ only in case, accents, spaces or marks. */
export function toFoldedName(name: string): string {
  return toWords(name)
    .map((word) => spell(word)[0])
    .join(' ');
}
