import { signOutRoute } from '../../shared/contract/accounts.ts';
import { closeSession } from '../../shared/db/staff-sessions.ts';
import { reply } from '../../shared/http/http-response.ts';
import { toSessionCookie } from '../../shared/http/session-cookie.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';

export const handler = staffEndpoint(signOutRoute, async ({ db, sessionHash }) => {
  await closeSession(db, sessionHash);
  return reply({ cookies: [toSessionCookie('', 0)] });
});
