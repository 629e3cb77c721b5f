import { readFile } from 'node:fs/promises';
import { routes } from '../shared/contract/routes.ts';
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

test('nginx logs no query, because staff search for names and phone numbers in it', async () => {
  const conf = await read('nginx.conf');
  const [, format = ''] = /log_format json ([^;]+);/.exec(conf) ?? [];
  expect(format).toContain('"path":"$uri"');
  expect(format).not.toMatch(
    /\$(request|request_uri|args|query_string|arg_\w+|http_\w+|cookie_\w+)\b/,
  );
  expect([...conf.matchAll(/error_log (.+);/g)].map(([, at]) => at)).toEqual(['/dev/stderr crit']);
});

test('a page runs and loads nothing but its own, and says nothing that would weaken that', () => {
  expect(pageHeaders['content-security-policy']).toMatch(/^default-src 'self';/);
  expect(pageHeaders['content-security-policy']).not.toMatch(/unsafe|http|data:|\*/);
});

test('nginx sends to a second API what heeds an idempotency key, and nothing else', async () => {
  const conf = await read('nginx.conf');
  const repeatable = /location ~ (\S+) \{[^}]*nginx-repeatable\.conf/g;
  const patterns = [...conf.matchAll(repeatable)].map(([, pattern = '']) => new RegExp(pattern));
  expect(patterns).toHaveLength(2);
  const heeding = routes.filter(({ headers = {} }) => 'idempotency-key' in headers);
  expect(heeding.length).toBeGreaterThan(1);
  for (const { route } of routes) {
    const [method, path = ''] = route.split(' ');
    if (method !== 'POST') continue;
    const isRepeatable = heeding.some((other) => other.route === route);
    const example = path.replaceAll(/\{\w+\}/g, '7');
    expect(
      patterns.map((pattern) => pattern.test(example) || pattern.test(`/api${example}`)),
    ).toEqual([isRepeatable, isRepeatable]);
  }
});
