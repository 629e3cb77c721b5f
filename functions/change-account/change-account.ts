import type { Account, ChangeAccountRequest } from '../../shared/contract/accounts.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getBakeryName } from '../../shared/db/settings.ts';
import { changeStaffAccount, findAccountName } from '../../shared/db/staff-accounts.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';
import { hashPassword } from '../../shared/security/password.ts';
import { refuseWeakPassword } from '../../shared/security/refuse-weak-password.ts';

/**
 * Changes the role or password of an account, deactivates it or activates it again. One manager
 * always remains, because only managers can create managers.
 * @throws DomainError `invalid` the password is easy to guess · `not-found` · `conflict` the
 * account is the last manager
 */
export async function changeAccount(
  db: Queryable,
  by: StaffMember,
  id: number,
  { role, active, password }: ChangeAccountRequest,
): Promise<Account> {
  const passwordHash =
    password === undefined ? undefined : await hashStrongPassword(db, id, password);
  const account = await changeStaffAccount(id, { role, active, passwordHash }, (managersLeft) => {
    if (managersLeft > 0) return;
    throw new DomainError(
      'conflict',
      'last-manager',
      'The last manager cannot be demoted or deactivated.',
    );
  });
  if (!account) throw new DomainError('not-found', 'unknown-account', `There is no account ${id}.`);
  const { name, role: newRole, active: isActive } = account;
  logger.info('account changed', {
    account: name,
    role: newRole,
    active: isActive,
    password_changed: password !== undefined,
    by: by.name,
  });
  return account;
}

async function hashStrongPassword(db: Queryable, id: number, password: string): Promise<string> {
  const names = [await getBakeryName(db), (await findAccountName(db, id)) ?? ''];
  refuseWeakPassword(password, '/password', names);
  return hashPassword(password);
}
