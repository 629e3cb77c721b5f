import { deflateSync } from 'node:zlib';
import { type CatalogueProduct, catalogueProduct } from '../../shared/contract/catalogue.ts';
import { findCatalogue } from '../../shared/db/catalogue.ts';
import { database } from '../../shared/db/database.ts';
import { call, newContext, newHttpEvent } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { onePixel, pngChunk, pngOfLength, smallPictures } from '../../tests/support/pictures.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as getPicture } from '../get-picture/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});

const png = { type: 'image/png', data: onePixel };

const put = (id: number | string, body: object, by = manager) =>
  call(handler, 'PUT /staff/products/{id}/picture', {
    headers: by.headers,
    pathParameters: { id: String(id) },
    body,
  });

const remove = (id: number | string, query: Record<string, string>, by = manager) =>
  call(handler, 'DELETE /staff/products/{id}/picture', {
    headers: by.headers,
    pathParameters: { id: String(id) },
    query,
  });

const look = (path: string) =>
  call(getPicture, 'GET /pictures/{hash}', {
    pathParameters: { hash: path.replace('/pictures/', '') },
  });

async function withPicture(id: number, body: object = { ...png, version: 1 }) {
  const answer = await put(id, body);
  expect(answer.status).toBe(200);
  const { picture, version } = catalogueProduct.parse(answer.body);
  return { picture: picture ?? '', version };
}

async function getProduct(id: number): Promise<CatalogueProduct | undefined> {
  return (await findCatalogue(database)).find((one) => one.id === id);
}

const base64Of = (length: number, filling = 0) => pngOfLength(length, filling).toString('base64');

/** A PNG of 3 × 2 grey pixels with this pixel data. */
function pngWith(pixels: Uint8Array, interlace = 0): string {
  const header = Buffer.from([0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, interlace]);
  const chunks = [
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.of()),
  ];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]).toString('base64');
}

function withDamage(data: string, at: number): string {
  const bytes = Buffer.from(data, 'base64');
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes.toString('base64');
}

/** A small file whose header claims a huge size. */
function hugePng(): string {
  const bytes = Buffer.from(onePixel, 'base64');
  bytes.writeUInt32BE(20_000, 16);
  bytes.writeUInt32BE(20_000, 20);
  return bytes.toString('base64');
}

