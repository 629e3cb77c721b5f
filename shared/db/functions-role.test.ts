import pg from 'pg';
import { sql } from '../../tests/support/database.ts';
import { database } from './database.ts';
import { functionsRole } from './functions-role.ts';
import { migrateDatabase } from './migrate.ts';

const owner = { connectionString: process.env['OWNER_DATABASE_URL'] };
const ask = (text: string) => database.query({ name: '', text });

async function asOwner(text: string) {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(text).finally(() => client.end());
}

test('the functions use a role that is no superuser and owns nothing', async () => {
  expect(await ask('select current_user as name')).toEqual([{ name: functionsRole }]);
  expect(
    await sql(
      `select rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
         exists (select from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname = $1`,
      [functionsRole],
    ),
  ).toEqual([
    {
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolbypassrls: false,
      rolreplication: false,
      owns: false,
    },
  ]);
});

test.each([
  'create table loot (id integer)',
  'drop table orders',
  'alter table orders add loot text',
  'truncate orders cascade',
  'create function loot() returns integer language sql return 1',
  `copy orders to program 'cat'`,
  `select pg_read_file('/etc/passwd')`,
  'create role loot',
  'set role bakery_owner',
  'set role bakery_superuser',
])('which may not: %s', async (statement) => {
  await expect(ask(statement)).rejects.toThrow(/permission denied|must be owner/);
});

test('every table may be used, also one that the owner makes later', async () => {
  await asOwner('create table loaves (id integer generated always as identity, name text)');
  await ask(`insert into loaves (name) values ('rye')`);
  await ask(`update loaves set name = 'wheat'`);
  expect(await ask('select id, name from loaves')).toEqual([{ id: 1, name: 'wheat' }]);
  await ask('delete from loaves');
});

test('a table that has lost its grants has them again after the next migration', async () => {
  await asOwner(`revoke all on orders from ${functionsRole}`);
  await expect(ask('select id from orders')).rejects.toThrow('permission denied');
  await migrateDatabase(owner);
  await expect(ask('select id from orders')).resolves.toEqual([]);
});

test('migrations that may not make the role say what to do', async () => {
  process.env['DATABASE_APP_PASSWORD'] = 'rye';
  await expect(migrateDatabase(owner)).rejects.toThrow('leave DATABASE_APP_PASSWORD empty');
  delete process.env['DATABASE_APP_PASSWORD'];
});
