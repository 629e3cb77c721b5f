import { createManagerEvent } from '../../shared/contract/accounts.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { backgroundHandler } from '../../shared/http/background-handler.ts';
import { createManager } from './create-manager.ts';

/**
 * Invoked by hand with `{"name":"anna"}`; it has no route. Returns the password, which is told this
 * once.
 */
export const handler = backgroundHandler((event: unknown) =>
  createManager(database, parse(createManagerEvent, event).name),
);