test("shows a product's picture to staff and customers, at an address whose content never changes", async () => {
  const id = await addProduct();
  const { picture, version } = await withPicture(id);
  expect(picture).toMatch(/^\/pictures\/[0-9a-f]{64}$/);
  expect(version).toBe(2);
  expect(await getProduct(id)).toMatchObject({ picture, version });
  expect((await call(listProducts, 'GET /products')).body).toContainEqual(
    expect.objectContaining({ id, picture }),
  );
  expect(await look(picture)).toMatchObject({
    status: 200,
    body: onePixel,
    headers: {
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; sandbox`,
    },
  });
});

test('marks the response as base64', async () => {
  const { picture } = await withPicture(await addProduct());
  const event = newHttpEvent('GET /pictures/{hash}', {
    pathParameters: { hash: picture.replace('/pictures/', '') },
  });
  expect(await getPicture(event, newContext())).toMatchObject({ isBase64Encoded: true });
});

test('equal pictures share an address, and a different picture has another address', async () => {
  const [one, other] = [await addProduct(), await addProduct()];
  const first = await withPicture(one);
  expect((await withPicture(other)).picture).toBe(first.picture);
  const second = await withPicture(one, {
    type: 'image/png',
    data: base64Of(100),
    version: first.version,
  });
  expect(second.picture).not.toBe(first.picture);
  expect((await look(first.picture)).status).toBe(200);
});

test('removes a picture', async () => {
  const id = await addProduct();
  const { version } = await withPicture(id);
  expect(await remove(id, { version: String(version) })).toMatchObject({
    status: 200,
    body: { picture: null, version: 3 },
  });
  expect(await getProduct(id)).toMatchObject({ picture: null, version: 3 });
});

test('refuses a change that is based on an old version', async () => {
  const id = await addProduct();
  const { picture } = await withPicture(id);
  const stale = { status: 409, body: { code: 'stale-version', errors: [{ path: '/version' }] } };
  expect(await put(id, { ...png, version: 1 })).toMatchObject(stale);
  expect(await remove(id, { version: '1' })).toMatchObject(stale);
  expect(await getProduct(id)).toMatchObject({ picture, version: 2 });
});

test('accepts a picture of 200 KB, above the limit of other requests', async () => {
  const { picture } = await withPicture(await addProduct(), {
    type: 'image/png',
    data: base64Of(200 * 1024),
    version: 1,
  });
  expect((await look(picture)).status).toBe(200);
});

test.each<[string, object, number, string]>([
  ['a picture of more than 200 KB', { data: base64Of(200 * 1024 + 1) }, 400, '/data'],
  ['a truncated picture', { data: onePixel.slice(0, 24) }, 400, '/data'],
  ['a picture of 20,000 × 20,000 pixels', { data: hugePng() }, 400, '/data'],
  ['a PNG without pixels', { data: pngWith(Buffer.from('no pixels')) }, 400, '/data'],
  ['a PNG of too few pixels', { data: pngWith(deflateSync(Buffer.alloc(7))) }, 400, '/data'],
  ['a PNG of too many pixels', { data: pngWith(deflateSync(Buffer.alloc(9))) }, 400, '/data'],
  [
    'a PNG of 90 MB in 90 KB',
    { data: pngWith(deflateSync(Buffer.alloc(90_000_000))) },
    400,
    '/data',
  ],
  [
    'a PNG whose pixels are truncated',
    { data: pngWith(deflateSync(Buffer.alloc(8)).subarray(0, -5)) },
    400,
    '/data',
  ],
  ['a PNG with a damaged chunk', { data: withDamage(onePixel, 45) }, 400, '/data'],
  [
    'a picture with an HTML page after its end',
    { data: Buffer.from(`${atob(onePixel)}<html>`, 'latin1').toString('base64') },
    400,
    '/data',
  ],
  ['a picture of another type', { type: 'image/jpeg' }, 400, '/data'],
  ['an SVG', { type: 'image/svg+xml', data: btoa('<svg/>') }, 400, '/type'],
  ['an SVG declared as another type', { data: btoa('<svg onload="alert(1)"/>') }, 400, '/data'],
  ['empty data', { data: '' }, 400, '/data'],
  ['invalid base64', { data: '%%%' }, 400, '/data'],
  ['a picture without a version', { version: undefined }, 400, '/version'],
  ['an unknown field', { name: 'x' }, 400, '/name'],
])('refuses %s', async (_, fault, status, path) => {
  const id = await addProduct();
  expect(await put(id, { ...png, version: 1, ...fault })).toMatchObject({
    status,
    body: { errors: [{ path }] },
  });
  expect(await getProduct(id)).toMatchObject({ picture: null, version: 1 });
});

test.each<[string, object]>([
  ...smallPictures.map(({ name, type, data }) => [name, { type, data }] as [string, object]),
  ['PNG, not interlaced', { type: 'image/png', data: pngWith(deflateSync(Buffer.alloc(8))) }],
  ['PNG, interlaced', { type: 'image/png', data: pngWith(deflateSync(Buffer.alloc(10)), 1) }],
])('accepts a picture: %s', async (_, picture) => {
  const id = await addProduct();
  expect((await put(id, { ...picture, version: 1 })).status).toBe(200);
});

test('rejects a body above the limit without reading it', async () => {
  const id = await addProduct();
  expect(await put(id, { ...png, data: base64Of(220 * 1024), version: 1 })).toMatchObject({
    status: 413,
    body: { code: 'body-too-large', detail: 'The body is larger than 280 KB.' },
  });
});

test('a deleted picture is not found', async () => {
  const { picture } = await withPicture(await addProduct(), {
    type: 'image/png',
    data: base64Of(100, 7),
    version: 1,
  });
  await sql('update products set picture = null where picture = $1', [picture.slice(10)]);
  await sql('delete from product_pictures where hash = $1', [picture.slice(10)]);
  expect(await look(picture)).toMatchObject({ status: 404, body: { code: 'unknown-picture' } });
  expect((await look('/pictures/../health')).status).toBe(400);
});

test('refuses a picture for a product that does not exist', async () => {
  const unknown = { status: 404, body: { code: 'unknown-product' } };
  expect(await put(999_999, { ...png, version: 1 })).toMatchObject(unknown);
  expect(await remove(999_999, { version: '1' })).toMatchObject(unknown);
  expect((await remove(await addProduct(), {})).status).toBe(400);
});

test('a baker may not change pictures', async () => {
  const id = await addProduct();
  const baker = await signInAs('baker');
  expect((await put(id, { ...png, version: 1 }, baker)).status).toBe(403);
  expect((await remove(id, { version: '1' }, baker)).status).toBe(403);
});
