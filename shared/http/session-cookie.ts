import { httpConfig } from '../config.ts';
import type { HttpRequest } from './http-handler.ts';

/**
 * No script reads it, and no other site makes the browser send it. Where all is HTTPS the prefix
 * keeps other hosts of the domain from setting it (RFC 6265bis, 4.1.3).
 */
const attributes = 'Path=/; HttpOnly; SameSite=Strict';

function cookieName(): string {
  return httpConfig().secureCookies ? '__Host-bakery_session' : 'bakery_session';
}

export function sessionSecretIn({ cookies }: HttpRequest): string | undefined {
  return cookies[cookieName()];
}

/** @param maxAgeSeconds 0 makes the browser forget it */
export function toSessionCookie(secret: string, maxAgeSeconds: number): string {
  const secure = httpConfig().secureCookies ? '; Secure' : '';
  return `${cookieName()}=${secret}; Max-Age=${maxAgeSeconds}; ${attributes}${secure}`;
}
