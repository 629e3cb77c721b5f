import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponse } from './http-handler.ts';

/**
 * An answer that a client may keep, but asks about each time: 304 without a body while it is still
 * the same (RFC 9110, 13.1.2).
 */
export function withEtag(headers: HttpRequest['headers'], body: unknown): HttpResponse {
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  // Weak, because a proxy may compress the answer.
  const etag = `W/"${digest}"`;
  const known = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
  const caching = { etag, 'cache-control': 'no-cache' };
  return known.includes(etag) || known.includes('*')
    ? { status: 304, headers: caching }
    : { status: 200, body, headers: caching };
}
