/** The one-shot container that brings the database up to date before anything else starts. */
import { migrateDatabase } from '../shared/db/migrate.ts';
import { logger } from '../shared/logger.ts';

const applied = await migrateDatabase();
logger.info('database is up to date', { applied });
