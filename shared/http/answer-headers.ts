import { httpConfig } from '../config.ts';

/**
 * What every answer of the API says, unless it says something else itself: it is data, of no use as
 * a page, in a frame, or to other sites (OWASP REST Security Cheat Sheet).
 */
export function answerHeaders(): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Where there is no HTTPS this would lock everybody out.
    ...(httpConfig().secureCookies && { 'strict-transport-security': 'max-age=31536000' }),
  };
}
