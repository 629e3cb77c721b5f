import { recordStockMovementResponse } from '../../shared/contract/catalogue.ts';
import { database } from '../../shared/db/database.ts';
import { findCatalogue } from '../../shared/db/catalogue.ts';
import { insertOrder } from '../../tests/support/insert-order.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql, stockOf } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as createProduct } from '../create-product/handler.ts';
import { processBatch } from '../process-order/process-orders.ts';
import { handler } from './handler.ts';

let baker: SignedInStaff;
beforeAll(async () => {
  baker = await signInAs('baker');
});

const record = (id: number | string, body: object, key?: string) =>
  call(handler, 'POST /staff/products/{id}/stock-movements', {
    headers: { ...baker.headers, ...(key !== undefined && { 'idempotency-key': key }) },
    pathParameters: { id: String(id) },
    body,
  });

/** A product's movements after its first delivery. */
async function movementsOf(id: number) {
  const [, ...movements] = await sql(
    `select units, reason, by, note from stock_movements where product_id = $1 order by id`,
    [id],
  );
  return movements;
}

async function lastMovementOf(id: number, reason: string) {
  const [row] = await sql<{ id: number }>(
    `select max(id)::integer as id from stock_movements where product_id = $1 and reason = $2`,
    [id, reason],
  );
  return row?.id;
}

async function sumOfMovements(id: number) {
  const [row] = await sql<{ sum: number }>(
    'select sum(units)::integer as sum from stock_movements where product_id = $1',
    [id],
  );
  return row?.sum;
}

test('a delivery adds to the stock, and names the staff member', async () => {
  const id = await addProduct({ stock: 10 });
  expect(await record(id, { reason: 'delivery', units: 24, note: 'second oven' })).toMatchObject({
    status: 200,
    body: { product_id: id, stock: 34 },
  });
  expect(await stockOf(id)).toBe(34);
  expect(await movementsOf(id)).toEqual([
    { units: 24, reason: 'delivery', by: `staff:${baker.name}`, note: 'second oven' },
  ]);
});

test('waste reduces the stock, and is refused when it exceeds the stock', async () => {
  const id = await addProduct({ stock: 3 });
  expect(await record(id, { reason: 'waste', units: 4 })).toMatchObject({
    status: 409,
    body: { code: 'not-enough-stock', errors: [{ path: '/units' }] },
  });
  expect(await movementsOf(id)).toEqual([]);
  expect((await record(id, { reason: 'waste', units: 3 })).body).toMatchObject({ stock: 0 });
  expect(await movementsOf(id)).toMatchObject([{ units: -3, reason: 'waste', note: null }]);
});

test('a count records the difference as the movement', async () => {
  const id = await addProduct({ stock: 10 });
  expect((await record(id, { reason: 'count', units: 7 })).body).toMatchObject({ stock: 7 });
  expect((await record(id, { reason: 'count', units: 9 })).body).toMatchObject({ stock: 9 });
  expect((await record(id, { reason: 'count', units: 0 })).body).toMatchObject({ stock: 0 });
  expect(await movementsOf(id)).toMatchObject([{ units: -3 }, { units: 2 }, { units: -9 }]);
});

test('a count without a difference is no movement', async () => {
  const id = await addProduct({ stock: 10 });
  const answer = await record(id, { reason: 'count', units: 10, note: 'as it should be' });
  expect(answer).toMatchObject({ status: 200, body: { stock: 10, movement_id: null } });
  expect(await movementsOf(id)).toEqual([]);
});

test('refuses a delivery that raises the stock above its maximum', async () => {
  const id = await addProduct({ stock: 1 });
  expect(await record(id, { reason: 'delivery', units: 1_000_000 })).toMatchObject({
    status: 409,
    body: { code: 'too-much-stock' },
  });
});

test.each(['delivery', 'waste', 'count'])('a made-to-order product has no %s', async (reason) => {
  const id = await addProduct({ kind: 'made_to_order' });
  expect(await record(id, { reason, units: 1 })).toMatchObject({
    status: 409,
    body: { code: 'not-stocked' },
  });
});

