import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../local/embedded/postgres.ts';
import { sql } from '../../tests/support/database.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { database } from './database.ts';
import { functionsRole } from './functions-role.ts';
import { migrateDatabase } from './migrate.ts';
import { queryOnce } from './query-once.ts';

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
])("refuses the functions' role: %s", async (statement) => {
  await expect(ask(statement)).rejects.toThrow(/permission denied|must be owner/);
});

test("the functions' role may use every table, including tables that the owner creates later", async () => {
  await asOwner('create table loaves (id integer generated always as identity, name text)');
  await ask(`insert into loaves (name) values ('rye')`);
  await ask(`update loaves set name = 'wheat'`);
  expect(await ask('select id, name from loaves')).toEqual([{ id: 1, name: 'wheat' }]);
  await ask('delete from loaves');
});

test('the next migration restores the grants of a table', async () => {
  await asOwner(`revoke all on orders from ${functionsRole}`);
  await expect(ask('select id from orders')).rejects.toThrow('permission denied');
  await migrateDatabase(owner);
  await expect(ask('select id from orders')).resolves.toEqual([]);
});

test('migrations that may not create the role fail with instructions', async () => {
  process.env['DATABASE_APP_PASSWORD'] = 'rye';
  await expect(migrateDatabase(owner)).rejects.toThrow('leave DATABASE_APP_PASSWORD empty');
  delete process.env['DATABASE_APP_PASSWORD'];
});

describe('a database whose tables only the owner used', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof startPostgres>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bakery-roles-'));
    server = await startPostgres({ dataFolder: join(folder, 'data'), port: await freePort() });
    await queryOnce(server.urls.superuser, `alter role ${functionsRole} rename to unused`);
  });
  afterEach(() => {
    delete process.env['DATABASE_APP_PASSWORD'];
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const migrate = (password = '') => {
    process.env['DATABASE_APP_PASSWORD'] = password;
    return migrateDatabase({ connectionString: server.urls.superuser });
  };
  const asFunctions = (password: string) => {
    const url = new URL(server.urls.app);
    url.password = password;
    return url.href;
  };

  test('stays unchanged without a password for the functions', async () => {
    await migrate();
    await queryOnce(
      server.urls.superuser,
      `insert into orders (status, correlation_id, request_hash)
       select 'Pending', 'order-' || n, 'none' from generate_series(1, 1000) n`,
    );
    expect(await migrate()).toEqual([]);
    await expect(queryOnce(asFunctions('rye'), 'select')).rejects.toMatchObject({ code: '28P01' });
  });

  test.each(['rye', 'wheat'])(
    'gets the role with the password %s, and keeps its orders',
    async (password) => {
      expect(await migrate(password)).toEqual([]);
      const count = 'select count(*)::integer as orders from orders';
      expect(await queryOnce(asFunctions(password), count)).toEqual([{ orders: 1000 }]);
      await expect(queryOnce(asFunctions('other'), 'select')).rejects.toMatchObject({
        code: '28P01',
      });
    },
  );
});
