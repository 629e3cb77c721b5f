import type { Account, CreateAccountRequest } from '../../shared/contract/accounts.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getBakeryName } from '../../shared/db/settings.ts';
import { insertStaffAccount } from '../../shared/db/staff-accounts.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';
import { hashPassword } from '../../shared/security/password.ts';
import { refuseWeakPassword } from '../../shared/security/refuse-weak-password.ts';

/** @throws DomainError `invalid` the password is easy to guess · `conflict` the name is taken */
export async function createAccount(
  db: Queryable,
  by: StaffMember,
  { name, role, password }: CreateAccountRequest,
): Promise<Account> {
  refuseWeakPassword(password, '/password', [await getBakeryName(db), name]);
  const passwordHash = await hashPassword(password);
  const account = await insertStaffAccount(db, { name, role, passwordHash });
  if (!account) {
    throw new DomainError('conflict', 'name-taken', `The account ${name} exists already.`, {
      faults: [{ path: '/name', message: 'Taken' }],
    });
  }
  logger.info('account created', { account: name, role, by: by.name });
  return account;
}
