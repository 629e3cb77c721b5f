import { type CatalogueProduct, catalogueProduct } from '../../shared/contract/catalogue.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { findCatalogue } from '../../shared/db/catalogue.ts';
import { database } from '../../shared/db/database.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as getOrder } from '../get-order/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { processBatch } from '../process-order/process-orders.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});

const put = (id: number | string, body: object, by = manager) =>
  call(handler, 'PUT /staff/products/{id}', {
    headers: by.headers,
    pathParameters: { id: String(id) },
    body,
  });

async function getProduct(id: number): Promise<CatalogueProduct> {
  const product = (await findCatalogue(database)).find((one) => one.id === id);
  if (!product) throw new Error(`There is no product ${id}.`);
  return product;
}

/** The product as a manager would send it back unchanged. */
async function asRequest(id: number) {
  return {
    ...(await getProduct(id)),
    id: undefined,
    kind: undefined,
    stock: undefined,
    picture: undefined,
    pools: undefined,
    option_groups: undefined,
  };
}

test('a change creates the next version, and keeps kind and stock', async () => {
  const id = await addProduct({ stock: 7 });
  const body = {
    name: 'Seeded Loaf',
    category: 'Loaves',
    description: 'With pumpkin seeds.',
    price: 123.45,
    allergens: ['gluten', 'sesame'],
    traces: ['nuts'],
    lead_time_hours: 0,
    daily_capacity: null,
    batch_size: 6,
    active: true,
    lead_time_days: 0,
    season_from: '2026-11-01',
    season_to: '2026-12-24',
    sale_opens_at: '2026-10-01T06:00:00.000Z',
    sale_closes_at: '2026-12-20T17:00:00.000Z',
    min_quantity: 6,
    quantity_step: 3,
    max_quantity: 60,
    cut_off: '12:00',
    cut_off_days: 2,
    horizon_days: 10,
  };
  const answer = await put(id, { ...body, version: 1 });
  const others = { kind: 'shelf', stock: 7, picture: null, pools: [], option_groups: [] };
  const changed = { ...body, ...others, id, version: 2 };
  expect(answer).toMatchObject({ status: 200, body: changed });
  expect(await getProduct(id)).toEqual(changed);
});

test('a product that is sent back as listed stays the same', async () => {
  const id = await addProduct({ kind: 'made_to_order', lead_time_hours: 24, daily_capacity: 4 });
  const before = await getProduct(id);
  expect((await put(id, await asRequest(id))).body).toEqual({ ...before, version: 2 });
});

describe('a product whose allergens are not declared', () => {
  /** Inserts a product as the previous release does: on sale, with an empty list of allergens. */
  const addUndeclared = async () => {
    const id = await addProduct();
    await sql('update products set allergens_declared = false where id = $1', [id]);
    return id;
  };

  test('is listed with null for its allergens, and can be changed only together with its allergens', async () => {
    const id = await addUndeclared();
    expect(await getProduct(id)).toMatchObject({ allergens: null, active: true });
    expect(await put(id, await asRequest(id))).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/allergens', message: expect.stringContaining('Declare') }] },
    });
    expect(await put(id, { ...(await asRequest(id)), allergens: [] })).toMatchObject({
      status: 200,
      body: { allergens: [], active: true },
    });
  });

  test('can be taken off sale, and put on sale only with its allergens', async () => {
    const id = await addUndeclared();
    const off = { ...(await asRequest(id)), active: false };
    expect(await put(id, off)).toMatchObject({ status: 200, body: { allergens: null } });
    const on = { ...(await asRequest(id)), active: true };
    expect((await put(id, on)).status).toBe(400);
    expect((await put(id, { ...on, allergens: ['nuts'] })).status).toBe(200);
  });

  test('loses its traces, also when the previous release takes the declaration back', async () => {
    const id = await addProduct();
    const declared = { ...(await asRequest(id)), traces: ['nuts'] };
    expect(await put(id, declared)).toMatchObject({ status: 200, body: { traces: ['nuts'] } });
    await sql('update products set allergens_declared = false where id = $1', [id]);
    expect(await getProduct(id)).toMatchObject({ allergens: null, traces: [] });
    const off = { ...(await asRequest(id)), active: false };
    expect(await put(id, off)).toMatchObject({
      status: 200,
      body: { allergens: null, traces: [] },
    });
  });

  test('is declared when the previous release writes its allergens', async () => {
    const id = await addUndeclared();
    await sql(`update products set allergens = '{eggs}' where id = $1`, [id]);
    expect(await getProduct(id)).toMatchObject({ allergens: ['eggs'] });
  });
});

test('an allergen that the previous release adds is contained, and no longer a trace', async () => {
  const id = await addProduct();
  await put(id, { ...(await asRequest(id)), allergens: ['milk'], traces: ['nuts', 'eggs'] });
  await sql(`update products set allergens = '{milk,nuts}' where id = $1`, [id]);
  expect(await getProduct(id)).toMatchObject({ allergens: ['milk', 'nuts'], traces: ['eggs'] });
});

test('refuses a change that is based on an old version', async () => {
  const id = await addProduct();
  const seen = await asRequest(id);
  await put(id, { ...seen, price: 2 });
  expect(await put(id, { ...seen, price: 3 })).toMatchObject({
    status: 409,
    body: {
      code: 'stale-version',
      detail: expect.stringContaining('has changed'),
      errors: [{ path: '/version' }],
    },
  });
  expect(await getProduct(id)).toMatchObject({ price: 2, version: 2 });
  expect((await put(id, { ...seen, version: 3 })).status).toBe(409);
});

