import { isManagerCreatedByInvoking } from '../../shared/config.ts';
import { createManagerEvent } from '../../shared/contract/accounts.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { backgroundHandler } from '../../shared/lambda/background-handler.ts';
import { createManager } from './create-manager.ts';

/**
 * Invoked by hand with `{"name":"anna"}`, because this function has no route. Returns the password,
 * which is not shown again. On a single machine the function refuses; use `npm run create-manager`
 * there.
 */
export const handler = backgroundHandler(async (event: unknown) => {
  if (!isManagerCreatedByInvoking()) {
    throw new DomainError('forbidden', 'not-available', 'Use npm run create-manager.');
  }
  return createManager(database, parse(createManagerEvent, event).name);
});
