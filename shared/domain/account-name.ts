import { toSearchText } from './folding.ts';
import { cleanText } from './readable-text.ts';

/** Letters and digits of any language, dots, hyphens and underscores: 2 to 40 characters. */
export const accountNamePattern = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\p{Join_Control}._-]{1,39}$/u;

/** The name of an account as it is stored: composed, in lower case, without invisible marks. */
export function toAccountName(typed: string): string {
  return cleanText(typed).toLowerCase().normalize('NFC');
}

/**
 * The spelling that names have in common when people could confuse them: "josé" and "jose". Two accounts never share
 * it, and a person may sign in with any of the names. A name in ASCII is its own spelling.
 */
export function foldAccountName(name: string): string {
  return name
    .split(/([._-])/)
    .map((part, index) => (index % 2 === 1 ? part : simplest(part)))
    .join('');
}

/** `toSearchText` writes the simplest spelling of a word first. */
function simplest(word: string): string {
  const [first = ''] = toSearchText(word).split(' ');
  return first;
}
