/**
 * Replaces the content of the containers' database with a backup: `npm run restore -- <file>
 * [--force]`. Orders placed after the backup are lost.
 */
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { compose, inPostgres } from './compose.ts';

interface Restore {
  readonly file: string;
  /** Also replaces a database that has orders. */
  readonly force: boolean;
}

async function restore({ file, force }: Restore): Promise<void> {
  await readFrom(file, 'exec pg_restore --list > /dev/null');
  if (!force) await refuseToForgetOrders();
  const stopped = await stopWriters();
  try {
    // An order may have been placed while the writers were stopping.
    if (!force) await refuseToForgetOrders();
    await readFrom(file, replaceEverything);
  } catch (error) {
    await start(stopped);
    throw error;
  }
  // The backup may have an older schema, and lacks the grants of the functions. A backup with a
  // newer schema than this release is not opened.
  await compose(['run', '--rm', '--no-deps', '-T', 'migrate']);
  await start(stopped);
}

/**
 * Replaces the database in one transaction, and only when the whole archive can be read: afterwards
 * the database has all of the backup, or is unchanged.
 */
const replaceEverything = `
  script=$(mktemp) && trap 'rm -f "$script"' EXIT &&
  pg_restore --no-owner --no-privileges --file="$script" &&
  PGOPTIONS='-c lock_timeout=10s' psql -X -q -U "$POSTGRES_USER" -d "$POSTGRES_DB" \\
    --single-transaction --set=ON_ERROR_STOP=1 \\
    --command='drop schema public cascade' \\
    --command='create schema public authorization pg_database_owner' \\
    --command='grant usage on schema public to public' \\
    --file="$script" > /dev/null`;

async function readFrom(file: string, line: string) {
  const input = await open(file);
  try {
    await inPostgres(line, { input: input.fd });
  } finally {
    await input.close();
  }
}

async function refuseToForgetOrders() {
  if ((await query(`select to_regclass('public.orders')`)) === '') return;
  const orders = await query('select count(*) from orders');
  if (orders === '0') return;
  throw new Error(`The database has ${orders} orders; --force deletes them.`);
}

function query(statement: string): Promise<string> {
  return inPostgres(`exec psql -At -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "${statement}"`);
}

/** The frontend is stopped first, so that no request reaches a stopped API. */
const writers = ['frontend', 'api', 'worker'];

/** @returns the services that were running */
async function stopWriters(): Promise<string[]> {
  const running = await compose(['ps', '--services', '--status', 'running']);
  const stopping = writers.filter((service) => running.split('\n').includes(service));
  if (stopping.length > 0) await compose(['stop', ...stopping]);
  return stopping;
}

async function start(services: readonly string[]) {
  if (services.length > 0) await compose(['start', ...services]);
}

const { values, positionals } = parseArgs({
  options: { force: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [file] = positionals;
try {
  if (file === undefined)
    throw new Error('Name the backup file: npm run restore -- <file> [--force]');
  await restore({ file, force: values.force });
  const pending = await query(`select count(*) from orders where status = 'Pending'`);
  process.stdout.write(`Restored. Pending orders that the relay sends again: ${pending}\n`);
} catch (error) {
  process.stderr.write(`Not restored. ${error instanceof Error ? error.message : ''}\n`);
  process.exitCode = 1;
}
