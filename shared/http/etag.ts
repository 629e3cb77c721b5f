import { createHash } from 'node:crypto';
import type { HttpRequest } from './http-request.ts';
import { reply, type Reply } from './http-response.ts';

type Headers = HttpRequest['headers'];

/** A response text that many clients share, with its ETag. */
export interface TaggedText {
  readonly text: string;
  readonly etag: string;
}

const json = { 'content-type': 'application/json' };

/** Serializes a body once for many responses. */
export function tagJson(body: unknown): TaggedText {
  return tag(JSON.stringify(body));
}

/**
 * A JSON response that clients revalidate: 304 without a body while the JSON is unchanged (RFC 9110, 13.1.2).
 */
export function withEtag(headers: Headers, body: unknown): Reply {
  return unlessKnown(headers, tagJson(body));
}

/** A text response that clients revalidate. @param own headers of the response, such as the type */
export function textWithEtag(
  headers: Headers,
  text: string,
  own: Readonly<Record<string, string>>,
): Reply {
  return unlessKnown(headers, tag(text), own);
}

/**
 * Answers 304 when the client knows the ETag, and otherwise the text.
 * @param own headers of the response; default: the headers of JSON
 */
export function unlessKnown(
  headers: Headers,
  { text, etag }: TaggedText,
  own: Readonly<Record<string, string>> = json,
): Reply {
  const known = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  // A browser replaces the headers of its copy with those of a 304: also the content security policy of a page.
  const all = { ...own, etag, 'cache-control': 'no-cache' };
  return known.includes(etag) || known.includes('*')
    ? reply({ status: 304, headers: all })
    : reply({ status: 200, text, headers: all });
}

function tag(text: string): TaggedText {
  const digest = createHash('sha256').update(text).digest('base64url');
  // Weak, because a proxy may compress the response.
  return { text, etag: `W/"${digest}"` };
}