test("a movement does not change the product's version, and is possible while the product is off sale", async () => {
  const id = await addProduct({ active: false });
  expect((await record(id, { reason: 'delivery', units: 1 })).status).toBe(200);
  const product = (await findCatalogue(database)).find((one) => one.id === id);
  expect(product).toMatchObject({ stock: 11, version: 1, active: false });
});

test.each<[string, object, string]>([
  ['an order', { reason: 'order', units: 1 }, '/reason'],
  ['no reason', { units: 1 }, '/reason'],
  ['a delivery of 0 units', { reason: 'delivery', units: 0 }, '/units'],
  ['waste of 0 units', { reason: 'waste', units: 0 }, '/units'],
  ['a negative count', { reason: 'count', units: -1 }, '/units'],
  ['half a loaf', { reason: 'count', units: 0.5 }, '/units'],
  ['more than the largest quantity', { reason: 'delivery', units: 1_000_001 }, '/units'],
  ['a long note', { reason: 'count', units: 1, note: 'x'.repeat(201) }, '/note'],
  ['an empty note', { reason: 'count', units: 1, note: ' ' }, '/note'],
  ['an order number', { reason: 'waste', units: 1, order_id: 101 }, '/order_id'],
])('refuses %s', async (_, body, path) => {
  const id = await addProduct();
  expect(await record(id, body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  expect(await stockOf(id)).toBe(10);
});

test('refuses a product that does not exist', async () => {
  expect(await record(999_999, { reason: 'delivery', units: 1 })).toMatchObject({
    status: 404,
    body: { code: 'unknown-product' },
  });
  expect((await record('01', { reason: 'delivery', units: 1 })).status).toBe(400);
});

describe('a repeated request with the same key', () => {
  test('counts a delivery once, and returns the first response despite later movements', async () => {
    const id = await addProduct({ stock: 10 });
    const delivery = { reason: 'delivery', units: 5 };
    const first = await record(id, delivery, 'stock-request-of-van-1');
    await record(id, { reason: 'waste', units: 2 });
    const second = await record(
      id,
      { ...delivery, note: 'Did it work?' },
      'stock-request-of-van-1',
    );
    const movement_id = await lastMovementOf(id, 'delivery');
    const body = { product_id: id, stock: 15, movement_id };
    expect([first.body, second.body]).toEqual([body, body]);
    expect(await stockOf(id)).toBe(13);
    expect(await movementsOf(id)).toHaveLength(2);
  });

  test('records one movement when all copies arrive at the same moment', async () => {
    const id = await addProduct({ stock: 10 });
    const delivery = { reason: 'delivery', units: 5 };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => record(id, delivery, 'stock-request-of-van-at-once')),
    );
    expect(answers.map(({ body }) => recordStockMovementResponse.parse(body).stock)).toEqual(
      Array(6).fill(15),
    );
    expect(await movementsOf(id)).toHaveLength(1);
  });

  test('does not repeat a count that found no difference', async () => {
    const id = await addProduct({ stock: 10 });
    await record(id, { reason: 'count', units: 10 }, 'stock-request-of-evening-1');
    await record(id, { reason: 'waste', units: 4 });
    const again = await record(id, { reason: 'count', units: 10 }, 'stock-request-of-evening-1');
    expect(again).toMatchObject({ status: 200, body: { stock: 10 } });
    expect(await stockOf(id)).toBe(6);
  });

  test('is recorded when the first attempt was refused', async () => {
    const id = await addProduct({ stock: 1 });
    const waste = { reason: 'waste', units: 2 };
    expect((await record(id, waste, 'stock-request-of-bin-1')).status).toBe(409);
    await record(id, { reason: 'delivery', units: 1 });
    expect((await record(id, waste, 'stock-request-of-bin-1')).status).toBe(200);
  });

  test('is refused with another body', async () => {
    const [id, other] = [await addProduct(), await addProduct()];
    const delivery = { reason: 'delivery', units: 5 };
    await record(id, delivery, 'stock-request-of-van-2');
    const answers = [
      await record(other, delivery, 'stock-request-of-van-2'),
      await record(id, { ...delivery, units: 6 }, 'stock-request-of-van-2'),
      await record(id, { ...delivery, reason: 'waste' }, 'stock-request-of-van-2'),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    }
    expect([await stockOf(id), await stockOf(other)]).toEqual([15, 10]);
  });

  test('is refused with an invalid key', async () => {
    const id = await addProduct();
    expect(await record(id, { reason: 'waste', units: 1 }, 'two words')).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/headers/idempotency-key' }] },
    });
  });
});

