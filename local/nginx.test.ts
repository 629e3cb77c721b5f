import { readFile } from 'node:fs/promises';
import { answerHeaders } from '../shared/http/answer-headers.ts';
import { pageHeaders } from './page-headers.ts';

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');

/** The headers that a piece of nginx's configuration always adds, but those of a variable. */
async function headersIn(name: string): Promise<Record<string, string>> {
  const added = (await read(name)).matchAll(/^add_header (\S+) "([^"]*)" always;$/gm);
  return Object.fromEntries(
    [...added].map(([, key = '', value = '']) => [key.toLowerCase(), value]),
  );
}

test('nginx says of a page what the embedded server says', async () => {
  expect(await headersIn('nginx-page-headers.conf')).toEqual(pageHeaders);
});

test('nginx says of an answer of its own what the API says', async () => {
  expect(await headersIn('nginx-answer-headers.conf')).toEqual(answerHeaders());
});

test('a page runs and loads nothing but its own, and says nothing that would weaken that', () => {
  expect(pageHeaders['content-security-policy']).toMatch(/^default-src 'self';/);
  expect(pageHeaders['content-security-policy']).not.toMatch(/unsafe|http|data:|\*/);
});
