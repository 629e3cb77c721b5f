import { readFile } from 'node:fs/promises';
import { formerRoutes, routes } from '../../shared/contract/routes.ts';
import { call } from '../../tests/support/call.ts';
import type { handler as Handler } from './handler.ts';

/** The bundle, because the files of the page are beside it. */
const bundle = new URL('../../dist/functions/show-docs/handler.mjs', import.meta.url).href;
const { handler } = (await import(bundle)) as { handler: typeof Handler };

const page = (headers = {}) => call(handler, 'GET /docs', { headers });
const file = (name: string, headers = {}) =>
  call(handler, 'GET /docs/{file}', { headers, pathParameters: { file: name } });

test('the page may run only scripts of its own origin', async () => {
  const { status, headers, body } = await page();
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain(`default-src 'none'; script-src 'self';`);
  expect(policy).not.toMatch(/unsafe|http|\*/);
  expect(body).not.toMatch(/<script(?! src="docs\/)|<style|\son\w+=/);
});

test('every file of the page is found below the address of the page', async () => {
  const { body } = await page();
  const wanted = [...String(body).matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)].map(
    ([, url = '']) => url,
  );
  expect(wanted).toEqual(['docs/swagger-ui.css', 'docs/swagger-ui-bundle.js', 'docs/start.js']);
  for (const url of wanted) {
    expect((await file(url.slice('docs/'.length))).status).toBe(200);
  }
});

test('the document is the published one, with every route', async () => {
  const { headers, body } = await file('openapi.json');
  expect(headers['content-type']).toBe('application/json');
  const published = new URL('../../docs/openapi.json', import.meta.url);
  expect(body).toEqual(JSON.parse(await readFile(published, 'utf8')));
  const { paths } = body as { paths: object };
  const served = [...routes, ...formerRoutes].map(({ path }) => path);
  expect(Object.keys(paths)).toHaveLength(new Set(served).size);
});

test.each(['page.html', 'handler.mjs', 'handler.mjs.map', '..', '../handler.mjs', 'toString', ''])(
  '%j is not found',
  async (name) => {
    expect(await file(name)).toMatchObject({ status: 404, body: { code: 'unknown-file' } });
  },
);

test('answers 304 to a request with the ETag of the same file', async () => {
  const etags = [(await page()).headers['etag'], (await file('start.js')).headers['etag']].map(
    String,
  );
  expect(new Set(etags).size).toBe(2);
  const [ofPage = '', ofFile = ''] = etags;
  expect(await page({ 'if-none-match': ofPage })).toMatchObject({ status: 304, body: null });
  expect(await file('start.js', { 'if-none-match': ofFile })).toMatchObject({ status: 304 });
  expect((await file('start.js', { 'if-none-match': ofPage })).status).toBe(200);
});