describe('while the processor allocates stock', () => {
  const orderCount = 40;

  async function placeOrders(productId: number): Promise<number[]> {
    const ids: number[] = [];
    for (let nth = 0; nth < orderCount; nth += 1) {
      const { order_id } = await insertOrder(database, {
        lines: [{ product_id: productId, quantity: 1 + (nth % 3) }],
        customer: null,
        pickupAt: null,
        correlationId: 'test',
        idempotencyKey: null,
        requestHash: 'test',
      });
      ids.push(order_id);
    }
    return ids;
  }

  const processInBatches = (ids: readonly number[]) =>
    Array.from({ length: 8 }, (_, nth) =>
      processBatch(
        ids
          .filter((id) => id % 8 === nth)
          .map((order_id) => ({ order_id, correlation_id: 'test' })),
      ),
    );

  test('stock always equals the sum of its movements, is never negative, and matches the last count', async () => {
    const id = await addProduct({ stock: 30 });
    const orders = await placeOrders(id);
    const counted = [25, 12, 31, 8];
    const [answers] = await Promise.all([
      Promise.all([
        ...counted.map((units) => record(id, { reason: 'count', units, note: `${units}` })),
        ...[3, 9, 20, 40].map((units) => record(id, { reason: 'waste', units })),
        ...[2, 5, 7].map((units) => record(id, { reason: 'delivery', units })),
      ]),
      ...processInBatches(orders),
    ]);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    expect(await stockOf(id)).toBe(await sumOfMovements(id));
    const history = await sql<{ note: string | null; stock: number }>(
      `select note, sum(units) over (order by id)::integer as stock
       from stock_movements where product_id = $1 order by id`,
      [id],
    );
    expect(Math.min(...history.map(({ stock }) => stock))).toBeGreaterThanOrEqual(0);
    const counts = history.filter(({ note }) => note !== null);
    expect(counts.map(({ stock }) => `${stock}`)).toEqual(counts.map(({ note }) => note));
    expect(counts.length).toBeGreaterThan(0);
  });

  test('every unit is in an order, in the waste or in stock', async () => {
    const id = await addProduct({ stock: 50 });
    const orders = await placeOrders(id);
    const wasted = Array.from({ length: 10 }, () => record(id, { reason: 'waste', units: 2 }));
    const [answers] = await Promise.all([Promise.all(wasted), ...processInBatches(orders)]);
    const inTheBin = 2 * answers.filter(({ status }) => status === 200).length;
    const [row] = await sql<{ units: number }>(
      `select coalesce(sum(l.quantity), 0)::integer as units
       from order_lines l join orders o on o.id = l.order_id
       where l.product_id = $1 and o.status = 'Completed'`,
      [id],
    );
    expect((row?.units ?? 0) + inTheBin + ((await stockOf(id)) ?? 0)).toBe(50);
    expect(await sumOfMovements(id)).toBe(await stockOf(id));
  });
});

test('the initial stock of a product is its first movement', async () => {
  const { headers } = await signInAs('manager');
  const body = { name: 'Bun', category: 'Bread', price: 1, kind: 'shelf', stock: 12 };
  const created = await call(createProduct, 'POST /staff/products', { headers, body });
  const { id } = created.body as { id: number };
  await record(id, { reason: 'waste', units: 5 });
  expect([await stockOf(id), await sumOfMovements(id)]).toEqual([7, 7]);
});
