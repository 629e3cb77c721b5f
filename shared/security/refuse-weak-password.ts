import { findPasswordFault } from '../domain/new-password.ts';
import { invalidRequest } from '../domain/refusals.ts';
import { commonPasswords } from './common-passwords.ts';

/** Words that attackers try besides the names of the bakery and of the account, in the languages of the pages. */
const names = ['bakery', 'bäckerei', 'kennwort', 'willkommen'];

/**
 * @param path of the password in the request
 * @param about the names of the bakery and of the account
 * @throws DomainError `invalid` when the password is easy to guess
 */
export function refuseWeakPassword(password: string, path: string, about: readonly string[]): void {
  const message = findPasswordFault(password, { names: [...names, ...about], commonPasswords });
  if (message === undefined) return;
  throw invalidRequest([{ path, message }]);
}
