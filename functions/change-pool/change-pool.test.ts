import pg from 'pg';
import { catalogueProduct, type CatalogueProduct } from '../../shared/contract/catalogue.ts';
import { getPlanResponse } from '../../shared/contract/plan.ts';
import { listPoolsResponse, pool as poolSchema, type Pool } from '../../shared/contract/pools.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { figuresUnlikeClaims } from '../../tests/support/claims.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { placeAndProcess } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as changeProduct } from '../change-product/handler.ts';
import { handler as createPool } from '../create-pool/handler.ts';
import { handler as getPlan } from '../get-plan/handler.ts';
import { handler as listPools } from '../list-pools/handler.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';
const day = addDays(dateAt(new Date(), zone), 3);

let manager: SignedInStaff;
let cake: number;
beforeAll(async () => {
  manager = await signInAs('manager');
});
beforeEach(async () => {
  await sql('truncate pools, product_pools cascade');
  cake = await addProduct({ kind: 'made_to_order', name: 'Cake' });
});

const week = (units: number) => Array.from({ length: 7 }, () => units);
const oven = { name: 'Oven', unit: 'trays', weekdays: week(10) };

const create = (body: object = oven) =>
  call(createPool, 'POST /staff/pools', { headers: manager.headers, body });
const created = async (body?: object) => poolSchema.parse((await create(body)).body);
const ask = (
  method: 'PUT' | 'DELETE',
  path: '/staff/pools/{id}' | '/staff/pools/{id}/capacity/{date}',
  id: number,
  body?: object,
) =>
  call(handler, `${method} ${path}`, {
    headers: manager.headers,
    pathParameters: { id: String(id), date: day },
    ...(body && { body }),
  });
const change = (id: number, body: object) => ask('PUT', '/staff/pools/{id}', id, body);

async function listed(): Promise<Pool[]> {
  const { body } = await call(listPools, 'GET /staff/pools', { headers: manager.headers });
  return listPoolsResponse.parse(body);
}

async function versionOf(product: number): Promise<number> {
  const [row] = await sql<{ version: number }>('select version from products where id = $1', [
    product,
  ]);
  return row?.version ?? 0;
}

const use = async (pools: readonly object[], product = cake, version?: number) =>
  call(changeProduct, 'PUT /staff/products/{id}/pools', {
    headers: manager.headers,
    pathParameters: { id: String(product) },
    body: { pools, version: version ?? (await versionOf(product)) },
  });

async function planOf(pool: number) {
  const { body } = await call(getPlan, 'GET /staff/plan', {
    headers: manager.headers,
    query: { from: day, days: '1' },
  });
  return getPlanResponse.parse(body).pools.find(({ pool_id }) => pool_id === pool)?.days[0];
}

const fault = (status: number, path: string) => ({
  status,
  body: { errors: [expect.objectContaining({ path })] },
});

test('a new pool is listed with its capacities, and by name', async () => {
  const { id } = await created();
  const dough = await created({ name: 'dough', unit: '', weekdays: [1, 2, 3, 4, 5, 6, 7] });
  expect(await listed()).toEqual([
    { ...dough, name: 'dough', weekdays: [1, 2, 3, 4, 5, 6, 7], dates: [], products: [] },
    { id, ...oven, dates: [], products: [], version: 1 },
  ]);
});

test('a change of a pool needs the current version', async () => {
  const { id, version } = await created();
  const changed = { name: 'Big oven', unit: 'shelves', weekdays: week(12), version };
  expect(await change(id, changed)).toMatchObject({
    status: 200,
    body: { name: 'Big oven', unit: 'shelves', weekdays: week(12), version: version + 1 },
  });
  expect(await change(id, changed)).toMatchObject({
    ...fault(409, '/version'),
    body: { code: 'stale-version' },
  });
  expect(await change(99_999, changed)).toMatchObject({
    status: 404,
    body: { code: 'unknown-pool' },
  });
});

test.each([
  ['the same name', 'Oven'],
  ['the name in another case', 'OVEN'],
  ['the name with spaces around it', ' oven '],
])('refuses a second pool with %s', async (_, name) => {
  await created();
  expect(await create({ ...oven, name })).toMatchObject(fault(400, '/name'));
  const other = await created({ ...oven, name: 'Mixer' });
  const renamed = { ...oven, name, version: other.version };
  expect(await change(other.id, renamed)).toMatchObject(fault(400, '/name'));
  expect((await listed()).map((pool) => pool.name)).toEqual(['Mixer', 'Oven']);
});

