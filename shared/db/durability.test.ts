import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '../../local/embedded/postgres.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { closeDatabase, database } from './database.ts';
import { requireDurability } from './durability.ts';
import { migrateDatabase } from './migrate.ts';

let folder: string;
let port: number;
let postgres: Postgres | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bakery-durability-'));
  port = await freePort();
});

afterEach(async () => {
  await closeDatabase();
  await postgres?.stop();
  postgres = undefined;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function startWith(settings: Readonly<Record<string, string>>, allowed = 'off') {
  postgres = await startPostgres({ dataFolder: join(folder, 'data'), port, settings });
  Object.assign(process.env, {
    DATABASE_URL: postgres.urls.owner,
    ALLOW_VOLATILE_DATABASE: allowed,
  });
}

test("accepts a server with PostgreSQL's default settings", async () => {
  await startWith({});
  await expect(requireDurability(database)).resolves.toBeUndefined();
});

test.each(['fsync', 'synchronous_commit', 'full_page_writes'])(
  'refuses a server with %s off, and names the setting',
  async (setting) => {
    await startWith({ [setting]: 'off' });
    await expect(requireDurability(database)).rejects.toThrow(`${setting} is off`);
  },
);

test('accepts the server when volatile databases are allowed', async () => {
  await startWith({ fsync: 'off', full_page_writes: 'off' }, 'on');
  await expect(requireDurability(database)).resolves.toBeUndefined();
});

test('detects a role that commits without waiting', async () => {
  await startWith({});
  await database.query({ name: '', text: 'alter role bakery_owner set synchronous_commit = off' });
  await closeDatabase();
  await expect(requireDurability(database)).rejects.toThrow('synchronous_commit is off');
  await database.query({ name: '', text: 'alter role bakery_owner reset synchronous_commit' });
});

test('migrates nothing in a refused database', async () => {
  await startWith({ fsync: 'off' });
  await expect(migrateDatabase()).rejects.toMatchObject({ name: 'VolatileDatabase' });
  const tables = `select from information_schema.tables where table_schema = 'public'`;
  expect(await database.query({ name: '', text: tables })).toEqual([]);
});
