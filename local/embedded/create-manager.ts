/**
 * Creates the first manager of a bakery that runs by `npm start`, and prints the password once:
 * `npm run create-manager -- anna`. The account is created in the database of this data folder,
 * not in a database that the shell's variables name.
 */
import './forget-shell.ts';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embeddedConfig } from '../../shared/config.ts';
import { findRunning } from './data-folder.ts';
import { findPasswords } from './postgres-passwords.ts';
import { postgresUrls } from './postgres-roles.ts';
import { findListeningPort } from './postgres.ts';
import { printNewManager } from './print-new-manager.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const data = resolve(root, embeddedConfig().dataFolder);

async function findDatabaseUrl(): Promise<string | undefined> {
  if ((await findRunning(data)) === undefined) return undefined;
  const folder = join(data, 'postgres');
  const [port, passwords] = [await findListeningPort(folder), await findPasswords(folder)];
  if (port === undefined || passwords === undefined) return undefined;
  return postgresUrls(port, passwords).app;
}

try {
  const url = await findDatabaseUrl();
  if (url === undefined) {
    throw new Error(
      `No bakery is running on ${data}. Start it with npm start, and keep it running.`,
    );
  }
  process.env['DATABASE_URL'] = url;
  await printNewManager(process.argv[2]);
} catch (error) {
  process.stderr.write(`No manager was created. ${error instanceof Error ? error.message : ''}\n`);
  process.exitCode = 1;
}
