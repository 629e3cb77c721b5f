import type { Queryable } from '../../shared/db/database.ts';
import { findCredentials } from '../../shared/db/staff-accounts.ts';
import { countSignInAttempt, openSession } from '../../shared/db/staff-sessions.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { refuseTooManySignIns } from '../../shared/domain/sign-in.ts';
import type { StaffRole } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';
import { isPassword } from '../../shared/security/password.ts';
import { hashSessionSecret, newSessionSecret } from '../../shared/security/session-secret.ts';

export interface SignIn {
  readonly name: string;
  readonly password: string;
  readonly clientNetwork: string;
  readonly sessionHours: number;
  readonly now: Date;
}

export interface SignedIn {
  /** For the cookie; nobody else keeps it. */
  readonly secret: string;
  readonly role: StaffRole;
  readonly isDemo: boolean;
}

/**
 * Opens a session for who knows the password. A wrong name and a wrong password are refused in the
 * same words, after the same work.
 * @throws DomainError `throttled` after too many failures · `unauthenticated`
 */
export async function signIn(
  db: Queryable,
  { name, password, clientNetwork, sessionHours, now }: SignIn,
): Promise<SignedIn> {
  await countSignInAttempt(name, clientNetwork, (failures) => refuseTooManySignIns(failures, now));
  const account = await findCredentials(db, name);
  const isRight = await isPassword(password, account?.password_hash);
  if (!account || !isRight) {
    logger.warn('sign-in refused', { name, network: clientNetwork });
    throw wrongCredentials();
  }
  const secret = newSessionSecret();
  const { id: accountId, password_hash: passwordHash } = account;
  const sessionHash = hashSessionSecret(secret);
  // Closed, or given another password, while this one was looked at.
  if (!(await openSession(db, { accountId, passwordHash }, sessionHash, sessionHours))) {
    throw wrongCredentials();
  }
  logger.info('signed in', { name, network: clientNetwork });
  return { secret, role: account.role, isDemo: account.is_demo };
}

function wrongCredentials(): DomainError {
  return new DomainError('unauthenticated', 'wrong-credentials', 'Wrong name or password.');
}
