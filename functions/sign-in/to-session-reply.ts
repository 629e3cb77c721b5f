import type { SessionResponse } from '../../shared/contract/accounts.ts';
import { toDeviceCookie } from '../../shared/http/device-cookie.ts';
import { type Reply, reply } from '../../shared/http/http-response.ts';
import { toSessionCookie } from '../../shared/http/session-cookie.ts';
import { csrfTokenOf } from '../../shared/security/session-secret.ts';
import type { SignedIn, SignIn } from './sign-in.ts';

/** The reply with the session, its cookie and the cookie of the device. */
export function toSessionReply(
  { sessionHours }: SignIn,
  { name, secret, deviceSecret, role, isDemo }: SignedIn,
): Reply {
  const body: SessionResponse = { name, role, csrf_token: csrfTokenOf(secret), is_demo: isDemo };
  const cookies = [toSessionCookie(secret, sessionHours * 3_600), toDeviceCookie(deviceSecret)];
  return reply({ body, cookies });
}
