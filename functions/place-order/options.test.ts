/** Orders of products with options: size, fillings, an inscription. */
import { jest } from '@jest/globals';
import pg from 'pg';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../tests/support/claims.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { addOptionGroup } from '../../tests/support/options.ts';
import { processOrder } from '../../tests/support/orders.ts';
import { addPool } from '../../tests/support/pools.ts';
import { handler as getOrder } from '../get-order/handler.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';
const day = addDays(dateAt(new Date(), zone), 3);
const noon = (date: string) => instantAt(date, '12:00', zone).toISOString();

let cake: number;
let sizes: readonly number[];
let fillings: readonly number[];
let inscription: number;
beforeEach(async () => {
  cake = await addProduct({
    kind: 'made_to_order',
    name: 'Cake',
    price_minor: 10_000,
    allergens: ['gluten', 'milk'],
  });
  sizes = await addOptionGroup(cake, {
    name: 'Size',
    options: [{ name: 'Small' }, { name: 'Large', price_minor: 5_000 }],
    defaults: [0],
  });
  fillings = await addOptionGroup(cake, {
    name: 'Fillings',
    kind: 'several',
    min: 0,
    max: 2,
    free: 1,
    options: [
      { name: 'Cherry', price_minor: 300 },
      { name: 'Nougat', price_minor: 400, allergens: ['nuts'] },
      { name: 'Oat cream', without: ['milk'] },
    ],
  });
  [inscription = 0] = await addOptionGroup(cake, {
    name: 'Inscription',
    kind: 'text',
    min: 0,
    options: [{ name: 'Inscription', price_minor: 250 }],
  });
});
afterEach(async () => {
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
  expect(await sql(ordersUnlikeClaims)).toEqual([]);
});

const place = (body: Readonly<Record<string, unknown>>, headers = {}) =>
  call(handler, 'POST /order', { body, headers });

/** The whole order, read with its token. */
async function orderOf(body: unknown) {
  const { order_id, token } = body as { order_id: number; token: string };
  const read = await call(getOrder, 'GET /order/{id}', {
    pathParameters: { id: String(order_id) },
    headers: { 'x-order-token': token },
  });
  return read.body as { total: number; lines: Record<string, unknown>[] };
}

const statusOf = async (id: number) =>
  (await sql<{ status: string }>('select status from orders where id = $1', [id]))[0]?.status;

test('an order without options gets the defaults', async () => {
  const { status, body } = await place({ product_id: cake, quantity: 2 });
  expect(status).toBe(201);
  expect(await orderOf(body)).toMatchObject({
    total: 200,
    lines: [
      { unit_price: 100, options: [{ option_id: sizes[0], group: 'Size', option: 'Small' }] },
    ],
  });
});

const birthday = () => ({
  product_id: cake,
  quantity: 2,
  options: [
    { option_id: inscription, texts: ['Emma', 'Ben'] },
    { option_id: fillings[0] },
    { option_id: fillings[1] },
    { option_id: sizes[1] },
  ],
});

test('an order keeps names, prices, texts and allergens whatever changes afterwards', async () => {
  // 100 and 50 for the size, 3 for one filling while the dearer one is free, and 2.50 for the inscription.
  const { status, body } = await place({ ...birthday(), shown_total: 311 });
  expect(status).toBe(201);
  await sql(
    `update options set name = 'Other', price_minor = 1, retired_at = now(), allergens = '{sesame}'`,
  );
  await sql(`update option_groups set name = 'Other', active = false`);
  expect(await orderOf(body)).toMatchObject({
    total: 311,
    lines: [
      {
        unit_price: 155.5,
        allergens: ['gluten', 'milk', 'nuts'],
        options: [
          { group: 'Size', option: 'Large', price: 50, quantity: 1, texts: [] },
          { group: 'Fillings', option: 'Cherry', price: 3 },
          { group: 'Fillings', option: 'Nougat', price: 0 },
          { group: 'Inscription', kind: 'text', price: 2.5, texts: ['Emma', 'Ben'] },
        ],
      },
    ],
  });
});

