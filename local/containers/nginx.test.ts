import { readdir, readFile } from 'node:fs/promises';
import type { Route } from '../../shared/contract/route.ts';
import { formerRoutes, routes } from '../../shared/contract/routes.ts';
import {
  apiHeaders,
  pageHeaders,
  strictTransportSecurity,
} from '../../shared/http/security-headers.ts';
import { renderNginxAnswers } from './nginx-answers.ts';

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');

const answers = renderNginxAnswers();

/** The headers that a file of nginx's configuration always adds. */
function headersIn(name: string): Record<string, string> {
  const added = (answers[name] ?? '').matchAll(/^add_header (\S+) "([^"]*)" always;$/gm);
  return Object.fromEntries([...added].map(([, key = '', value = '']) => [key, value]));
}

const ifHttps = { 'strict-transport-security': '$strict_transport_security' };

test('pages from nginx have the headers of the embedded server', () => {
  expect(headersIn('nginx-page-headers.conf')).toEqual({ ...pageHeaders, ...ifHttps });
});

test("nginx's own refusals have the headers of the API", () => {
  expect(headersIn('nginx-answer-headers.conf')).toEqual({ ...apiHeaders, ...ifHttps });
});

test("nginx's strict-transport-security equals that of the API", async () => {
  expect(await read('nginx.conf')).toContain(`https   "${strictTransportSecurity}";`);
});

test('every file that nginx.conf includes is in the folder or is rendered', async () => {
  const inFolder = await readdir(new URL('.', import.meta.url));
  const names = [...inFolder.filter((name) => name.endsWith('.conf')), ...Object.keys(answers)];
  const texts = await Promise.all(
    inFolder.filter((name) => /^nginx.*\.conf$/.test(name)).map(read),
  );
  const included = [...texts, ...Object.values(answers)].flatMap((text) =>
    [...text.matchAll(/include \/etc\/nginx\/(nginx\S+);/g)].map(([, name]) => name),
  );
  expect(included.length).toBeGreaterThan(20);
  expect(included.filter((name) => !names.includes(name ?? ''))).toEqual([]);
});

test('nginx limits by network, so that all addresses of an IPv6 /64 share a limit', async () => {
  const conf = await read('nginx.conf');
  const keys = [...conf.matchAll(/limit_(?:req|conn)_zone (\S+) zone=/g)].map(([, key]) => key);
  expect(keys).toEqual(['$client_network', '$sign_in_client', '$client_network']);
  expect(conf).toMatch(/"~\^POST \/staff\/session\/\*\$" \$client_network;/);
  const [mapped = '', network = ''] = [...conf.matchAll(/"~\(\?s\)\\A(\S+)\\z"/g)].map(
    ([, pattern = '']) => pattern,
  );
  const find = (pattern: string, bytes: readonly number[]) =>
    new RegExp(`^${pattern}$`, 's').exec(String.fromCharCode(...bytes))?.[1];
  const ofIpv6 = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0x0a];
  const host = [0x0a, 0, 0, 0, 0, 0, 0, 1];
  expect(find(network, [...ofIpv6, ...host])).toBe(String.fromCharCode(...ofIpv6));
  expect(find(network, [192, 0, 2, 10])).toBeUndefined();
  const ipv4 = [192, 0, 2, 10];
  const prefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
  expect(find(mapped, [...prefix, ...ipv4])).toBe(String.fromCharCode(...ipv4));
  expect(find(mapped, [...ofIpv6, ...host])).toBeUndefined();
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

test('the content security policy of pages allows only their own origin', () => {
  expect(pageHeaders['content-security-policy']).toMatch(/^default-src 'self';/);
  expect(pageHeaders['content-security-policy']).not.toMatch(/unsafe|http|data:|\*/);
});

test('nginx repeats requests of routes with an idempotency key at another API, and no other POST', async () => {
  const conf = await read('nginx.conf');
  const repeatable = /location ~ (\S+) \{[^}]*nginx-repeatable\.conf/g;
  const patterns = [...conf.matchAll(repeatable)].map(([, pattern = '']) => new RegExp(pattern));
  expect(patterns).toHaveLength(2);
  const all: readonly Route[] = [...routes, ...formerRoutes];
  const posts = all.filter(({ method }) => method === 'POST');
  const heeding = posts.filter(({ headers = {} }) => 'idempotency-key' in headers);
  expect(heeding.length).toBeGreaterThan(1);
  for (const route of posts) {
    const { path } = route;
    const isRepeatable = heeding.includes(route);
    const example = path.replaceAll(/\{\w+\}/g, '7');
    expect(
      patterns.map((pattern) => pattern.test(example) || pattern.test(`/api${example}`)),
    ).toEqual([isRepeatable, isRepeatable]);
  }
});

test('nginx lets through the bodies of routes that take a file, for as long as these may take', async () => {
  const conf = await read('nginx.conf');
  const limits = await read('nginx-files.conf');
  const [, megabytes = ''] = /client_max_body_size (\d+)m;/.exec(limits) ?? [];
  const [, seconds = ''] = /proxy_read_timeout (\d+)s;/.exec(limits) ?? [];
  const pattern = /location (\S+) \{[^}]*nginx-files\.conf/g;
  const prefixes = [...conf.matchAll(pattern)].map(([, prefix = '']) => prefix);
  const large = (routes as readonly Route[]).filter(
    ({ maxBodyBytes = 0, timeoutMs = 0 }) => maxBodyBytes > 1024 * 1024 || timeoutMs > 5_000,
  );
  expect(large.length).toBeGreaterThan(1);
  for (const { path, maxBodyBytes = 0, timeoutMs = 0 } of large) {
    expect(prefixes.filter((prefix) => path.startsWith(prefix))).toHaveLength(1);
    expect(prefixes.filter((prefix) => `/api${path}`.startsWith(prefix))).toHaveLength(1);
    expect(maxBodyBytes).toBeLessThan(Number(megabytes) * 1024 * 1024);
    expect(timeoutMs).toBeLessThan(Number(seconds) * 1_000);
  }
});
