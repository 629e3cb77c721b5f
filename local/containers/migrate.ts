/** The one-shot container that migrates the database before anything else starts. */
import { VolatileDatabase } from '../../shared/db/durability.ts';
import { migrateDatabase } from '../../shared/db/migrate.ts';
import { logger } from '../../shared/logger.ts';

try {
  const applied = await migrateDatabase();
  logger.info('database is up to date', { applied });
} catch (error) {
  if (!(error instanceof VolatileDatabase)) throw error;
  logger.critical(error.message);
  process.exitCode = 1;
}