test('a wrong total is refused with the right prices, and nothing is written', async () => {
  const before = await sql('select id from orders');
  expect(await place({ ...birthday(), shown_total: 310 })).toMatchObject({
    status: 409,
    body: { code: 'total-changed', prices: { total: 311, unit_prices: [155.5] } },
  });
  expect(await sql('select id from orders')).toEqual(before);
});

test('an option replaces an allergen of the product', async () => {
  const { body } = await place({
    product_id: cake,
    quantity: 1,
    options: [{ option_id: sizes[0] }, { option_id: fillings[2] }],
  });
  expect(await orderOf(body)).toMatchObject({ lines: [{ allergens: ['gluten'] }] });
});

describe('is refused with', () => {
  const size = () => ({ option_id: sizes[0] });
  test.each<[string, () => object[], number, string, object]>([
    [
      'a group that is missing',
      () => [],
      422,
      'invalid-options',
      { path: '/lines/0/options', reason: 'missing', limit: 1 },
    ],
    [
      'too many fillings',
      () => [size(), ...fillings.map((option_id) => ({ option_id }))],
      422,
      'invalid-options',
      { reason: 'too-many', limit: 2 },
    ],
    [
      'a text that is too long',
      () => [size(), { option_id: inscription, texts: ['x'.repeat(21)] }],
      422,
      'invalid-options',
      { path: '/lines/0/options/1', reason: 'too-long', limit: 20 },
    ],
    [
      'an unknown option',
      () => [size(), { option_id: 2_000_000_000 }],
      409,
      'option-unavailable',
      { path: '/lines/0/options/1', reason: 'unknown' },
    ],
  ])('%s', async (_, options, status, code, fault) => {
    expect(await place({ product_id: cake, quantity: 1, options: options() })).toMatchObject({
      status,
      body: { code, errors: [fault] },
    });
  });

  test('an option that was sold out after this process had read it', async () => {
    const body = { product_id: cake, quantity: 1, options: [size()] };
    expect((await place(body)).status).toBe(201);
    await sql('update options set sold_out = true where id = $1', [sizes[0]]);
    expect(await place(body)).toMatchObject({
      status: 409,
      body: { code: 'option-unavailable', errors: [{ reason: 'sold-out' }] },
    });
  });

  test('options of a product that has none', async () => {
    const bread = await addProduct();
    expect(await place({ product_id: bread, quantity: 1, options: [size()] })).toMatchObject({
      status: 409,
      body: { code: 'option-unavailable' },
    });
  });
});

