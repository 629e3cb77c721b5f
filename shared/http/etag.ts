import { createHash } from 'node:crypto';
import type { HttpRequest } from './http-request.ts';
import { reply, type Reply } from './http-response.ts';

type Headers = HttpRequest['headers'];

/** What is ready to be sent to any number of clients, and the tag by which they ask for it again. */
export interface TaggedText {
  readonly text: string;
  readonly etag: string;
}

const json = { 'content-type': 'application/json' };

/** An answer that is the same for many, written down once. */
export function tagJson(body: unknown): TaggedText {
  return tag(JSON.stringify(body));
}

/**
 * An answer that a client may keep, but asks about each time: 304 without a body while it is still
 * the same (RFC 9110, 13.1.2).
 */
export function withEtag(headers: Headers, body: unknown): Reply {
  return unlessKnown(headers, tagJson(body));
}

/** The same for what is not JSON of our making. @param own headers of the answer */
export function textWithEtag(
  headers: Headers,
  text: string,
  own: Readonly<Record<string, string>>,
): Reply {
  return unlessKnown(headers, tag(text), own);
}

/** The same for what was tagged before. @param own headers of the answer; those of JSON without */
export function unlessKnown(
  headers: Headers,
  { text, etag }: TaggedText,
  own: Readonly<Record<string, string>> = json,
): Reply {
  const known = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  const caching = { etag, 'cache-control': 'no-cache' };
  return known.includes(etag) || known.includes('*')
    ? reply({ status: 304, headers: caching })
    : reply({ status: 200, text, headers: { ...own, ...caching } });
}

function tag(text: string): TaggedText {
  const digest = createHash('sha256').update(text).digest('base64url');
  // Weak, because a proxy may compress the answer.
  return { text, etag: `W/"${digest}"` };
}
