import {
  listStockMovementsResponse,
  recordStockMovementResponse,
} from '../../shared/contract/catalogue.ts';
import { database } from '../../shared/db/database.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql, stockOf } from '../../tests/support/database.ts';
import { insertOrder } from '../../tests/support/insert-order.ts';
import { placeAndProcess } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as listStockMovements } from '../list-stock-movements/handler.ts';
import { processBatch } from '../process-order/process-orders.ts';
import { handler } from './handler.ts';

let baker: SignedInStaff;
let anna: SignedInStaff;
beforeAll(async () => {
  baker = await signInAs('baker');
  anna = await signInAs('baker', 'anna');
});

let keys = 0;

/** @returns the movement's number */
async function record(id: number, reason: string, units: number): Promise<number | null> {
  const { status, body } = await call(handler, 'POST /staff/products/{id}/stock-movements', {
    headers: { ...baker.headers, 'idempotency-key': `stock-undo-test-${keys++}` },
    pathParameters: { id: String(id) },
    body: { reason, units },
  });
  expect(status).toBe(200);
  return recordStockMovementResponse.parse(body).movement_id;
}

const undo = (id: number, movement: number | string | null) =>
  call(handler, 'POST /staff/products/{id}/stock-movements/{movement_id}/undo', {
    headers: anna.headers,
    pathParameters: { id: String(id), movement_id: String(movement) },
  });

const conflict = (code: string) => ({ status: 409, body: { code } });

async function listed(id: number) {
  const { body } = await call(listStockMovements, 'GET /staff/products/{id}/stock-movements', {
    headers: baker.headers,
    pathParameters: { id: String(id) },
  });
  return listStockMovementsResponse.parse(body).movements;
}

test.each([
  ['delivery', 24, -24],
  ['waste', 3, 3],
  ['count', 7, 3],
  ['count', 12, -2],
])('undoes a %s of %i by a movement of %i with the same reason', async (reason, units, back) => {
  const id = await addProduct({ stock: 10 });
  const movement = await record(id, reason, units);
  const { status, body } = await undo(id, movement);
  expect([status, body]).toMatchObject([200, { product_id: id, stock: 10 }]);
  const { movement_id } = recordStockMovementResponse.parse(body);
  const [reversal, undone] = await listed(id);
  expect(reversal).toMatchObject({
    id: movement_id,
    units: back,
    reason,
    by: 'staff:anna',
    undoes: movement,
    undone_by: null,
  });
  expect(undone).toMatchObject({ id: movement, undoes: null, undone_by: movement_id });
});

test('a repeated undo returns the first one and changes nothing, also at the same moment', async () => {
  const id = await addProduct({ stock: 10 });
  const movement = await record(id, 'delivery', 5);
  const answers = await Promise.all(Array.from({ length: 6 }, () => undo(id, movement)));
  const bodies = answers.map(({ body }) => recordStockMovementResponse.parse(body));
  expect(new Set(bodies.map(({ movement_id }) => movement_id)).size).toBe(1);
  expect(await stockOf(id)).toBe(10);
  await record(id, 'waste', 4);
  expect((await undo(id, movement)).body).toEqual({ ...bodies[0], stock: 6 });
  expect(await listed(id)).toHaveLength(4);
});

test('an undo cannot be undone', async () => {
  const id = await addProduct({ stock: 10 });
  const { body } = await undo(id, await record(id, 'waste', 5));
  const { movement_id } = recordStockMovementResponse.parse(body);
  expect(await undo(id, movement_id)).toMatchObject(conflict('nothing-to-undo'));
});

test('the movements of orders and cancellations cannot be undone', async () => {
  const id = await addProduct({ stock: 10 });
  await placeAndProcess({ product_id: id, quantity: 1 });
  const [sold] = await listed(id);
  expect(sold).toMatchObject({ reason: 'order', units: -1 });
  expect(await undo(id, sold?.id ?? null)).toMatchObject(conflict('nothing-to-undo'));
});

