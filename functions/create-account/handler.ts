import { createAccountRoute } from '../../shared/contract/accounts.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { createAccount } from './create-account.ts';

export const handler = staffEndpoint(createAccountRoute, ({ db, staff, body }) =>
  createAccount(db, staff, body),
);
