import type { Queryable } from '../../shared/db/database.ts';
import { insertStaffAccount } from '../../shared/db/staff-accounts.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { hashPassword, newPassword } from '../../shared/security/password.ts';

/**
 * Creates a manager with a generated password, so that no default password exists. Managers create
 * all other accounts.
 * @throws DomainError `conflict` the name is taken
 */
export async function createManager(
  db: Queryable,
  name: string,
): Promise<{ name: string; password: string }> {
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  const account = await insertStaffAccount(db, { name, role: 'manager', passwordHash });
  if (!account)
    throw new DomainError('conflict', 'name-taken', `The account ${name} exists already.`);
  return { name, password };
}
