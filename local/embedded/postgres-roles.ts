import { functionsRole } from '../../shared/db/functions-role.ts';
import { queryOnce } from '../../shared/db/query-once.ts';
import { toScramVerifier } from '../../shared/db/scram.ts';
import type { Passwords } from './postgres-passwords.ts';

/** The superuser only creates roles and upgrades; the owner migrates; the functions use `app`. */
export const roles = {
  superuser: 'bakery_superuser',
  owner: 'bakery_owner',
  app: functionsRole,
} as const;

/** The URL of the embedded PostgreSQL for each role; the server listens on this machine only. */
export type PostgresUrls = Readonly<Record<keyof typeof roles, string>>;

export function postgresUrls(port: number, passwords: Passwords): PostgresUrls {
  const url = (role: keyof typeof roles) => toUrl(port, roles[role], passwords[role]);
  return { superuser: url('superuser'), owner: url('owner'), app: url('app') };
}

function toUrl(port: number, user: string, password: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
}

/** The previous release used this role as the superuser, with a public password. */
const oldRole = 'bakery';
/** A temporary superuser that renames the old one, because a session cannot rename its own role. */
const upgradeRole = 'bakery_upgrade';

/**
 * Creates the roles, and makes the owner own the schema. Upgrades data of the previous release.
 * Each step is a repeatable transaction, so the next start completes an interrupted upgrade.
 * @throws when the passwords do not belong to this data
 */
export async function prepareRoles(port: number, passwords: Passwords): Promise<void> {
  const { superuser } = postgresUrls(port, passwords);
  if (!(await acceptsPassword(superuser))) await renameOldSuperuser(port, passwords.superuser);
  await inTransaction(superuser, [
    'set local search_path = pg_catalog',
    `drop role if exists ${upgradeRole}`,
    createRole(roles.owner, passwords.owner),
    createRole(roles.app, passwords.app),
    // The re-created role has no rights of its own. The previous release needs only the functions' rights.
    `do $$ begin
       if exists (select from pg_roles where rolname = '${oldRole}') then
         grant ${roles.app} to ${oldRole};
       end if;
     end $$`,
    `alter schema public owner to ${roles.owner}`,
    transferOwnership,
  ]);
}

/**
 * PostgreSQL does not allow demoting the superuser that initdb created, so this role is renamed, and
 * a new role gets its old name.
 */
async function renameOldSuperuser(port: number, password: string) {
  const old = toUrl(port, oldRole, 'bakery');
  if (!(await acceptsPassword(old)) || !(await isSuperuser(old))) {
    throw new Error(
      'The passwords beside the data do not belong to this PostgreSQL. Restore the matching file: its name ends in .passwords.json.',
    );
  }
  await inTransaction(old, [createRole(upgradeRole, password, 'superuser')]);
  await inTransaction(toUrl(port, upgradeRole, password), [
    `alter role ${oldRole} rename to ${roles.superuser}`,
    `alter role ${roles.superuser} password '${toScramVerifier(password)}'`,
    createRole(oldRole, 'bakery'),
  ]);
}

/**
 * A statement that replaces the superuser's password, for data whose passwords are lost. Data of
 * the previous release has no such role, and stays unchanged.
 */
export function replacePassword(password: string): string {
  const replace = `alter role ${roles.superuser} password '${toScramVerifier(password)}'`;
  const isThere = `exists (select from pg_roles where rolname = '${roles.superuser}')`;
  return `do $$ begin if ${isThere} then ${replace}; end if; end $$`;
}

/** Creates the role if it is missing, and sets the password from the file. */
function createRole(name: string, password: string, right = 'nosuperuser'): string {
  return `
    do $$ begin
      if not exists (select from pg_roles where rolname = '${name}') then
        create role ${name};
      end if;
    end $$;
    alter role ${name} login ${right} nocreatedb nocreaterole password '${toScramVerifier(password)}'`;
}

/** Makes the owner own all tables and routines. The sequence of a column follows its table. */
const transferOwnership = `
  do $$
  declare command text;
  begin
    for command in
      select format('alter table %s owner to ${roles.owner}', oid::regclass)
      from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
        and relowner <> '${roles.owner}'::regrole
      union all
      select format('alter routine %s owner to ${roles.owner}', oid::regprocedure)
      from pg_proc
      where pronamespace = 'public'::regnamespace and proowner <> '${roles.owner}'::regrole
    loop
      execute command;
    end loop;
  end $$`;

async function isSuperuser(url: string): Promise<boolean> {
  const [row] = await queryOnce<{ rolsuper: boolean }>(
    url,
    'select rolsuper from pg_roles where rolname = current_user',
  );
  return row?.rolsuper ?? false;
}

/** @returns false when the server rejects this role with this password */
async function acceptsPassword(url: string): Promise<boolean> {
  try {
    await queryOnce(url, 'select');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') return false;
    throw error;
  }
}

async function inTransaction(url: string, statements: readonly string[]) {
  await queryOnce(url, ['begin', ...statements, 'commit'].join(';\n'));
}
