import { dictionary } from '@zxcvbn-ts/language-common';
import { shortestPassword } from '../domain/staff.ts';

/** Passwords of the list that are looked for inside longer ones, besides those that are long enough. */
const mostCommon = 3_000;
const shortestPart = 5;

/**
 * Common passwords in small letters and without punctuation, as they are compared: those that are long
 * enough to be chosen, and the most common ones that may be a part of one. `build.ts` puts only these
 * into the bundles.
 */
export const commonPasswords: readonly string[] = dictionary['passwords-common']
  .map((password) => password.replaceAll(/[^\p{L}\p{N}@$!+]/gu, ''))
  .filter(
    (password, rank) => password.length >= (rank < mostCommon ? shortestPart : shortestPassword),
  );
