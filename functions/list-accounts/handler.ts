import { listAccountsRoute } from '../../shared/contract/accounts.ts';
import { findStaffAccounts } from '../../shared/db/staff-accounts.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';

export const handler = staffEndpoint(listAccountsRoute, ({ db }) => findStaffAccounts(db));
