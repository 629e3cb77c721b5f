import { migrateDatabase } from '../../shared/db/migrate.ts';
import { backgroundHandler } from '../../shared/http/background-handler.ts';

/** Run at every deployment, before new code takes traffic. Returns the migrations applied now. */
export const handler = backgroundHandler(async () => ({ applied: await migrateDatabase() }));
