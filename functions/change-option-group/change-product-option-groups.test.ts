import { catalogueProduct } from '../../shared/contract/catalogue.ts';
import { listProductsResponse } from '../../shared/contract/products.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { addOptionGroup } from '../../tests/support/options.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as changeProduct } from '../change-product/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
let cake: number;
/** The group and its options, by name. */
let size: number, sizes: number[], filling: number, fillings: number[];
let box: number, pastries: number[], text: number, texts: number[];
beforeAll(async () => {
  manager = await signInAs('manager');
});
beforeEach(async () => {
  cake = await addProduct({ name: 'Cake' });
  const add = async (kind: 'one' | 'several' | 'quantities' | 'text', count: number) => {
    const options = Array.from({ length: count }, (_, at) => ({ name: `${kind} ${at}` }));
    const ids = await addOptionGroup(cake, { kind, options });
    const [row] = await sql<{ group_id: number }>('select group_id from options where id = $1', [
      ids[0],
    ]);
    return [row?.group_id ?? 0, ids] as const;
  };
  [size, sizes] = await add('one', 2);
  [filling, fillings] = await add('several', 3);
  [box, pastries] = await add('quantities', 2);
  [text, texts] = await add('text', 1);
  await sql('delete from product_option_groups');
});

const put = (option_groups: readonly object[], version = 1, id = cake) =>
  call(handler, 'PUT /staff/products/{id}/option-groups', {
    headers: manager.headers,
    pathParameters: { id: String(id) },
    body: { option_groups, version },
  });
const group = (group_id: number, fields: object = {}) => ({
  group_id,
  min: 1,
  max: 1,
  free: 0,
  defaults: [],
  ...fields,
});

test('a product gets groups in their order, each change with the current version', async () => {
  const groups = [
    group(filling, { min: 0, max: 3, free: 1, defaults: fillings.slice(0, 2) }),
    group(size, { defaults: sizes.slice(1) }),
    group(box, { min: 6, max: 6, defaults: [0, 0, 0, 0, 1, 1].map((at) => pastries[at]) }),
    group(text, { min: 0 }),
  ];
  expect(await put(groups)).toMatchObject({
    status: 200,
    body: { option_groups: groups, version: 2 },
  });
  const shown = listProductsResponse.parse((await call(listProducts, 'GET /products')).body);
  const { option_groups: offered = [] } = shown.find(({ id }) => id === cake) ?? {};
  expect(offered.map(({ id }) => id)).toEqual([filling, size, box, text]);
  expect(offered[1]).toMatchObject({ kind: 'one', min: 1, max: 1, defaults: [sizes[1]] });

  expect(await put([], 1)).toMatchObject({ status: 409, body: { code: 'stale-version' } });
  const fewer = catalogueProduct.parse((await put([...groups].reverse().slice(1), 2)).body);
  expect(fewer.option_groups.map(({ group_id }) => group_id)).toEqual([box, size, filling]);
  expect((await put([], 3)).body).toMatchObject({ option_groups: [], version: 4 });
});

test('a product that is not there has no groups', async () => {
  expect(await put([], 1, 99_999)).toMatchObject({
    status: 404,
    body: { code: 'unknown-product' },
  });
});

test.each<[string, () => object[], string]>([
  ['an unknown group', () => [group(99_999)], '/option_groups/0/group_id'],
  ['the same group twice', () => [group(size), group(size)], '/option_groups'],
  ['21 groups', () => Array.from({ length: 21 }, (_, at) => group(at + 1)), '/option_groups'],
  ['two sizes', () => [group(size, { max: 2 })], '/option_groups/0/max'],
  ['two texts', () => [group(size), group(text, { max: 2 })], '/option_groups/1/max'],
  ['more fillings than there are', () => [group(filling, { max: 4 })], '/option_groups/0/max'],
  [
    'a minimum above the maximum',
    () => [group(filling, { min: 3, max: 2 })],
    '/option_groups/0/max',
  ],
  ['a maximum of 0', () => [group(filling, { min: 0, max: 0 })], '/option_groups/0/max'],
  ['a box of 1,001', () => [group(box, { max: 1_001 })], '/option_groups/0/max'],
  ['a free size', () => [group(size, { free: 1 })], '/option_groups/0/free'],
  [
    'more free fillings than the maximum',
    () => [group(filling, { max: 2, free: 3 })],
    '/option_groups/0/free',
  ],
  [
    'a default of another group',
    () => [group(size, { defaults: fillings.slice(0, 1) })],
    '/option_groups/0/defaults/0',
  ],
  [
    'the same filling twice by default',
    () => [group(filling, { max: 2, defaults: [fillings[0], fillings[0]] })],
    '/option_groups/0/defaults/1',
  ],
  [
    'fewer defaults than the minimum',
    () => [group(box, { min: 6, max: 6, defaults: pastries })],
    '/option_groups/0/defaults',
  ],
  [
    'more defaults than the maximum',
    () => [group(size, { defaults: sizes })],
    '/option_groups/0/defaults',
  ],
  ['a default text', () => [group(text, { defaults: texts })], '/option_groups/0/defaults'],
])('refuses %s', async (_, groups, path) => {
  expect(await put(groups())).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  expect(await sql('select from product_option_groups')).toEqual([]);
});

test('refuses an option as a default after it is retired, and a group after it is', async () => {
  await sql('update options set retired_at = now() where id = $1', [sizes[0]]);
  const wrong = group(size, { defaults: sizes.slice(0, 1) });
  expect(await put([wrong])).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/option_groups/0/defaults/0' }] },
  });
  await sql('update option_groups set retired_at = now() where id = $1', [size]);
  expect(await put([group(size)])).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/option_groups/0/group_id' }] },
  });
});

test('a product keeps its groups when it becomes a shelf product', async () => {
  const daily = await addProduct({ kind: 'daily' });
  await put([group(size)], 1, daily);
  const product = catalogueProduct.parse((await put([group(size)], 2, daily)).body);
  const answer = await call(changeProduct, 'PUT /staff/products/{id}', {
    headers: manager.headers,
    pathParameters: { id: String(daily) },
    body: {
      ...product,
      kind: 'shelf',
      id: undefined,
      stock: undefined,
      picture: undefined,
      pools: undefined,
      option_groups: undefined,
    },
  });
  expect(answer).toMatchObject({
    status: 200,
    body: { kind: 'shelf', option_groups: [{ group_id: size }] },
  });
});
