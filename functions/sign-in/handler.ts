import { sessionHours } from '../../shared/config.ts';
import { type SessionResponse, signInRequest } from '../../shared/contract/accounts.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { clientNetworkOf } from '../../shared/http/client-network.ts';
import { deviceSecretIn, toDeviceCookie } from '../../shared/http/device-cookie.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { toSessionCookie } from '../../shared/http/session-cookie.ts';
import { refuseOtherOrigins } from '../../shared/http/staff-handler.ts';
import { csrfTokenOf } from '../../shared/security/session-secret.ts';
import { signIn } from './sign-in.ts';

/** `POST /staff/session` */
export const handler = httpHandler(async (request) => {
  refuseOtherOrigins(request);
  const { name, password } = parse(signInRequest, request.body);
  const hours = sessionHours();
  const { secret, deviceSecret, role, isDemo } = await signIn(database, {
    name,
    password,
    clientNetwork: clientNetworkOf(request),
    deviceSecret: deviceSecretIn(request),
    sessionHours: hours,
  });
  const session: SessionResponse = {
    name,
    role,
    csrf_token: csrfTokenOf(secret),
    is_demo: isDemo,
  };
  return {
    status: 201,
    body: session,
    cookies: [toSessionCookie(secret, hours * 3_600), toDeviceCookie(deviceSecret)],
  };
});
