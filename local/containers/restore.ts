/**
 * Puts a backup in the place of all that the containers' database has:
 * `npm run restore -- <file> [--force]`. What was ordered after the backup is gone.
 */
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { compose, inPostgres } from './compose.ts';

interface Restore {
  readonly file: string;
  /** Also over a database that has orders. */
  readonly force: boolean;
}

async function restore({ file, force }: Restore): Promise<void> {
  await readFrom(file, 'exec pg_restore --list > /dev/null');
  if (!force) await refuseToForgetOrders();
  const stopped = await stopWriters();
  try {
    // One may have come while the doors were closing.
    if (!force) await refuseToForgetOrders();
    await readFrom(file, replaceEverything);
  } catch (error) {
    await start(stopped);
    throw error;
  }
  // The backup may be older than the schema, and has no rights of the functions in it. One that is newer than our code is not opened to anybody.
  await compose(['run', '--rm', '--no-deps', '-T', 'migrate']);
  await start(stopped);
}

/**
 * In one transaction, and only when the whole archive can be read: either all of it is there
 * afterwards, or what was there before.
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
  if ((await ask(`select to_regclass('public.orders')`)) === '') return;
  const orders = await ask('select count(*) from orders');
  if (orders === '0') return;
  throw new Error(`The database has ${orders} orders; with --force they are given up.`);
}

function ask(statement: string): Promise<string> {
  return inPostgres(`exec psql -At -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "${statement}"`);
}

/** The door before what is behind it. */
const writers = ['frontend', 'api', 'worker'];

/** @returns those that were running */
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
  if (file === undefined) throw new Error('Which one? npm run restore -- <file> [--force]');
  await restore({ file, force: values.force });
  const pending = await ask(`select count(*) from orders where status = 'Pending'`);
  process.stdout.write(`Restored. Pending orders that the relay sends again: ${pending}\n`);
} catch (error) {
  process.stderr.write(`Not restored. ${error instanceof Error ? error.message : ''}\n`);
  process.exitCode = 1;
}
