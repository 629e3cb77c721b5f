import { cookieIn, toCookie } from './cookie.ts';
import type { HttpRequest } from './http-request.ts';

export function sessionSecretIn(request: HttpRequest): string | undefined {
  return cookieIn(request, 'session');
}

/** @param maxAgeSeconds 0 deletes the cookie */
export function toSessionCookie(secret: string, maxAgeSeconds: number): string {
  return toCookie('session', secret, maxAgeSeconds);
}
