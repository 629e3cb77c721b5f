/**
 * Writes a backup of all orders and settings while the containers run: `npm run backup` or `npm run
 * backup -- <file>`.
 */
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { inPostgres } from './compose.ts';

/**
 * The backup is written under another name and renamed at the end, so that a file with its name is
 * always complete.
 */
async function backUp(file: string): Promise<void> {
  const aside = `${file}.${process.pid}.partial`;
  await mkdir(dirname(file), { recursive: true });
  // The backup contains personal data, so only its owner may read it.
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
