import { sessionHours } from '../../shared/config.ts';
import { signInRoute } from '../../shared/contract/accounts.ts';
import { database } from '../../shared/db/database.ts';
import { clientNetworkOf } from '../../shared/http/client-network.ts';
import { deviceSecretIn } from '../../shared/http/device-cookie.ts';
import { endpoint } from '../../shared/lambda/endpoint.ts';
import { signIn } from './sign-in.ts';
import { toSessionReply } from './to-session-reply.ts';

export const handler = endpoint(signInRoute, async ({ body, request }) => {
  const attempt = {
    ...body,
    clientNetwork: clientNetworkOf(request),
    deviceSecret: deviceSecretIn(request),
    sessionHours: sessionHours(),
  };
  return toSessionReply(attempt, await signIn(database, attempt));
});
