import { httpConfig } from '../config.ts';

/**
 * Request headers that a script of another origin may send, and response headers that the script
 * may read.
 */
const sentHeaders = 'content-type, idempotency-key, if-none-match, x-correlation-id, x-order-token';
const readHeaders = 'etag, retry-after, x-correlation-id';

interface Source {
  /** The path of the route: "/order/{id}". */
  readonly path: string;
  readonly origin: string | undefined;
}

/**
 * Pages of configured origins may use the customers' routes. Credentials are not allowed and staff
 * routes are closed to other origins, so such a page cannot act with a staff session.
 */
export function crossOriginHeaders(source: Source): Record<string, string> {
  if (httpConfig().corsOrigins.length === 0) return {};
  // A cache must not return the response to another origin.
  const vary = { vary: 'Origin' };
  if (!isAllowed(source)) return vary;
  return {
    ...vary,
    'access-control-allow-origin': source.origin,
    'access-control-expose-headers': readHeaders,
  };
}

/** Headers of the response to a preflight request. */
export function preflightHeaders(
  source: Source,
  methods: readonly string[],
): Record<string, string> {
  if (!isAllowed(source)) return {};
  return {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': sentHeaders,
    'access-control-max-age': '600',
  };
}

function isAllowed(source: Source): source is Source & { origin: string } {
  const { path, origin } = source;
  const isForStaff = path === '/staff' || path.startsWith('/staff/');
  return origin !== undefined && httpConfig().corsOrigins.includes(origin) && !isForStaff;
}
