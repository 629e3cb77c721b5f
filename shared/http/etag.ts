import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponse } from './http-handler.ts';

type Headers = HttpRequest['headers'];

/**
 * An answer that a client may keep, but asks about each time: 304 without a body while it is still
 * the same (RFC 9110, 13.1.2).
 */
export function withEtag(headers: Headers, body: unknown): HttpResponse {
  return unlessKnown(headers, JSON.stringify(body), { status: 200, body });
}

/** The same for what is not JSON of our making. @param own headers of the answer */
export function textWithEtag(
  headers: Headers,
  text: string,
  own: Readonly<Record<string, string>>,
): HttpResponse {
  return unlessKnown(headers, text, { status: 200, text, headers: own });
}

function unlessKnown(headers: Headers, content: string, answer: HttpResponse): HttpResponse {
  const digest = createHash('sha256').update(content).digest('base64url');
  // Weak, because a proxy may compress the answer.
  const etag = `W/"${digest}"`;
  const known = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
  const caching = { etag, 'cache-control': 'no-cache' };
  return known.includes(etag) || known.includes('*')
    ? { status: 304, headers: caching }
    : { ...answer, headers: { ...answer.headers, ...caching } };
}
