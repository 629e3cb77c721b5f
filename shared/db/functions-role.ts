import type pg from 'pg';
import { toScramVerifier } from './scram.ts';

/** The role of the functions and the worker: it reads and writes rows, and owns nothing. */
export const functionsRole = 'bakery_app';

/**
 * Grants the functions' role the use of all tables, and by default privileges of all tables that
 * this user creates later. With a password, a missing role is created and its password is set.
 * Does nothing when the role is missing and no password is given: then one role is used for
 * everything.
 */
export async function grantFunctions(client: pg.Client, password?: string): Promise<void> {
  if (password !== undefined) await createRole(client, password);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [
    functionsRole,
  ]);
  if (rowCount === 0) return;
  await client.query(`
    begin;
    grant usage on schema public to ${functionsRole};
    alter default privileges grant select, insert, update, delete on tables to ${functionsRole};
    alter default privileges grant usage, select on sequences to ${functionsRole};
    grant select, insert, update, delete on all tables in schema public to ${functionsRole};
    grant usage, select on all sequences in schema public to ${functionsRole};
    commit`);
}

/** @throws with instructions, when this user may not create roles */
async function createRole(client: pg.Client, password: string) {
  try {
    await client.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = '${functionsRole}') then
          create role ${functionsRole};
        end if;
      end $$;
      alter role ${functionsRole} login password '${toScramVerifier(password)}'`);
  } catch (cause) {
    if ((cause as { code?: string }).code !== '42501') throw cause;
    throw new Error(
      `The user of the migrations may not create the role ${functionsRole}. Create the role by hand, and leave DATABASE_APP_PASSWORD empty.`,
      { cause },
    );
  }
}
