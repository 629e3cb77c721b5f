/**
 * Finds new passwords that are easy to guess, whatever their length: attackers try common
 * passwords, known names, neighbouring keys, and all of these with a few more characters (NIST SP
 * 800-63B, 3.1.1.2). Case, accents, spaces and look-alikes ("p@ssw0rd") make no difference.
 */
import { toSearchText } from './folding.ts';
import { toAsciiDigits } from './readable-text.ts';

/** The fault of a password. Pages have a text for each fault. */
export const passwordFaults = [
  'Too few different characters',
  'Too easy to guess',
  'Too common',
] as const;
export type PasswordFault = (typeof passwordFaults)[number];

/** Words that an attacker may try. */
export interface Guesses {
  /** The names of the bakery and of the account. */
  readonly names: readonly string[];
  /** In lower case, without punctuation. */
  readonly commonPasswords: readonly string[];
}

/** The minimum of letters and digits that remain after removing all parts that are easy to guess. */
const minCharacters = 5;

/** The minimum of further characters that make a common password acceptable. */
const minLetters = 3;

/** @returns undefined for a password that is hard enough to guess */
export function findPasswordFault(password: string, guesses: Guesses): PasswordFault | undefined {
  const folded = fold(password);
  if (new Set(folded).size < minCharacters) return 'Too few different characters';
  if (isRepetition(folded)) return 'Too easy to guess';
  return findGuess(folded, guesses) ?? findGuess(folded.replaceAll(/(.)\1+/gu, '$1'), guesses);
}

function findGuess(text: string, { names, commonPasswords }: Guesses): PasswordFault | undefined {
  const readings = readAlike(text);
  const known = new Set([
    ...findSequences(text),
    ...names.flatMap(toParts).flatMap((part) => findPart(readings, part)),
  ]);
  if (known.size > 0 && countLeft(text, known) < minCharacters) return 'Too easy to guess';
  const isCommon = commonPasswords.some((common) => {
    const found = findPart(readings, common);
    if (found.length === 0) return false;
    const guessed = new Set([...known, ...found]);
    return (
      countLeft(text, guessed) < minCharacters && countLeft(text, guessed, /\p{L}/gu) < minLetters
    );
  });
  return isCommon ? 'Too common' : undefined;
}

/** Lower case, without accents and invisible characters. */
function fold(password: string): string {
  const letters = password.normalize('NFKD').toLowerCase().normalize('NFKD');
  return toAsciiDigits(letters)
    .replaceAll(/[\p{M}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800\ufffc]/gu, '')
    .replaceAll('ß', 'ss');
}

function isRepetition(text: string): boolean {
  return Array.from({ length: Math.floor(text.length / 2) }, (_, n) => n + 1).some((unit) =>
    text.startsWith(text.slice(0, -unit), unit),
  );
}

/** The letters of a text, and the position of each in the text. */
interface Reading {
  readonly letters: string;
  readonly places: readonly number[];
}

const lookAlikes: Readonly<Record<string, string>> = {
  '@': 'a',
  $: 's',
  '!': 'i',
  '+': 't',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
};

/** The text without punctuation, as it is and with look-alikes as letters, in both directions. */
function readAlike(text: string): Reading[] {
  const places = [...text.matchAll(/[\p{L}\p{N}@$!+]/gu)].map(({ index }) => index);
  const written = places.map((place) => text[place] ?? '');
  const alike = written.map((letter) => lookAlikes[letter] ?? letter);
  const alikeWithL = written.map((letter) =>
    letter === '1' ? 'l' : (lookAlikes[letter] ?? letter),
  );
  return [written, alike, alikeWithL].flatMap((letters) => [
    { letters: letters.join(''), places },
    { letters: letters.toReversed().join(''), places: places.toReversed() },
  ]);
}

/** Shorter words of a name, like "the", are ignored (letters). */
const minWordLength = 4;

/** A name as one word, and each of its words in every spelling. */
function toParts(name: string): string[] {
  const words = toSearchText(name).split(/[ _@]+/);
  const whole = fold(name).replaceAll(/[^\p{L}\p{N}]/gu, '');
  return [whole, ...words.filter((word) => word.length >= minWordLength)].filter(
    (part) => part !== '',
  );
}

function findPart(readings: readonly Reading[], part: string): number[] {
  return readings.flatMap(({ letters, places }) =>
    findAll(letters, part).flatMap((start) => places.slice(start, start + part.length)),
  );
}

function findAll(text: string, part: string): number[] {
  const starts = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) starts.push(at);
  return starts;
}

/** The alphabet, digits, rows and columns of keyboards, and digits with the shift key. */
const oneWay = [
  'abcdefghijklmnopqrstuvwxyz',
  '012345678901234567890',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1qay2wsx3edc4rfv5tgb6zhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  'qaywsxedcrfvtgbzhnujmikolp',
  '!@#$%^&*()',
  '!"§$%&/()=',
];
const sequences = [...oneWay, ...oneWay.map((keys) => Array.from(keys).toReversed().join(''))];

/** Shortest run that counts as a sequence (characters). */
const minRunLength = 3;

/** @returns the positions of all characters that are part of a sequence */
function findSequences(text: string): number[] {
  const starts = Array.from(text, (_, start) => start);
  return starts.flatMap((start) => {
    const run = text.slice(start, start + minRunLength);
    const isRun = run.length === minRunLength && sequences.some((keys) => keys.includes(run));
    return isRun ? [start, start + 1, start + 2] : [];
  });
}

function countLeft(text: string, known: ReadonlySet<number>, kind = /[\p{L}\p{N}]/gu): number {
  return Array.from(text.matchAll(kind)).filter(({ index }) => !known.has(index)).length;
}
