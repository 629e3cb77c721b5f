import { closeSessionsRoute } from '../../shared/contract/accounts.ts';
import { closeSessionsOf } from '../../shared/db/staff-sessions.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';

export const handler = staffEndpoint(closeSessionsRoute, async ({ db, params }) => ({
  closed: await closeSessionsOf(db, params.id),
}));
