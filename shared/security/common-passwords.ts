import { dictionary } from '@zxcvbn-ts/language-common';
import { shortestPassword } from '../domain/staff.ts';

/** How many of the most common passwords are also searched inside longer passwords. */
const mostCommon = 3_000;
const shortestPart = 5;

/**
 * Common passwords in lower case and without punctuation: passwords that are long enough to be
 * chosen, and the most common passwords, which may be part of a longer password. `build.ts` puts
 * only these into the bundles.
 */
export const commonPasswords: readonly string[] = dictionary['passwords-common']
  .map((password) => password.replaceAll(/[^\p{L}\p{N}@$!+]/gu, ''))
  .filter(
    (password, rank) => password.length >= (rank < mostCommon ? shortestPart : shortestPassword),
  );
