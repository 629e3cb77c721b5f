import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The secret in a session's cookie: 256 random bits, stored only in the browser. */
export function newSessionSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The hash by which the database finds a session. The secret has too many bits to be guessed from
 * the hash.
 */
export function hashSessionSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/**
 * The CSRF token: pages send it with each change. A page of another origin cannot read it, although
 * the browser would send the cookie.
 */
export function csrfTokenOf(secret: string): string {
  return createHmac('sha256', secret).update('csrf').digest('base64url');
}

/** Compares in constant time. */
export function isSameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
