import { listTroubleResponse } from '../../shared/contract/trouble.ts';
import { database } from '../../shared/db/database.ts';
import { insertOrder } from '../../tests/support/insert-order.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler } from './handler.ts';

async function place(secondsAgo: number, name?: string): Promise<number> {
  const product = await addProduct();
  const { order_id } = await insertOrder(database, {
    lines: [{ product_id: product, quantity: 1 }],
    correlationId: 'trouble-test',
    customer: name === undefined ? null : { name },
    pickupAt: null,
    idempotencyKey: null,
    requestHash: 'test',
  });
  await sql(
    'update order_timeline set at = now() - make_interval(secs => $2) where order_id = $1',
    [order_id, secondsAgo],
  );
  await sql('update orders set placed_at = now() - make_interval(secs => $2) where id = $1', [
    order_id,
    secondsAgo,
  ]);
  return order_id;
}

async function listed() {
  const { headers } = await signInAs('baker');
  const { status, body } = await call(handler, 'GET /staff/trouble', { headers });
  expect(status).toBe(200);
  return listTroubleResponse.parse(body).orders;
}

beforeEach(() => sql(`update orders set status = 'Cancelled' where status = 'Pending'`));

test('lists nothing while no order needs attention', async () => {
  await place(240);
  expect(await listed()).toEqual([]);
});

test('lists an order that waits for more than five minutes, with its details', async () => {
  const id = await place(360, 'Emma');
  const [order, ...others] = await listed();
  expect(others).toEqual([]);
  expect(order).toMatchObject({
    order_id: id,
    why: 'waiting',
    attempts: 0,
    last_error: null,
    relays: 0,
    customer_name: 'Emma',
  });
  const [row] = await sql<{ placed_at: Date; relay_at: Date }>(
    'select placed_at, relay_at from orders where id = $1',
    [id],
  );
  expect(order?.waiting_seconds).toBeGreaterThanOrEqual(360);
  expect(order?.placed_at).toBe(row?.placed_at.toISOString());
  expect(order?.next_relay_at).toBe(row?.relay_at.toISOString());
});

test('lists an order that is dated ahead at once, because its wait is unknown', async () => {
  const id = await place(-86_400);
  expect(await listed()).toMatchObject([{ order_id: id, why: 'waiting', waiting_seconds: 0 }]);
  await sql('update orders set attempts = 1 where id = $1', [id]);
  expect(await listed()).toMatchObject([{ order_id: id, why: 'failing', waiting_seconds: 0 }]);
});

test('gives each order its reason, the oldest first', async () => {
  const failing = await place(0);
  const waiting = await place(400);
  const undelivered = await place(600);
  await sql(`update orders set attempts = 2, last_error = 'no' where id = $1`, [failing]);
  await sql('update orders set relay_count = 3 where id = any($1)', [[failing, undelivered]]);
  expect(await listed()).toMatchObject([
    { order_id: undelivered, why: 'not delivered', relays: 3 },
    { order_id: waiting, why: 'waiting', relays: 0 },
    { order_id: failing, why: 'failing', attempts: 2, last_error: 'no', relays: 3 },
  ]);
});

test('does not list an order that was decided after all', async () => {
  const id = await place(600);
  await sql(`update orders set attempts = 1, status = 'Completed' where id = $1`, [id]);
  expect(await listed()).toEqual([]);
});

test('lists at most the 200 oldest orders', async () => {
  await sql(`insert into orders (status, placed_at, correlation_id, request_hash)
             select 'Pending', now() - make_interval(mins => 10 + n), 'test', 'test'
             from generate_series(1, 201) as n`);
  const orders = await listed();
  expect(orders).toHaveLength(200);
  expect(orders[0]?.waiting_seconds).toBeGreaterThanOrEqual(211 * 60);
  expect(orders[199]?.waiting_seconds).toBeGreaterThanOrEqual(12 * 60);
});

test('refuses a request without a session', async () => {
  expect((await call(handler, 'GET /staff/trouble')).status).toBe(401);
});
