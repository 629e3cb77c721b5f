import type { Account } from '../contract/accounts.ts';
import { foldAccountName } from '../domain/account-name.ts';
import type { SignInSource } from '../domain/sign-in.ts';
import type { StaffRole } from '../domain/staff.ts';
import { inTransaction, type Queryable } from './database.ts';
import { closeSessionsOf, isOpen } from './staff-sessions.ts';

type AccountRow = Omit<Account, 'created_at' | 'signed_in_at'> & {
  readonly created_at: Date;
  readonly signed_in_at: Date | null;
};

const columns = `
  id, name, role, active, is_demo, created_at,
  (select max(created_at) from staff_sessions s
   where s.account_id = a.id and ${isOpen('s')}) as signed_in_at`;

function toAccount({ created_at, signed_in_at, ...row }: AccountRow): Account {
  return {
    ...row,
    created_at: created_at.toISOString(),
    signed_in_at: signed_in_at?.toISOString() ?? null,
  };
}

export async function findStaffAccounts(db: Queryable): Promise<Account[]> {
  const rows = await db.query<AccountRow>({
    name: 'find-staff-accounts',
    text: `select ${columns} from staff_accounts a order by name`,
  });
  return rows.map(toAccount);
}

export interface Credentials {
  readonly id: number;
  readonly role: StaffRole;
  readonly is_demo: boolean;
  readonly password_hash: string;
}

/**
 * The name of the account that a person means, who may type it with or without accents.
 * @returns the spelling of the typed name when no account has it
 */
export async function toKnownName(db: Queryable, typed: string): Promise<string> {
  const folded = foldAccountName(typed);
  const [row] = await db.query<{ name: string }>(
    {
      name: 'find-known-name',
      // The previous release writes no row of `staff_names`; its names are their own spelling.
      text: `
        select coalesce(
          (select name from staff_accounts where name = $1),
          (select name from staff_names where folded = $2),
          $2) as name`,
    },
    [typed, folded],
  );
  return row?.name ?? folded;
}

/** The active account with this name, with its password hash. */
export async function findCredentials(
  db: Queryable,
  name: string,
): Promise<Credentials | undefined> {
  const [row] = await db.query<Credentials>(
    {
      name: 'find-credentials',
      text: `select id, role, is_demo, password_hash from staff_accounts where name = $1 and active`,
    },
    [name],
  );
  return row;
}

export async function findAccountName(db: Queryable, id: number): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>(
    { name: 'find-account-name', text: 'select name from staff_accounts where id = $1' },
    [id],
  );
  return row?.name;
}

export interface NewStaffAccount {
  readonly name: string;
  readonly role: StaffRole;
  readonly passwordHash: string;
}

/** @returns undefined when the name, or another one with the same spelling, is taken */
export async function insertStaffAccount(
  db: Queryable,
  { name, role, passwordHash }: NewStaffAccount,
): Promise<Account | undefined> {
  const [row] = await db.query<AccountRow>(
    {
      name: 'insert-staff-account',
      text: `
        with named as (
          insert into staff_names (folded, name)
          select $4, $1 where not exists (select from staff_accounts where name = $4)
          on conflict do nothing
          returning name
        ), a as (
          insert into staff_accounts (name, role, password_hash)
          select name, $2, $3 from named
          on conflict (name) do nothing
          returning *
        )
        select ${columns} from a`,
    },
    [name, role, passwordHash, foldAccountName(name)],
  );
  return row && toAccount(row);
}

/** Undefined fields stay unchanged. */
export interface StaffAccountChange {
  readonly role?: StaffRole | undefined;
  readonly active?: boolean | undefined;
  readonly passwordHash?: string | undefined;
}

/**
 * Changes an account. A deactivated account, or an account with a new password, loses its sessions.
 * @param refuse throws to roll the change back; called with the number of active managers after the
 * change, which is exact, because changes are serialized
 * @returns undefined when the account does not exist
 */
export function changeStaffAccount(
  id: number,
  { role, active, passwordHash }: StaffAccountChange,
  refuse: (managersLeft: number) => void,
): Promise<Account | undefined> {
  return inTransaction(
    async (transaction) => {
      const [row] = await transaction.query<AccountRow>(
        {
          name: 'change-staff-account',
          text: `
            update staff_accounts a
            set role = coalesce($2, role), active = coalesce($3, active),
              password_hash = coalesce($4, password_hash),
              is_demo = is_demo and $4::text is null
            where id = $1
            returning ${columns}`,
        },
        [id, role ?? null, active ?? null, passwordHash ?? null],
      );
      if (!row) return undefined;
      const [managers] = await transaction.query<{ count: number }>({
        name: 'count-managers',
        text: `select count(*)::integer as count from staff_accounts where role = 'manager' and active`,
      });
      refuse(managers?.count ?? 0);
      if (row.active && passwordHash === undefined) return toAccount(row);
      await closeSessionsOf(transaction, id);
      return toAccount({ ...row, signed_in_at: null });
    },
    [`select pg_advisory_xact_lock(hashtext('bakery staff accounts'))`],
  );
}

export interface NewPassword {
  readonly accountId: number;
  readonly passwordHash: string;
  /** The session that stays open; all other sessions of the account end. */
  readonly sessionHash: string;
  /** The device that stays known; all other devices of the account are deleted. */
  readonly deviceHash: string | undefined;
  /** The source of this session's wrong passwords, whose count is deleted. */
  readonly source: SignInSource;
}

/** Writes a new password for an account whose owner knows the old one. */
export async function writePassword(
  db: Queryable,
  { accountId, passwordHash, sessionHash, deviceHash, source }: NewPassword,
): Promise<void> {
  await db.query(
    {
      name: 'write-password',
      text: `
        with closed as (
          delete from staff_sessions where account_id = $1 and token_hash <> $3
        ), devices as (
          delete from staff_devices where account_id = $1 and token_hash is distinct from $4
        ), forgotten as (
          delete from sign_in_failures where address = $5
        )
        update staff_accounts set password_hash = $2, is_demo = false where id = $1`,
    },
    [accountId, passwordHash, sessionHash, deviceHash ?? null, source.key],
  );
}