test('a movement can be undone for an hour', async () => {
  const id = await addProduct({ stock: 10 });
  const movement = await record(id, 'waste', 5);
  const age = (minutes: number) =>
    sql(`update stock_movements set at = now() - $2 * interval '1 minute' where id = $1`, [
      movement,
      minutes,
    ]);
  await age(61);
  expect(await undo(id, movement)).toMatchObject(conflict('too-late'));
  await age(59);
  expect((await undo(id, movement)).status).toBe(200);
});

describe('a movement before a count', () => {
  test('cannot be undone, until the count is undone', async () => {
    const id = await addProduct({ stock: 10 });
    const delivery = await record(id, 'delivery', 5);
    const count = await record(id, 'count', 14);
    expect(await undo(id, delivery)).toMatchObject(conflict('counted-since'));
    await undo(id, count);
    expect((await undo(id, delivery)).body).toMatchObject({ stock: 10 });
  });

  test('cannot be undone when the count found no difference', async () => {
    const id = await addProduct({ stock: 10 });
    const delivery = await record(id, 'delivery', 5);
    expect(await record(id, 'count', 15)).toBeNull();
    expect(await undo(id, delivery)).toMatchObject(conflict('counted-since'));
  });

  test('can be undone when the count is of another product', async () => {
    const [id, other] = [await addProduct({ stock: 10 }), await addProduct({ stock: 10 })];
    const delivery = await record(id, 'delivery', 5);
    await record(other, 'count', 10);
    await record(other, 'count', 9);
    expect((await undo(id, delivery)).status).toBe(200);
  });
});

test('a delivery whose units were sold since stays, and says how many are left', async () => {
  const id = await addProduct({ stock: 0 });
  const delivery = await record(id, 'delivery', 5);
  await placeAndProcess({ product_id: id, quantity: 3 });
  expect(await undo(id, delivery)).toMatchObject({
    status: 409,
    body: { code: 'not-enough-stock', detail: 'Only 2 of these 5 units are still in stock.' },
  });
  expect(await stockOf(id)).toBe(2);
});

test('undone waste does not raise the stock above its maximum', async () => {
  const id = await addProduct({ stock: 1_000_000 });
  const waste = await record(id, 'waste', 1);
  await record(id, 'delivery', 1);
  expect(await undo(id, waste)).toMatchObject(conflict('too-much-stock'));
});

test('refuses a movement that does not exist, or of another product', async () => {
  const [id, other] = [await addProduct(), await addProduct()];
  const movement = await record(id, 'delivery', 1);
  const unknown = { status: 404, body: { code: 'unknown-movement' } };
  expect(await undo(other, movement)).toMatchObject(unknown);
  expect(await undo(id, '999999999')).toMatchObject(unknown);
  expect((await undo(id, 'last')).status).toBe(400);
});

test('while orders take the stock, an undone delivery makes it neither negative nor wrong', async () => {
  const id = await addProduct({ stock: 10 });
  const deliveries: (number | null)[] = [];
  for (let nth = 0; nth < 4; nth++) deliveries.push(await record(id, 'delivery', 10));
  const orders: number[] = [];
  for (let nth = 0; nth < 40; nth++) {
    const placed = await insertOrder(database, {
      lines: [{ product_id: id, quantity: 1 }],
      customer: null,
      pickupAt: null,
      correlationId: 'test',
      idempotencyKey: null,
      requestHash: 'test',
    });
    orders.push(placed.order_id);
  }
  const batches = Array.from({ length: 8 }, (_, nth) => orders.slice(nth * 5, nth * 5 + 5));
  const [answers] = await Promise.all([
    Promise.all(deliveries.map((movement) => undo(id, movement))),
    ...batches.map((ids) =>
      processBatch(ids.map((order_id) => ({ order_id, correlation_id: 'test' }))),
    ),
  ]);
  const undone = answers.filter(({ status }) => status === 200).length;
  const [sold] = await sql<{ orders: number }>(
    `select count(*)::integer as orders from orders where id = any($1) and status = 'Completed'`,
    [orders],
  );
  expect(await stockOf(id)).toBe(50 - 10 * undone - (sold?.orders ?? 0));
  const [lowest] = await sql<{ stock: number }>(
    `select min(stock)::integer as stock from (
       select sum(units) over (order by id) as stock from stock_movements where product_id = $1) as s`,
    [id],
  );
  expect(lowest?.stock).toBeGreaterThanOrEqual(0);
});
