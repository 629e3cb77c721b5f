/** Orders without a pickup time that no day can serve. */
import { jest } from '@jest/globals';
import pg from 'pg';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { placeAndProcess } from '../../tests/support/orders.ts';
import { addPool } from '../../tests/support/pools.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';
const today = dateAt(new Date(), zone);
const first = addDays(today, 2);
const second = addDays(today, 3);

/** A daily product with units on these dates only. */
async function addDaily(plans: Readonly<Record<string, number>>, name = 'Croissant') {
  const product = await addProduct({ kind: 'daily', name });
  await sql(
    'insert into product_weekdays select $1, weekday, 0, 0 from generate_series(1, 7) as weekday',
    [product],
  );
  for (const [date, units] of Object.entries(plans)) {
    await sql('insert into product_dates values ($1, $2, $3, 0)', [product, date, units]);
  }
  return product;
}

type Line = readonly [product_id: number, quantity: number];
const bodyOf = (lines: readonly Line[]) => ({
  lines: lines.map(([product_id, quantity]) => ({ product_id, quantity })),
});

async function place(lines: readonly Line[]) {
  const count = async () => (await sql('select id from orders')).length;
  const before = await count();
  const { status, body } = await call(handler, 'POST /order', { body: bodyOf(lines) });
  const written = (await count()) - before;
  expect(written).toBe(status === 201 ? 1 : 0);
  return { status, body };
}

test('a daily product that is sold out on every day is refused, and an order for less is accepted', async () => {
  const product = await addDaily({ [first]: 3, [second]: 2 });
  await placeAndProcess(bodyOf([[product, 2]]));
  expect(await place([[product, 3]])).toMatchObject({
    status: 409,
    body: {
      code: 'not-enough-left',
      errors: [{ path: '/lines/0/quantity', product_id: product, left: 2 }],
    },
  });
  await placeAndProcess(bodyOf([[product, 1]]));
  await placeAndProcess(bodyOf([[product, 2]]));
  expect(await place([[product, 1]])).toMatchObject({
    status: 409,
    body: { code: 'sold-out', errors: [{ product_id: product, left: 0 }] },
  });
});

test('a plan for a day after the horizon or a day in the past is no supply', async () => {
  const product = await addDaily({ [addDays(today, -1)]: 5, [addDays(today, 60)]: 5 });
  expect(await place([[product, 1]])).toMatchObject({ status: 409, body: { code: 'sold-out' } });
});

test('two products that are never there on the same day are refused', async () => {
  const one = await addDaily({ [first]: 5 });
  const other = await addDaily({ [second]: 5 });
  expect(
    await place([
      [one, 1],
      [other, 1],
    ]),
  ).toMatchObject({ status: 409, body: { code: 'no-pickup-day' } });
  expect((await place([[one, 1]])).status).toBe(201);
  expect((await place([[other, 1]])).status).toBe(201);
});

test('two products of the shelf with disjoint seasons are refused', async () => {
  const [one, other] = [await addProduct(), await addProduct()];
  await sql('update products set season_to = $2 where id = $1', [one, first]);
  await sql('update products set season_from = $2 where id = $1', [other, second]);
  expect(
    await place([
      [one, 1],
      [other, 1],
    ]),
  ).toMatchObject({
    status: 409,
    body: { code: 'out-of-season', errors: [{ product_id: one }, { product_id: other }] },
  });
  expect((await place([[one, 1]])).status).toBe(201);
});

test('a pool that is exhausted on every day is refused', async () => {
  const cake = await addProduct({ kind: 'made_to_order', name: 'Cake' });
  const pool = await addPool(0, new Map([[cake, 3]]));
  await sql('insert into pool_dates values ($1, $2, 10)', [pool, second]);
  await placeAndProcess(bodyOf([[cake, 3]]));
  expect(await place([[cake, 1]])).toMatchObject({ status: 409, body: { code: 'sold-out' } });
});

test('a product whose horizon ends before its season begins is refused', async () => {
  const product = await addProduct();
  await sql('update products set horizon_days = 0, season_from = $2 where id = $1', [
    product,
    second,
  ]);
  expect(await place([[product, 1]])).toMatchObject({
    status: 409,
    body: { code: 'no-pickup-day' },
  });
});

test('a repeated request finds its order although the day is sold out since', async () => {
  const product = await addDaily({ [first]: 1 });
  const request = {
    body: bodyOf([[product, 1]]),
    headers: { 'idempotency-key': `sold-out-since-${product}` },
  };
  const placed = await call(handler, 'POST /order', request);
  await sql('update product_dates set units = 0 where product_id = $1', [product]);
  expect(placed.status).toBe(201);
  expect((await call(handler, 'POST /order', request)).body).toEqual(placed.body);
});

async function statementsOf(lines: readonly Line[]): Promise<unknown[]> {
  const query = jest.spyOn(pg.Client.prototype, 'query');
  await call(handler, 'POST /order', { body: bodyOf(lines) });
  const names = query.mock.calls.map(([statement]) => (statement as { name?: string }).name);
  query.mockRestore();
  return names;
}

test('an order of the shelf takes one statement, and one of a daily product two after the first', async () => {
  const shelf = await addProduct();
  const daily = await addDaily({ [first]: 5 });
  expect(await statementsOf([[shelf, 1]])).toEqual(['insert-orders']);
  await statementsOf([[daily, 1]]);
  expect(await statementsOf([[daily, 1]])).toEqual(['find-ordering-outlook', 'insert-orders']);
  expect(await statementsOf([[shelf, 1]])).toEqual(['insert-orders']);
});
