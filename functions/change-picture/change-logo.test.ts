import { changeLogoResponse } from '../../shared/contract/pictures.ts';
import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { onePixel, smallPictures } from '../../tests/support/pictures.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as getBakery } from '../get-bakery/handler.ts';
import { handler as getPicture } from '../get-picture/handler.ts';
import { handler as housekeep } from '../housekeep/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});

const put = (body: object, { headers } = manager) =>
  call(handler, 'PUT /staff/logo', { headers, body });
const remove = ({ headers } = manager) => call(handler, 'DELETE /staff/logo', { headers });

async function uploaded(body: object): Promise<string> {
  const answer = await put(body);
  expect(answer.status).toBe(200);
  return changeLogoResponse.parse(answer.body).logo;
}

const shown = async () => ((await call(getBakery, 'GET /bakery')).body as { logo: unknown }).logo;
const look = (path: string) =>
  call(getPicture, 'GET /pictures/{hash}', {
    pathParameters: { hash: path.replace('/pictures/', '') },
  });

const png = { type: 'image/png', data: onePixel };

test('a logo is shown with the bakery, at an address whose content never changes', async () => {
  expect(await shown()).toBeNull();
  const logo = await uploaded(png);
  expect(logo).toMatch(/^\/pictures\/[0-9a-f]{64}$/);
  expect(await shown()).toBe(logo);
  expect(await look(logo)).toMatchObject({
    status: 200,
    body: onePixel,
    headers: {
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
    },
  });
});

test('the next logo replaces it, and a removed logo is gone', async () => {
  const first = await uploaded(png);
  const { type = '', data = '' } = smallPictures.at(-1) ?? {};
  const second = await uploaded({ type, data });
  expect(await shown()).toBe(second);
  expect((await look(first)).status).toBe(404);
  expect((await look(second)).status).toBe(200);
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(204);
  expect(await shown()).toBeNull();
  expect((await look(second)).status).toBe(404);
});

test('housekeeping keeps a logo, and a product may have the same picture', async () => {
  const logo = await uploaded(png);
  await sql(
    `insert into product_pictures (hash, type, bytes, put_at)
     select hash, type, bytes, now() - interval '1 year' from bakery_logo`,
  );
  expect((await look(logo)).status).toBe(200);
  await housekeep({}, {} as never);
  expect(await sql('select from product_pictures')).toEqual([]);
  expect((await look(logo)).status).toBe(200);
});

test('a logo leaves the settings and their version as they are', async () => {
  const before = await sql('select * from settings');
  await uploaded(png);
  expect(await sql('select * from settings')).toEqual(before);
});

test.each<[string, object, string]>([
  ['another type than the bytes', { ...png, type: 'image/jpeg' }, '/data'],
  ['an SVG', { ...png, type: 'image/svg+xml' }, '/type'],
  ['a version', { ...png, version: 1 }, '/version'],
  ['half of a picture', { ...png, data: onePixel.slice(0, 60) }, '/data'],
])('refuses %s', async (_, body, path) => {
  const before = await shown();
  expect(await put(body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  expect(await shown()).toBe(before);
});

test('a baker may neither set nor remove the logo', async () => {
  const baker = await signInAs('baker');
  expect((await put(png, baker)).status).toBe(403);
  expect((await remove(baker)).status).toBe(403);
});
