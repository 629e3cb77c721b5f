import { readFile } from 'node:fs/promises';
import { DomainError } from '../../shared/domain/errors.ts';
import { textWithEtag } from '../../shared/http/etag.ts';
import type { HttpRequest } from '../../shared/http/http-request.ts';
import type { Reply } from '../../shared/http/http-response.ts';

type Headers = HttpRequest['headers'];

/** The page loads only files of this API; its pictures are in the style sheet. */
const contentSecurityPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** The files of the page, each with its media type. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['openapi.json', 'application/json'],
  ['start.js', 'text/javascript; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['swagger-ui.css', 'text/css; charset=utf-8'],
]);

export async function getPage(headers: Headers): Promise<Reply> {
  return textWithEtag(headers, await read('page.html'), {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
  });
}

/** @throws DomainError `not-found` */
export async function getDocsFile(headers: Headers, name: string): Promise<Reply> {
  const mediaType = mediaTypes.get(name);
  if (mediaType === undefined) {
    throw new DomainError('not-found', 'unknown-file', 'There is no such file.');
  }
  return textWithEtag(headers, await read(name), { 'content-type': mediaType });
}

/** A cache without expiry: a deployment starts new processes. */
const texts = new Map<string, string>();

/** `build.ts` puts the files beside the bundle. */
async function read(name: string): Promise<string> {
  const text = texts.get(name) ?? (await readFile(new URL(`./${name}`, import.meta.url), 'utf8'));
  texts.set(name, text);
  return text;
}
