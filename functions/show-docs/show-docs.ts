import { readFile } from 'node:fs/promises';
import { DomainError } from '../../shared/domain/errors.ts';

/** The files of the page, each with its media type. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['openapi.json', 'application/json'],
  ['start.js', 'text/javascript; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['swagger-ui.css', 'text/css; charset=utf-8'],
]);

export interface DocsFile {
  readonly text: string;
  readonly mediaType: string;
}

export async function getPage(): Promise<DocsFile> {
  return { text: await read('page.html'), mediaType: 'text/html; charset=utf-8' };
}

/** @throws DomainError `not-found` */
export async function getDocsFile(name: string): Promise<DocsFile> {
  const mediaType = mediaTypes.get(name);
  if (mediaType === undefined) {
    throw new DomainError('not-found', 'unknown-file', 'There is no such file.');
  }
  return { text: await read(name), mediaType };
}

/** A cache without expiry: a deployment starts new processes. */
const texts = new Map<string, string>();

/** `build.ts` puts the files beside the bundle. */
async function read(name: string): Promise<string> {
  const text = texts.get(name) ?? (await readFile(new URL(`./${name}`, import.meta.url), 'utf8'));
  texts.set(name, text);
  return text;
}
