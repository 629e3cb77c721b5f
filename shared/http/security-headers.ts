/**
 * The security headers of all responses. The functions, the servers of a machine and build.ts (for nginx) import them; a
 * test compares cloud/frontend.yml with them. The API's image has this file without the rest of its folder, so it
 * imports nothing.
 */

/** Responses of the API are data: no page, frame or other site may use them (OWASP REST Security Cheat Sheet). */
export const apiHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/**
 * Pages may load and run only files of their own origin. They make no markup from strings: only the templates of lit-html
 * and the registration of the service worker are trusted.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    `default-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html service-worker`,
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Only for responses over HTTPS: a host without HTTPS would become unreachable for browsers that got the header. */
export const strictTransportSecurity = 'max-age=31536000';
