import { randomUUID, scryptSync } from 'node:crypto';
import { sql } from './database.ts';
import { database } from '../../shared/db/database.ts';
import { insertStaffAccount } from '../../shared/db/staff-accounts.ts';
import { openSession } from '../../shared/db/staff-sessions.ts';
import type { StaffRole } from '../../shared/domain/staff.ts';
import {
  csrfTokenOf,
  hashSessionSecret,
  newSessionSecret,
} from '../../shared/security/session-secret.ts';

export interface SignedInStaff {
  readonly id: number;
  readonly name: string;
  /** The headers of a request by this account. */
  readonly headers: { readonly cookie: string; readonly 'x-csrf-token': string };
}

/** A new account of this role with an open session. Its password is random. */
export async function signInAs(role: StaffRole, name = newName()): Promise<SignedInStaff> {
  const account = await insertStaffAccount(database, { name, role, passwordHash: 'none' });
  if (!account) throw new Error(`There is an account ${name} already.`);
  return { id: account.id, name, headers: await openSessionOf(account.id) };
}

/** Opens another session of an account. */
export async function openSessionOf(accountId: number): Promise<SignedInStaff['headers']> {
  const secret = newSessionSecret();
  const [account] = await sql<{ passwordHash: string }>(
    `select password_hash as "passwordHash" from staff_accounts where id = $1`,
    [accountId],
  );
  const passwordHash = account?.passwordHash ?? '';
  await openSession(database, { accountId, passwordHash }, hashSessionSecret(secret), 1);
  return { cookie: `bakery_session=${secret}`, 'x-csrf-token': csrfTokenOf(secret) };
}

/** A hash that is checked a thousand times faster than the bakery's own hashes. */
export function cheapHashOf(password: string): string {
  const key = scryptSync(password, 'salt', 32, { N: 32, r: 8, p: 1 }).toString('base64');
  return `$scrypt$ln=5,r=8,p=1$${btoa('salt')}$${key}`;
}

function newName(): string {
  return `staff-${randomUUID().slice(0, 8)}`;
}
