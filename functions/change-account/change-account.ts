import type { Account, ChangeAccountRequest } from '../../shared/contract/accounts.ts';
import { changeStaffAccount } from '../../shared/db/staff-accounts.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';
import { hashPassword } from '../../shared/security/password.ts';

/**
 * Changes somebody's role or password, closes their account or opens it again. There is always a
 * manager left, because otherwise nobody could make one.
 * @throws DomainError `not-found` · `conflict` it would be the last manager
 */
export async function changeAccount(
  by: StaffMember,
  id: number,
  { role, active, password }: ChangeAccountRequest,
): Promise<Account> {
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  const account = await changeStaffAccount(id, { role, active, passwordHash }, (managersLeft) => {
    if (managersLeft > 0) return;
    throw new DomainError('conflict', 'last-manager', 'The last manager has to stay one.');
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
