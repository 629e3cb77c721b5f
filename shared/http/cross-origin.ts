import { httpConfig } from '../config.ts';

/** What the script of a page of another origin may send, and read besides the body. */
const sentHeaders = 'content-type, idempotency-key, if-none-match, x-correlation-id, x-order-token';
const readHeaders = 'etag, retry-after, x-correlation-id';

interface Asked {
  /** Of the route: "/order/{id}". */
  readonly path: string;
  readonly origin: string | undefined;
}

/**
 * Pages of configured origins may do what customers may. Cookies are never asked for, so nobody acts
 * for staff from elsewhere; what staff do is not open to other origins at all.
 */
export function crossOriginHeaders(asked: Asked): Record<string, string> {
  if (httpConfig().corsOrigins.length === 0) return {};
  // Whoever keeps the answer is not to show it to another origin.
  const vary = { vary: 'Origin' };
  if (!isWelcome(asked)) return vary;
  return {
    ...vary,
    'access-control-allow-origin': asked.origin,
    'access-control-expose-headers': readHeaders,
  };
}

/** The answer to a browser that asks beforehand. */
export function preflightHeaders(asked: Asked, methods: readonly string[]): Record<string, string> {
  if (!isWelcome(asked)) return {};
  return {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': sentHeaders,
    'access-control-max-age': '600',
  };
}

function isWelcome(asked: Asked): asked is Asked & { origin: string } {
  const { path, origin } = asked;
  const isForStaff = path === '/staff' || path.startsWith('/staff/');
  return origin !== undefined && httpConfig().corsOrigins.includes(origin) && !isForStaff;
}
