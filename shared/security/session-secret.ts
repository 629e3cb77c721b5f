import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a session's cookie holds: 256 random bits. Only the browser has it. */
export function newSessionSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** How the database knows a session. The secret has too many bits to be guessed from it. */
export function hashSessionSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/**
 * What a page that may read our answers sends with each change, and a page of somebody else cannot
 * know, though the browser would send the cookie for it.
 */
export function csrfTokenOf(secret: string): string {
  return createHmac('sha256', secret).update('csrf').digest('base64url');
}

/** Compares without telling, by the time it takes, how much is right. */
export function isSameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
