import { database } from '../../shared/db/database.ts';
import { backgroundHandler } from '../../shared/lambda/background-handler.ts';
import { housekeep } from './housekeep.ts';

/** Runs on a schedule. */
export const handler = backgroundHandler(() => housekeep(database));
