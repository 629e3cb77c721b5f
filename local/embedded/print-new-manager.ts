import { createManager } from '../../functions/create-manager/create-manager.ts';
import { createManagerEvent } from '../../shared/contract/accounts.ts';
import { parse } from '../../shared/contract/parse.ts';
import { closeDatabase, database } from '../../shared/db/database.ts';
import { DomainError } from '../../shared/domain/errors.ts';

/**
 * Creates a manager in the configured database, and prints the password or the reason of a failure.
 */
export async function printNewManager(wanted: string | undefined): Promise<void> {
  try {
    const { name } = parse(createManagerEvent, { name: wanted });
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
}
