/**
 * A copy of all the containers' orders and settings, while they work:
 * `npm run backup` or `npm run backup -- <file>`.
 */
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { inPostgres } from './compose.ts';

/** Under its name a backup is whole or not there: it is written aside, and named at the end. */
async function backUp(file: string): Promise<void> {
  const aside = `${file}.${process.pid}.partial`;
  await mkdir(dirname(file), { recursive: true });
  // Customers' names are in it: nobody else's business.
  const output = await open(aside, 'wx', 0o600);
  try {
    const dump = 'exec pg_dump --format=custom -U "$POSTGRES_USER" "$POSTGRES_DB"';
    await inPostgres(dump, { output: output.fd });
    await output.sync();
    await rename(aside, file);
  } finally {
    await output.close();
    await rm(aside, { force: true });
  }
}

function newName(): string {
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return `backups/bakery-${moment}Z.dump`;
}

const file = resolve(process.argv[2] ?? newName());
try {
  await backUp(file);
  process.stdout.write(`${file} (${(await stat(file)).size} bytes)\n`);
} catch (error) {
  process.stderr.write(`No backup was made. ${error instanceof Error ? error.message : ''}\n`);
  process.exitCode = 1;
}
