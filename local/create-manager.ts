/**
 * The first manager of a bakery, with a password that is told once. Beside an embedded run:
 * `npm run create-manager -- anna`; in containers:
 * `docker compose run --rm migrate node create-manager.mjs anna`.
 */
import { createManager } from '../functions/create-manager/create-manager.ts';
import { embeddedConfig } from '../shared/config.ts';
import { createManagerEvent } from '../shared/contract/accounts.ts';
import { parse } from '../shared/contract/parse.ts';
import { closeDatabase, database } from '../shared/db/database.ts';
import { DomainError } from '../shared/domain/errors.ts';
import { embeddedPostgresUrl } from './postgres-url.ts';

process.env['DATABASE_URL'] ??= embeddedPostgresUrl(embeddedConfig().postgresPort);

try {
  const { name } = parse(createManagerEvent, { name: process.argv[2] });
  const { password } = await createManager(database, name);
  process.stdout.write(`The manager ${name} has the password ${password}\n`);
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  const faults = error.faults.map(({ path, message }) => ` (${path}: ${message})`).join('');
  process.stderr.write(`${error.message}${faults}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
