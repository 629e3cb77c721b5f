import { newContext } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { queuedMessages } from '../../tests/support/queue.ts';
import { database } from '../../shared/db/database.ts';
import { insertOrder } from '../../tests/support/insert-order.ts';
import { findOldestPendingAge } from '../../shared/db/relay.ts';
import { openOrderQueue } from '../../shared/queue/sqs.ts';
import { handler } from './handler.ts';
import { relayOrders } from './relay-orders.ts';

async function placeDue(secondsAgo = 1): Promise<number> {
  const product = await addProduct();
  const { order_id } = await insertOrder(database, {
    lines: [{ product_id: product, quantity: 1 }],
    correlationId: 'relay-test',
    customer: null,
    pickupAt: null,
    idempotencyKey: null,
    requestHash: 'test',
  });
  await sql(`update orders set relay_at = now() - make_interval(secs => $2) where id = $1`, [
    order_id,
    secondsAgo,
  ]);
  return order_id;
}

const run = () => handler(undefined, newContext());

async function secondsToRelay(orderId: number): Promise<number> {
  const [row] = await sql<{ seconds: number }>(
    'select extract(epoch from relay_at - now())::float8 as seconds from orders where id = $1',
    [orderId],
  );
  return row?.seconds ?? Number.NaN;
}

async function runWithoutBroker() {
  const { AWS_ENDPOINT_URL_SQS, ORDER_QUEUE_URL } = process.env;
  process.env['AWS_ENDPOINT_URL_SQS'] = 'http://127.0.0.1:1';
  process.env['ORDER_QUEUE_URL'] = 'http://127.0.0.1:1/000000000000/orders';
  const queue = openOrderQueue();
  try {
    return await relayOrders(database, queue);
  } finally {
    Object.assign(process.env, { AWS_ENDPOINT_URL_SQS, ORDER_QUEUE_URL });
    await queue.close();
  }
}

beforeEach(() => sql(`update orders set status = 'Cancelled' where status = 'Pending'`));

test('resends a Pending order whose relay time has passed', async () => {
  const id = await placeDue();
  expect(await run()).toEqual({ relayed: 1 });
  expect(await queuedMessages()).toContainEqual({ order_id: id, correlation_id: 'relay-test' });
});

test('does not resend an order that was just placed', async () => {
  const id = await placeDue(-30);
  expect(await run()).toEqual({ relayed: 0 });
  expect(await secondsToRelay(id)).toBeGreaterThan(0);
});

test.each([
  ['a day', 86_400],
  ['ten years', 10 * 365 * 86_400],
])(
  'resends an order whose relay time is %s away, because the clock was ahead',
  async (_, seconds) => {
    const id = await placeDue(-seconds);
    expect(await run()).toEqual({ relayed: 1 });
    expect(await secondsToRelay(id)).toBeLessThanOrEqual(600);
    expect(await run()).toEqual({ relayed: 0 });
  },
);

test('does not resend an order again before its next relay time', async () => {
  await placeDue(-590);
  expect(await run()).toEqual({ relayed: 0 });
});

test('the wait of an order that is dated ahead is computed from its relays', async () => {
  expect(await findOldestPendingAge(database)).toBe(0);
  const id = await placeDue();
  await sql(`update orders set placed_at = now() + interval '1 day' where id = $1`, [id]);
  expect(await findOldestPendingAge(database)).toBe(0);
  await sql('update orders set relay_count = 4 where id = $1', [id]);
  expect(await findOldestPendingAge(database)).toBe(120);
  await placeDue();
  expect(await findOldestPendingAge(database)).toBe(120);
});

test('does not resend an order that is no longer Pending', async () => {
  const id = await placeDue();
  await sql(`update orders set status = 'Completed' where id = $1`, [id]);
  expect(await run()).toEqual({ relayed: 0 });
});

test('the relay interval grows from one minute to at most ten', async () => {
  const id = await placeDue();
  const distances = [];
  for (let n = 0; n < 6; n++) {
    await sql('update orders set relay_at = now() where id = $1', [id]);
    await run();
    distances.push((await secondsToRelay(id)) / 60);
  }
  for (const [n, minutes] of [1, 2, 4, 8, 10, 10].entries()) {
    expect(distances[n]).toBeGreaterThan(0.79 * minutes);
    expect(distances[n]).toBeLessThanOrEqual(minutes);
  }
});

test('orders that were due together become due at different times', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => placeDue()));
  await run();
  const distances = await Promise.all(ids.map(secondsToRelay));
  expect(Math.max(...distances) - Math.min(...distances)).toBeGreaterThan(3);
});

test('orders stay due without a broker, and are sent when the broker is back', async () => {
  const ids = [await placeDue(2), await placeDue(1)];
  expect(await runWithoutBroker()).toEqual({ relayed: 0 });
  expect(await Promise.all(ids.map(secondsToRelay))).toEqual([
    expect.closeTo(0, 0),
    expect.closeTo(0, 0),
  ]);
  expect(await run()).toEqual({ relayed: 2 });
});

test('two concurrent relays send each order once', async () => {
  const ids = await Promise.all(Array.from({ length: 250 }, () => placeDue()));
  const results = await Promise.all([run(), run()]);
  expect(results[0].relayed + results[1].relayed).toBe(250);
  const sent = (await queuedMessages()) as { order_id: number }[];
  expect(
    sent
      .map(({ order_id }) => order_id)
      .filter((id) => ids.includes(id))
      .toSorted(),
  ).toEqual(ids.toSorted());
});
