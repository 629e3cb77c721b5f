import { listProductsResponse } from '../../shared/contract/products.ts';
import { productPath } from '../../shared/domain/product-page.ts';
import { pageHeaders } from '../../shared/http/security-headers.ts';
import { type Answer, call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { onePixel } from '../../tests/support/pictures.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler as changePicture } from '../change-picture/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import type { handler as Handler } from './handler.ts';

/** The bundle, because the shop's page is beside it. */
const bundle = new URL('../../dist/functions/show-product/handler.mjs', import.meta.url).href;
const { handler } = (await import(bundle)) as { handler: typeof Handler };

const publicUrl = 'https://shop.example';
beforeAll(() => {
  process.env['PUBLIC_URL'] = publicUrl;
});

const ask = (slug: string, headers = {}) =>
  call(handler, 'GET /product/{slug}', { pathParameters: { slug }, headers });

/** The title and the tags of the page, with their texts decoded as browsers do. */
function tagsOf({ body }: Answer) {
  const [, head = ''] = /<head>(.*)<\/head>/s.exec(String(body)) ?? [];
  const decode = (text = '') =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  const all = (pattern: RegExp) =>
    [...head.matchAll(pattern)].map(([, key = '', value]) => [key, decode(value)] as const);
  return {
    titles: [...head.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => decode(title)),
    canonical: all(/<link rel="(canonical)" href="([^"]*)"/g).map(([, href]) => href),
    properties: Object.fromEntries(all(/<meta property="([^"]+)" content="([^"]*)"/g)),
    descriptions: all(/<meta name="(description)" content="([^"]*)"/g).map(([, text]) => text),
    robots: all(/<meta name="(robots)" content="([^"]*)"/g).map(([, text]) => text),
  };
}

test("is the shop's page with the product's title, description, canonical link and picture", async () => {
  const answer = await ask('1-chocolate-cake');
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    ...pageHeaders,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
  });
  const description = 'Three layers of dark sponge with ganache between them. Serves eight.';
  expect(tagsOf(answer)).toEqual({
    titles: ['Chocolate Cake – The Bakery'],
    canonical: [`${publicUrl}/product/1-chocolate-cake`],
    properties: {
      'og:type': 'product',
      'og:site_name': 'The Bakery',
      'og:title': 'Chocolate Cake',
      'og:description': description,
      'og:url': `${publicUrl}/product/1-chocolate-cake`,
      'og:image': `${publicUrl}/icons/icon-512.png`,
    },
    descriptions: [description],
    robots: [],
  });
  expect(answer.body).toMatch(/^<!doctype html>/);
  expect(answer.body).toContain('<script type="module" src="/shop.js">');
  expect(answer.body).toContain('rel="modulepreload"');
  // A page without a path of its own would load its files below /product/.
  expect(answer.body).not.toMatch(/(?:src|href)="(?!\/|#|https:\/\/shop\.example\/)/);
});

test('the picture is that of the product, or else the logo', async () => {
  const { headers } = await signInAs('manager');
  const picture = { type: 'image/png', data: onePixel };
  const path = { pathParameters: { id: '2' } };
  const image = async (slug: string) => tagsOf(await ask(slug)).properties['og:image'];
  await call(changePicture, 'PUT /staff/products/{id}/picture', {
    headers,
    ...path,
    body: { ...picture, version: 1 },
  });
  expect(await image('2')).toMatch(/^https:\/\/shop\.example\/api\/pictures\/[0-9a-f]{64}$/);
  expect(await image('3')).toBe(`${publicUrl}/icons/icon-512.png`);
  await call(changePicture, 'PUT /staff/logo', { headers, body: picture });
  expect(await image('3')).toBe(await image('2'));
  await call(changePicture, 'DELETE /staff/logo', { headers });
});

