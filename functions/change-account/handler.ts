import { changeAccountRoute } from '../../shared/contract/accounts.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changeAccount } from './change-account.ts';

export const handler = staffEndpoint(changeAccountRoute, ({ db, staff, params, body }) =>
  changeAccount(db, staff, params.id, body),
);
