import type { Queryable } from '../../shared/db/database.ts';
import { getBakeryName } from '../../shared/db/settings.ts';
import { findCredentials, writePassword } from '../../shared/db/staff-accounts.ts';
import { countSignInAttempt } from '../../shared/db/staff-sessions.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import {
  refuseEarlySignIn,
  type SignInSource,
  signInWaitSeconds,
} from '../../shared/domain/sign-in.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { hashPassword, isPassword } from '../../shared/security/password.ts';
import { refuseWeakPassword } from '../../shared/security/refuse-weak-password.ts';
import { hashSessionSecret } from '../../shared/security/session-secret.ts';

export interface ChangePassword {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The session that stays open; all other sessions of the account end. */
  readonly sessionHash: string;
  /** The device that stays known; all other devices of the account are deleted. */
  readonly deviceSecret: string | undefined;
}

/**
 * Changes the password of a signed-in staff member. The old password is required, because another
 * person may use an open browser. Wrong old passwords are throttled like sign-in failures.
 * @throws DomainError `invalid` the new password is easy to guess · `throttled` · `conflict` the
 * current password is wrong
 */
export async function changePassword(
  db: Queryable,
  { accountId, name }: StaffMember,
  { currentPassword, newPassword, sessionHash, deviceSecret }: ChangePassword,
): Promise<void> {
  refuseWeakPassword(newPassword, '/new_password', [await getBakeryName(db), name]);
  // Attempts are counted by session, so that an attacker's sign-in failures do not delay the owner.
  const source: SignInSource = { kind: 'known-device', key: `session ${sessionHash}` };
  refuseEarlySignIn(
    await countSignInAttempt(name, source, (failures, now) =>
      signInWaitSeconds(failures, source, now),
    ),
  );
  const account = await findCredentials(db, name);
  if (!(await isPassword(currentPassword, account?.password_hash, 'first'))) {
    throw new DomainError('conflict', 'wrong-password', 'The current password is wrong.', {
      faults: [{ path: '/current_password', message: 'Wrong password' }],
    });
  }
  await writePassword(db, {
    accountId,
    passwordHash: await hashPassword(newPassword),
    sessionHash,
    deviceHash: deviceSecret === undefined ? undefined : hashSessionSecret(deviceSecret),
    source,
  });
}