test('a repeated request returns the same order after its options have changed', async () => {
  const key = { 'idempotency-key': 'options-repeated' };
  const { body } = await place({ ...birthday(), shown_total: 311 }, key);
  await sql('update options set price_minor = price_minor + 100, retired_at = now()');
  expect(await place({ ...birthday(), shown_total: 311 }, key)).toMatchObject({
    status: 201,
    body,
  });
  expect(await place({ ...birthday(), shown_total: 312 }, key)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
});

test('an order of known options is one statement', async () => {
  await place(birthday());
  const query = jest.spyOn(pg.Client.prototype, 'query');
  const statements = () =>
    query.mock.calls.filter(([one]) => (one as unknown as { name?: string }).name !== undefined)
      .length;
  expect((await place(birthday())).status).toBe(201);
  // The search for a day of a made-to-order product, and the insertion.
  expect(statements()).toBe(2);
  query.mockRestore();
});

test('a daily limit counts units of an option over all products, until an order is cancelled', async () => {
  await sql('update options set daily_limit = 3 where id = $1', [sizes[1]]);
  const large = (quantity: number) => ({
    product_id: cake,
    quantity,
    options: [{ option_id: sizes[1] }],
    pickup_at: noon(day),
  });
  const first = (await place(large(2))).body as { order_id: number };
  await processOrder({ id: first.order_id });
  expect(await place(large(2))).toMatchObject({
    status: 409,
    body: { code: 'pickup-fully-booked' },
  });
  expect((await place({ ...large(2), pickup_at: noon(addDays(day, 1)) })).status).toBe(201);
  expect((await place(large(1))).status).toBe(201);
});

test('two orders for the last unit of an option: one is accepted', async () => {
  await sql('update options set daily_limit = 1 where id = $1', [sizes[1]]);
  const body = {
    product_id: cake,
    quantity: 1,
    options: [{ option_id: sizes[1] }],
    pickup_at: noon(day),
  };
  const orders = await Promise.all([place(body), place(body)]);
  const ids = orders.map(({ body: placed }) => (placed as { order_id: number }).order_id);
  for (const id of ids) await processOrder({ id });
  expect((await Promise.all(ids.map(statusOf))).toSorted()).toEqual(['Processing', 'Rejected']);
});

test('an option takes from a pool, for a product of any kind', async () => {
  const bread = await addProduct({ stock: 100 });
  const [decorated = 0] = await addOptionGroup(bread, {
    kind: 'yes_no',
    min: 0,
    options: [{ name: 'Decorated' }],
  });
  const pool = await addPool(5, new Map());
  await sql('insert into option_pools values ($1, $2, 2)', [decorated, pool]);
  const body = (quantity: number) => ({
    product_id: bread,
    quantity,
    options: [{ option_id: decorated }],
    pickup_at: noon(day),
  });
  const { order_id } = (await place(body(2))).body as { order_id: number };
  await processOrder({ id: order_id });
  expect(
    await sql(`select source, units from claims where order_id = $1 order by no`, [order_id]),
  ).toEqual([
    { source: 'stock', units: 2 },
    { source: 'pool', units: 4 },
    { source: 'option', units: 2 },
    { source: 'slot', units: 2 },
  ]);
  expect(await place(body(1))).toMatchObject({
    status: 409,
    body: { code: 'pickup-fully-booked' },
  });
});

test('an option adds working days to the lead time of its product', async () => {
  await sql('update options set lead_time_days = 4 where id = $1', [sizes[1]]);
  const body = {
    product_id: cake,
    quantity: 1,
    options: [{ option_id: sizes[1] }],
    pickup_at: noon(day),
  };
  expect(await place(body)).toMatchObject({ status: 409, body: { code: 'pickup-lead-time' } });
  expect((await place({ ...body, pickup_at: noon(addDays(day, 3)) })).status).toBe(201);
});

test('an option that is sold out until a date can be ordered for that day', async () => {
  await sql('update options set sold_out = true, sold_out_until = $2 where id = $1', [
    sizes[1],
    addDays(day, 1),
  ]);
  const body = {
    product_id: cake,
    quantity: 1,
    options: [{ option_id: sizes[1] }],
    pickup_at: noon(day),
  };
  expect(await place(body)).toMatchObject({ status: 409, body: { code: 'pickup-fully-booked' } });
  expect((await place({ ...body, pickup_at: noon(addDays(day, 1)) })).status).toBe(201);
});

test('a shelf product with an option to prepare waits for staff, and one without is set aside', async () => {
  const bread = await addProduct({ stock: 10 });
  const [sliced = 0] = await addOptionGroup(bread, {
    kind: 'yes_no',
    min: 0,
    options: [{ name: 'Sliced' }],
  });
  const statusWith = async (options: object[]) => {
    const { order_id } = (await place({ product_id: bread, quantity: 1, options })).body as {
      order_id: number;
    };
    await processOrder({ id: order_id });
    return statusOf(order_id);
  };
  expect(await statusWith([{ option_id: sliced }])).toBe('Processing');
  expect(await statusWith([])).toBe('Completed');
});