test('of concurrent changes based on one version, exactly one succeeds', async () => {
  const id = await addProduct();
  const seen = await asRequest(id);
  const prices = [11, 12, 13, 14, 15, 16];
  const answers = await Promise.all(prices.map((price) => put(id, { ...seen, price })));
  const made = answers.filter(({ status }) => status === 200);
  expect(made).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(prices.length - 1);
  expect(await getProduct(id)).toEqual(catalogueProduct.parse(made[0]?.body));
});

test('a product off sale is not listed and cannot be ordered, until it is put on sale again', async () => {
  const id = await addProduct();
  const isListed = async () =>
    JSON.stringify((await call(listProducts, 'GET /products')).body).includes(`"id":${id},`);
  const order = () => call(placeOrder, 'POST /order', { body: { product_id: id, quantity: 1 } });
  expect(await isListed()).toBe(true);
  await put(id, { ...(await asRequest(id)), active: false });
  expect(await isListed()).toBe(false);
  expect((await order()).status).toBe(404);
  await put(id, { ...(await asRequest(id)), active: true });
  expect(await isListed()).toBe(true);
  expect((await order()).status).toBe(201);
});

test('orders keep the name, price and allergens that the product had when they were placed', async () => {
  const id = await addProduct({ name: 'Plain Bun', price_minor: 150, stock: 5, traces: ['milk'] });
  const answer = await call(placeOrder, 'POST /order', { body: { product_id: id, quantity: 2 } });
  const { order_id, token } = placeOrderResponse.parse(answer.body);
  const change = { name: 'Better Bun', price: 9, allergens: ['nuts'], traces: [], active: false };
  await put(id, { ...(await asRequest(id)), ...change });
  await processBatch([{ order_id, correlation_id: 'test' }]);
  const order = await call(getOrder, 'GET /order/{id}', {
    pathParameters: { id: String(order_id) },
    headers: { 'x-order-token': token },
  });
  expect(order.body).toMatchObject({
    status: 'Completed',
    lines: [{ name: 'Plain Bun', unit_price: 1.5, allergens: [], traces: ['milk'] }],
    total: 3,
  });
});

test.each<[string, object, string]>([
  ['half a paisa', { price: 1.005 }, '/price'],
  ['a lead time of a shelf product', { lead_time_hours: 4 }, '/lead_time_hours'],
  ['a capacity of a shelf product', { daily_capacity: 4 }, '/daily_capacity'],
  ['working days for a shelf product', { lead_time_days: 1 }, '/lead_time_days'],
  ['a season without end', { season_to: 'never' }, '/season_to'],
  [
    'a season that ends before it begins',
    { season_from: '2026-12-24', season_to: '2026-12-01' },
    '/season_to',
  ],
  [
    'a sale that closes before it opens',
    { sale_opens_at: '2026-12-01T09:00:00Z', sale_closes_at: '2026-12-01T09:00:00+01:00' },
    '/sale_closes_at',
  ],
  ['a sale that opens at a local time', { sale_opens_at: '2026-12-01T09:00' }, '/sale_opens_at'],
  [
    'a maximum off the step',
    { quantity_step: 2, min_quantity: 2, max_quantity: 5 },
    '/max_quantity',
  ],
  ['a minimum of 0', { min_quantity: 0 }, '/min_quantity'],
  ['a step of 1,001', { quantity_step: 1_001 }, '/quantity_step'],
  ['a cut-off without working days', { cut_off: '18:00' }, '/cut_off_days'],
  ['a cut-off at 25:00', { cut_off: '25:00', cut_off_days: 1 }, '/cut_off'],
  ['a horizon of 366 days', { horizon_days: 366 }, '/horizon_days'],
  ['missing limits', { max_quantity: undefined }, '/max_quantity'],
  ['another stock', { stock: 5 }, '/stock'],
  ['an unknown kind', { kind: 'frozen' }, '/kind'],
  ['an allergen twice', { allergens: ['milk', 'milk'] }, '/allergens'],
  ['missing allergens', { allergens: undefined }, '/allergens'],
  ['missing traces', { traces: undefined }, '/traces'],
  ['traces of a contained allergen', { allergens: ['milk'], traces: ['milk'] }, '/traces/0'],
  ['no version', { version: undefined }, '/version'],
  ['an invalid version', { version: 0 }, '/version'],
])('refuses %s', async (_, fault, path) => {
  const id = await addProduct();
  expect(await put(id, { ...(await asRequest(id)), ...fault })).toMatchObject({
    status: 400,
    body: { errors: [{ path }] },
  });
  expect((await getProduct(id)).version).toBe(1);
});

test('refuses decimals in a currency without them', async () => {
  const id = await addProduct();
  const seen = await asRequest(id);
  await sql(`update settings set currency = 'JPY'`);
  expect((await put(id, { ...seen, price: 5.5 })).status).toBe(400);
  expect((await put(id, { ...seen, price: 5 })).status).toBe(200);
  await sql(`update settings set currency = 'INR'`);
});

test('refuses a change of a product that does not exist', async () => {
  const body = await asRequest(await addProduct());
  expect(await put(999_999, body)).toMatchObject({
    status: 404,
    body: { code: 'unknown-product' },
  });
  expect((await put('x', body)).status).toBe(400);
});

test('a baker may not change products', async () => {
  const id = await addProduct();
  expect((await put(id, await asRequest(id), await signInAs('baker'))).status).toBe(403);
});
