import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { functionsPasswordConfig, isDemo } from '../config.ts';
import { logger } from '../logger.ts';
import { lockAllocation } from './allocation-lock.ts';
import { connectionConfig, readPassword } from './connection.ts';
import type { Queryable, Statement } from './database.ts';
import { recountDays } from './day-figures.ts';
import { requireDurability } from './durability.ts';
import { writeEarlierClaims } from './earlier-claims.ts';
import { grantFunctions } from './functions-role.ts';
import { writeOrderKeys } from './order-keys.ts';

/** The migrations are beside this file, in the sources and in the bundle. */
const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
const demoCatalogueFile = new URL('./demo-catalogue.sql', import.meta.url);
const demoSettingsFile = new URL('./demo-settings.sql', import.meta.url);
const demoStaffFile = new URL('./demo-staff.sql', import.meta.url);

/**
 * Migrates the database to the newest schema. In the demo, also fills an empty catalogue, describes
 * the bakery, and creates accounts when there are none; outside the demo, deactivates the demo accounts. Then
 * grants the functions' role the use of all tables. Concurrent runs wait for each other; a run
 * without new migrations changes nothing.
 * @param connection as the user who owns the schema
 * @returns the names of the migrations that were applied now
 * @throws VolatileDatabase when the server may lose confirmed commits
 */
export async function migrateDatabase(
  connection: pg.ClientConfig = connectionConfig(),
): Promise<string[]> {
  const client = new pg.Client(connection);
  client.on('error', (error) => logger.warn('database connection lost', { reason: error.message }));
  await client.connect();
  try {
    const db: Queryable = {
      query: async <Row>({ text }: Statement, values: readonly unknown[] = []) =>
        (await client.query(text, [...values])).rows as Row[],
    };
    await requireDurability(db);
    // The lock is held until this connection ends.
    await client.query(`select pg_advisory_lock(hashtext('bakery migration'))`);
    // Grants come before the migrations, so that no table exists without them.
    await grantFunctions(client, await findFunctionsPassword());
    const applied = await runner({
      dbClient: client,
      dir: migrationsFolder,
      direction: 'up',
      migrationsTable: 'migrations',
      advisoryLockMode: 'wait',
      // A release may bring a migration with a lower number than one that was applied already.
      checkOrder: false,
      log: (message) => logger.debug(message),
    });
    await repeatForAWhile(() => writeOrderKeys(db, ordersAtOnce));
    await repeatForAWhile(() => writeEarlierClaims(db, ordersAtOnce));
    await client.query(`begin; ${lockAllocation}`);
    await recountDays(db);
    await client.query('commit');
    await (isDemo() ? loadDemo(client) : closeDemoAccounts(client));
    return applied.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function findFunctionsPassword(): Promise<string | undefined> {
  const { password, secretArn } = functionsPasswordConfig();
  return secretArn === undefined ? password : readPassword(secretArn);
}

/** Orders per statement, and the time limit for all of them (milliseconds). */
const ordersAtOnce = 1_000;
const fillMs = 20_000;

/** Fills in what orders of an earlier release lack. Housekeeping does what is left after the time limit. */
async function repeatForAWhile(fill: () => Promise<number>) {
  const deadline = performance.now() + fillMs;
  while ((await fill()) === ordersAtOnce && performance.now() < deadline);
}

async function loadDemo(client: pg.Client) {
  await client.query('begin');
  await client.query('lock table products, staff_accounts in share row exclusive mode');
  const { rowCount } = await client.query('select from products limit 1');
  if (rowCount === 0) {
    await client.query(await readFile(demoCatalogueFile, 'utf8'));
    await client.query(await readFile(demoSettingsFile, 'utf8'));
  }
  await client.query(await readFile(demoStaffFile, 'utf8'));
  await client.query('commit');
  logger.warn(
    'This is a demo: the passwords of its accounts are public. DEMO=off deactivates them.',
  );
}

async function closeDemoAccounts(client: pg.Client) {
  await client.query(`
    with closed as (
      update staff_accounts set active = false where is_demo and active returning id
    )
    delete from staff_sessions where account_id in (select id from closed)`);
}