test.each([
  ['markup', `<script>alert("x")</script> & 'Bun'`, `</title><img src=x onerror="x">`],
  ['patterns of a replacement', '$& $1 $$ Bun', "$' $`"],
  ['another script', 'كعك', 'メロンパン'],
])('%s in a name and a description is text', async (_, name, description) => {
  const id = await addProduct({ name });
  await sql('update products set description = $2 where id = $1', [id, description]);
  await sql('update settings set bakery_name = $1', [name]);
  const answer = await ask(String(id));
  const { titles, properties, descriptions, canonical } = tagsOf(answer);
  expect(titles.map((title) => title.replaceAll(/[\u2068\u2069]/g, ''))).toEqual([
    `${name} – ${name}`,
  ]);
  expect(properties).toMatchObject({
    'og:title': name,
    'og:site_name': name,
    'og:description': description,
  });
  expect(descriptions).toEqual([description]);
  expect(canonical).toEqual([publicUrl + productPath({ id, name })]);
  expect(answer.body).not.toMatch(/<script>|<img/);
  await sql(`update settings set bakery_name = 'The Bakery'`);
});

test("a product without a description keeps the shop's description", async () => {
  const id = await addProduct({ name: 'Plain Bun' });
  const { descriptions, properties } = tagsOf(await ask(String(id)));
  expect(descriptions).toEqual(['Order bread, pastry and cakes, and follow your order.']);
  expect(properties).not.toHaveProperty('og:description');
});

test.each(['1', '1-', '1-another-name', '1-Chocolate%20Cake', '1-../../order'])(
  'answers %j without a redirect, with the canonical link',
  async (slug) => {
    const answer = await ask(slug);
    expect(answer.status).toBe(200);
    expect(tagsOf(answer).canonical).toEqual([`${publicUrl}/product/1-chocolate-cake`]);
  },
);

test.each(['999999-nothing', '01', '0', '-1', '1x', 'chocolate-cake', '99999999999', '', '<b>'])(
  'answers %j with 404 and the page of the shop, which search engines leave out',
  async (slug) => {
    const answer = await ask(slug);
    expect(answer.status).toBe(404);
    expect(answer.headers).toMatchObject({
      ...pageHeaders,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(answer.headers).not.toHaveProperty('etag');
    expect(tagsOf(answer)).toMatchObject({
      titles: ['Bakery'],
      canonical: [],
      properties: {},
      robots: ['noindex'],
    });
    expect(answer.body).toContain('<script type="module" src="/shop.js">');
  },
);

test('a hidden product is unknown until it is on sale again', async () => {
  const id = await addProduct({ name: 'Secret Bun', active: false });
  const hidden = await ask(String(id));
  expect(hidden.status).toBe(404);
  expect(hidden.body).not.toContain('Secret');
  await sql('update products set active = true where id = $1', [id]);
  expect((await ask(String(id))).status).toBe(200);
});

test('every product on sale has a page at its own path', async () => {
  const products = listProductsResponse.parse((await call(listProducts, 'GET /products')).body);
  for (const product of products) {
    const path = productPath(product);
    const answer = await ask(decodeURIComponent(path.replace('/product/', '')));
    expect([answer.status, tagsOf(answer).canonical]).toEqual([200, [publicUrl + path]]);
  }
});

test('answers 304 under the headers of the page, until the product changes', async () => {
  const id = await addProduct({ name: 'Known Bun' });
  const etag = String((await ask(String(id))).headers['etag']);
  const again = await ask(String(id), { 'if-none-match': etag });
  expect(again).toMatchObject({ status: 304, body: null, headers: { ...pageHeaders, etag } });
  await sql(`update products set name = 'Renamed Bun' where id = $1`, [id]);
  expect((await ask(String(id), { 'if-none-match': etag })).status).toBe(200);
});

test("answers 503 with the shop's page while the database is down", async () => {
  const url = process.env['DATABASE_URL'];
  const { closeDatabase } = await import('../../shared/db/database.ts');
  await closeDatabase();
  process.env['DATABASE_URL'] = 'postgres://127.0.0.1:1/none';
  const answer = await ask('1-chocolate-cake');
  await closeDatabase();
  process.env['DATABASE_URL'] = url;
  expect(answer.status).toBe(503);
  expect(answer.headers).toMatchObject({ ...pageHeaders, 'retry-after': '2' });
  expect(answer.body).toContain('<script type="module" src="/shop.js">');
  expect((await ask('1')).status).toBe(200);
});
