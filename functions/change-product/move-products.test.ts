import fc from 'fast-check';
import { moveProductsResponse } from '../../shared/contract/catalogue.ts';
import { listProductsResponse } from '../../shared/contract/products.ts';
import { findCatalogue } from '../../shared/db/catalogue.ts';
import { database } from '../../shared/db/database.ts';
import { categoriesOf } from '../../shared/domain/search-products.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as createProduct } from '../create-product/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});

const put = (body: object, { headers } = manager) =>
  call(handler, 'PUT /staff/products/order', { headers, body });

/** @returns all products in their new order */
async function move(product_ids: readonly number[], before: number | null): Promise<number[]> {
  const { status, body } = await put({ product_ids, before });
  expect(status).toBe(200);
  return moveProductsResponse.parse(body).product_ids;
}

const catalogue = async () => (await findCatalogue(database)).map(({ id }) => id);
const shop = async () =>
  listProductsResponse.parse((await call(listProducts, 'GET /products')).body);

test('the catalogue and the shop have the new order, and the categories that of their first products', async () => {
  expect((await catalogue()).slice(0, 4)).toEqual([1, 2, 3, 4]);
  expect(categoriesOf(await shop()).slice(0, 3)).toEqual(['Cakes', 'Bread', 'Pastries']);
  const moved = await move([5, 3], 1);
  expect(moved.slice(0, 5)).toEqual([5, 3, 1, 2, 4]);
  expect(await catalogue()).toEqual(moved);
  expect((await shop()).map(({ id }) => id)).toEqual(moved);
  expect(categoriesOf(await shop()).slice(0, 3)).toEqual(['Pastries', 'Cakes', 'Bread']);
});

test('a move keeps the versions of all products', async () => {
  await move([2], null);
  expect(await sql('select from products where version <> 1')).toEqual([]);
});

test('a new product comes last, also when the previous release inserts it', async () => {
  const all = await catalogue();
  await move([all.at(-1) ?? 0], all[0] ?? 0);
  const body = { name: 'Rye', category: 'Bread', price: 1, kind: 'shelf' };
  const answer = await call(createProduct, 'POST /staff/products', {
    headers: manager.headers,
    body,
  });
  const { id } = answer.body as { id: number };
  expect((await catalogue()).at(-1)).toBe(id);
  await move([id], all[2] ?? 0);
  const inserted = await addProduct();
  expect((await catalogue()).at(-1)).toBe(inserted);
  expect(await move([all[1] ?? 0], null)).toEqual(
    [...(await catalogue())].filter((one) => one !== all[1]).concat(all[1] ?? 0),
  );
});

test('moves any products, in any order, to any place, and leaves the others in their order', async () => {
  const ids = await catalogue();
  const anyMove = fc.record({
    moved: fc.shuffledSubarray(ids, { minLength: 1 }),
    next: fc.option(fc.constantFrom(...ids)),
  });
  await fc.assert(
    fc.asyncProperty(anyMove, async ({ moved, next }) => {
      const before = next !== null && moved.includes(next) ? null : next;
      const others = (await catalogue()).filter((id) => !moved.includes(id));
      const at = before === null ? others.length : others.indexOf(before);
      const expected = others.toSpliced(at, 0, ...moved);
      expect(await move(moved, before)).toEqual(expected);
      expect(await catalogue()).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('the moves of several managers at once all take effect', async () => {
  const ids = (await catalogue()).toSorted((one, other) => one - other);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, ...others] = ids;
  for (let round = 0; round < 10; round++) {
    await move(ids, null);
    await Promise.all([move([a], d), move([c], b), move([e], g), move([f], null)]);
    expect(await catalogue()).toEqual([c, b, a, d, e, g, ...others, f]);
  }
});

test('a repeated move changes nothing', async () => {
  const [first = 0, , third = 0] = await catalogue();
  const moved = await move([first], third);
  expect(await move([first], third)).toEqual(moved);
});

test.each<[string, object, string]>([
  ['no products', { product_ids: [], before: 1 }, '/product_ids'],
  ['a product twice', { product_ids: [2, 2], before: 1 }, '/product_ids'],
  ['a move before a moved product', { product_ids: [2, 1], before: 1 }, '/before'],
  ['a move without its place', { product_ids: [2] }, '/before'],
  ['no number', { product_ids: ['2'], before: 1 }, '/product_ids/0'],
])('refuses %s', async (_, body, path) => {
  const before = await catalogue();
  expect(await put(body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  expect(await catalogue()).toEqual(before);
});

test.each([
  { product_ids: [1, 999_999], before: null },
  { product_ids: [1], before: 999_999 },
])('refuses a product that does not exist: %j', async (body) => {
  const before = await catalogue();
  expect(await put(body)).toMatchObject({
    status: 404,
    body: { code: 'unknown-product', detail: 'There is no product 999999.' },
  });
  expect(await catalogue()).toEqual(before);
});

test('a baker may not move products', async () => {
  expect((await put({ product_ids: [1], before: 2 }, await signInAs('baker'))).status).toBe(403);
});
