/**
 * What every page and its parts say, here and, as nginx-page-headers.conf, in containers: nothing
 * runs or is loaded but what comes from the page's own origin.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    `default-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