test('a pool may change the case of its own name', async () => {
  const { id, version } = await created();
  expect((await change(id, { ...oven, name: 'OVEN', version })).status).toBe(200);
});

test.each([
  ['an empty name', { name: ' ' }, '/name'],
  ['a week of six days', { weekdays: [1, 2, 3, 4, 5, 6] }, '/weekdays'],
  ['a negative capacity', { weekdays: [1, 2, -3, 4, 5, 6, 7] }, '/weekdays/2'],
  ['a capacity above 1,000,000', { weekdays: [1, 2, 3, 4, 5, 6, 1_000_001] }, '/weekdays/6'],
])('refuses %s', async (_, wrong, path) => {
  expect(await create({ ...oven, ...wrong })).toMatchObject(fault(400, path));
  expect(await listed()).toEqual([]);
});

test('the capacity of a date is not changed when it is not as expected', async () => {
  const { id } = await created();
  const set = (units: number | null, expected: number) =>
    ask('PUT', '/staff/pools/{id}/capacity/{date}', id, { units, expected: { units: expected } });
  const stale = (current: number) => ({
    status: 409,
    body: { code: 'stale-version', errors: [{ path: '/expected/units', current }] },
  });
  const dates = async () => (await listed())[0]?.dates;
  expect(await set(4, 9)).toMatchObject(stale(10));
  expect(await dates()).toEqual([]);
  expect((await set(4, 10)).status).toBe(204);
  expect(await set(6, 10)).toMatchObject(stale(4));
  expect(await set(null, 10)).toMatchObject(stale(4));
  expect(await dates()).toEqual([{ date: day, units: 4 }]);
  expect((await set(null, 4)).status).toBe(204);
  expect(await dates()).toEqual([]);
});

test('a date has a capacity of its own until it follows its weekday again', async () => {
  const { id } = await created();
  const ofDate = '/staff/pools/{id}/capacity/{date}';
  expect((await ask('PUT', ofDate, id, { units: 4 })).status).toBe(204);
  expect((await ask('PUT', ofDate, id, { units: 6 })).status).toBe(204);
  expect((await listed())[0]?.dates).toEqual([{ date: day, units: 6 }]);
  expect(await planOf(id)).toMatchObject({ capacity: 6, is_own: true, left: 6 });
  expect((await ask('DELETE', ofDate, id)).status).toBe(204);
  expect(await planOf(id)).toMatchObject({ capacity: 10, is_own: false });
  for (const method of ['PUT', 'DELETE'] as const) {
    const body = method === 'PUT' ? { units: 1 } : undefined;
    expect((await ask(method, ofDate, 99_999, body)).status).toBe(404);
  }
  expect(await ask('PUT', ofDate, id, { units: -1 })).toMatchObject(fault(400, '/units'));
});

describe('a product', () => {
  test('uses pools with its weights, each change with the current version', async () => {
    const [first, second] = [await created(), await created({ ...oven, name: 'Mixer' })];
    const uses = [
      { pool_id: first.id, weight: 3 },
      { pool_id: second.id, weight: 1 },
    ];
    const version = await versionOf(cake);
    const answer = await use(uses);
    expect(answer).toMatchObject({ status: 200, body: { pools: uses, version: version + 1 } });
    expect((await listed()).map(({ products }) => products)).toEqual([
      [{ product_id: cake, weight: 1 }],
      [{ product_id: cake, weight: 3 }],
    ]);
    expect(await use([], cake, version)).toMatchObject({ body: { code: 'stale-version' } });
    const fewer: CatalogueProduct = catalogueProduct.parse((await use(uses.slice(1))).body);
    expect(fewer.pools).toEqual(uses.slice(1));
  });

  test.each([
    ['a weight of 0', (id: number) => [{ pool_id: id, weight: 0 }], '/pools/0/weight'],
    ['a weight above 10,000', (id: number) => [{ pool_id: id, weight: 10_001 }], '/pools/0/weight'],
    ['an unknown pool', () => [{ pool_id: 99_999, weight: 1 }], '/pools/0/pool_id'],
    [
      'the same pool twice',
      (id: number) => [
        { pool_id: id, weight: 1 },
        { pool_id: id, weight: 2 },
      ],
      '/pools',
    ],
  ])('is refused %s', async (_, pools, path) => {
    const { id } = await created();
    expect(await use(pools(id))).toMatchObject(fault(400, path));
    expect((await listed())[0]?.products).toEqual([]);
  });

  test('from the shelf uses no pools', async () => {
    const { id } = await created();
    const bread = await addProduct();
    expect(await use([{ pool_id: id, weight: 1 }], bread)).toMatchObject({
      status: 409,
      body: { code: 'uses-no-pools' },
    });
    expect((await use([], bread)).status).toBe(200);
    expect((await use([], 99_999, 1)).status).toBe(404);
  });
});

