import { httpConfig } from '../config.ts';
import type { HttpRequest } from './http-request.ts';

/**
 * A cookie that scripts cannot read and other sites do not send. With HTTPS, the prefix `__Host-` prevents other hosts
 * of the domain from setting it (RFC 6265bis, 4.1.3).
 */
const attributes = 'Path=/; HttpOnly; SameSite=Strict';

type CookieName = 'session' | 'device';

function nameOf(cookie: CookieName): string {
  return httpConfig().secureCookies ? `__Host-bakery_${cookie}` : `bakery_${cookie}`;
}

export function cookieIn({ cookies }: HttpRequest, cookie: CookieName): string | undefined {
  return cookies[nameOf(cookie)];
}

/** @param maxAgeSeconds 0 deletes the cookie */
export function toCookie(cookie: CookieName, value: string, maxAgeSeconds: number): string {
  const secure = httpConfig().secureCookies ? '; Secure' : '';
  return `${nameOf(cookie)}=${value}; Max-Age=${maxAgeSeconds}; ${attributes}${secure}`;
}