test('the plan shows what plans and orders take of a pool, also beyond its capacity', async () => {
  const { id } = await created();
  const baguette = await addProduct({ kind: 'daily' });
  await use([{ pool_id: id, weight: 3 }]);
  await use([{ pool_id: id, weight: 2 }], baguette);
  await sql('insert into product_weekdays values ($1, $2, 2, 0)', [baguette, weekdayOf(day)]);
  const noon = instantAt(day, '12:00', zone).toISOString();
  await placeAndProcess({ product_id: cake, quantity: 2, pickup_at: noon });
  const usage = { date: day, planned: 4, ordered: 6, usual_capacity: 10 };
  expect(await planOf(id)).toEqual({ ...usage, capacity: 10, left: 0, is_own: false });
  await ask('PUT', '/staff/pools/{id}/capacity/{date}', id, { units: 7 });
  expect(await planOf(id)).toEqual({ ...usage, capacity: 7, left: -3, is_own: true });
});

test('a changed weight applies to later orders, and a cancelled order returns what it took', async () => {
  const { id } = await created();
  await use([{ pool_id: id, weight: 3 }]);
  const noon = instantAt(day, '12:00', zone).toISOString();
  const order = () => placeAndProcess({ product_id: cake, quantity: 1, pickup_at: noon });
  await order();
  await use([{ pool_id: id, weight: 5 }]);
  await order();
  expect(await planOf(id)).toMatchObject({ ordered: 8 });
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
});

test('a pool is deleted only when no product uses it', async () => {
  const { id } = await created();
  const remove = () => ask('DELETE', '/staff/pools/{id}', id);
  await use([{ pool_id: id, weight: 1 }]);
  expect(await remove()).toMatchObject({ status: 409, body: { code: 'pool-in-use' } });
  await use([]);
  expect((await remove()).status).toBe(204);
  expect(await listed()).toEqual([]);
  expect((await remove()).status).toBe(404);
});

describe('while another change of the pool is not finished', () => {
  const other = new pg.Client({ connectionString: process.env['SUPERUSER_DATABASE_URL'] });
  beforeAll(() => other.connect());
  afterAll(() => other.end());

  /** Runs `work` while the statement is not committed, and commits it when `work` waits for it. */
  async function before<Answer>(statement: string, work: () => Promise<Answer>): Promise<Answer> {
    await other.query('begin');
    await other.query(statement);
    const answer = work();
    await eventually(async () =>
      expect(
        await sql(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        ),
      ).toHaveLength(1),
    );
    await other.query('commit');
    return answer;
  }

  test('a pool that a product starts to use is not deleted', async () => {
    const { id } = await created();
    const start = `insert into product_pools (product_id, pool_id, weight) values (${cake}, ${id}, 1)`;
    expect(await before(start, () => ask('DELETE', '/staff/pools/{id}', id))).toMatchObject({
      status: 409,
      body: { code: 'pool-in-use' },
    });
  });

  test('a product cannot start to use a pool that is deleted', async () => {
    const { id } = await created();
    const remove = `delete from pools where id = ${id}`;
    expect(await before(remove, () => use([{ pool_id: id, weight: 1 }]))).toMatchObject(
      fault(400, '/pools/0/pool_id'),
    );
  });

  test('a date of a pool that is deleted gets no capacity', async () => {
    const { id } = await created();
    const remove = `delete from pools where id = ${id}`;
    const put = () => ask('PUT', '/staff/pools/{id}/capacity/{date}', id, { units: 4 });
    expect(await before(remove, put)).toMatchObject({
      status: 404,
      body: { code: 'unknown-pool' },
    });
  });
});
