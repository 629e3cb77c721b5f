import pg from 'pg';
import { database } from '../../shared/db/database.ts';
import { insertOrder } from '../../tests/support/insert-order.ts';
import { openOrderQueue } from '../../shared/queue/sqs.ts';
import { call, deliver } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { queuedMessages } from '../../tests/support/queue.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as processOrder } from '../process-order/handler.ts';
import { handler } from './handler.ts';
import { retryOrder } from './retry-order.ts';

let baker: SignedInStaff;
beforeAll(async () => {
  baker = await signInAs('baker');
});

/** An order whose message was lost, resent three times without success. */
async function placeLost(): Promise<number> {
  const product = await addProduct();
  const { order_id } = await insertOrder(database, {
    lines: [{ product_id: product, quantity: 1 }],
    correlationId: 'retry-test',
    customer: null,
    pickupAt: null,
    idempotencyKey: null,
    requestHash: 'test',
  });
  await sql(
    `update orders set relay_count = 3, relay_at = now() + interval '8 minutes' where id = $1`,
    [order_id],
  );
  return order_id;
}

const retry = (id: number | string) =>
  call(handler, 'POST /staff/orders/{id}/retry', {
    headers: baker.headers,
    pathParameters: { id: String(id) },
  });

interface OrderState {
  readonly status: string;
  readonly relay_count: number;
  readonly seconds_to_relay: number;
}

async function stateOf(id: number): Promise<OrderState | undefined> {
  const [row] = await sql<OrderState>(
    `select status, relay_count, extract(epoch from relay_at - now())::float8 as seconds_to_relay
     from orders where id = $1`,
    [id],
  );
  return row;
}

const messageOf = (id: number) => ({ order_id: id, correlation_id: 'retry-test' });

test('resends a lost order at once, resets its relay, and the order is completed', async () => {
  const id = await placeLost();
  expect(await retry(id)).toMatchObject({
    status: 200,
    body: { order_id: id, status: 'Pending', sent: true },
  });
  const state = await stateOf(id);
  expect(state).toMatchObject({ status: 'Pending', relay_count: 0 });
  expect(state?.seconds_to_relay).toBeGreaterThan(0);
  expect(state?.seconds_to_relay).toBeLessThanOrEqual(30);
  const messages = await queuedMessages();
  expect(messages).toContainEqual(messageOf(id));
  expect(await deliver(processOrder, messages)).toEqual([]);
  expect(await stateOf(id)).toMatchObject({ status: 'Completed' });
});

test('without a broker the order becomes due for the relay', async () => {
  const id = await placeLost();
  const { AWS_ENDPOINT_URL_SQS, ORDER_QUEUE_URL } = process.env;
  process.env['AWS_ENDPOINT_URL_SQS'] = 'http://127.0.0.1:1';
  process.env['ORDER_QUEUE_URL'] = 'http://127.0.0.1:1/000000000000/orders';
  const queue = openOrderQueue();
  const by = { accountId: baker.id, name: baker.name, role: 'baker', isDemo: false } as const;
  try {
    expect(await retryOrder(database, queue, by, id)).toEqual({
      order_id: id,
      status: 'Pending',
      sent: false,
    });
  } finally {
    Object.assign(process.env, { AWS_ENDPOINT_URL_SQS, ORDER_QUEUE_URL });
    await queue.close();
  }
  const state = await stateOf(id);
  expect(state).toMatchObject({ status: 'Pending', relay_count: 0 });
  expect(state?.seconds_to_relay).toBeLessThanOrEqual(0);
  expect(await queuedMessages()).not.toContainEqual(messageOf(id));
});

test.each(['Processing', 'Completed', 'Rejected', 'Cancelled'])(
  'does not resend an order that is %s, and names its status',
  async (status) => {
    const id = await placeLost();
    await sql(`update orders set status = $2, reason = 'because' where id = $1`, [id, status]);
    expect(await retry(id)).toMatchObject({
      status: 409,
      body: { code: 'not-pending', detail: expect.stringContaining(status) },
    });
    expect(await queuedMessages()).not.toContainEqual(messageOf(id));
    expect(await stateOf(id)).toMatchObject({ relay_count: 3 });
  },
);

test('refuses an order that is decided at the same moment, and names its new status', async () => {
  const id = await placeLost();
  const processor = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await processor.connect();
  try {
    await processor.query('begin');
    await processor.query(`update orders set status = 'Completed' where id = $1`, [id]);
    const answer = retry(id);
    await eventually(async () =>
      expect(
        await sql(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        ),
      ).toHaveLength(1),
    );
    await processor.query('commit');
    expect(await answer).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Completed') },
    });
  } finally {
    await processor.end();
  }
});

test('refuses an invalid request', async () => {
  expect(await retry(2_000_000)).toMatchObject({ status: 404, body: { code: 'unknown-order' } });
  expect(await retry('x')).toMatchObject({ status: 400, body: { errors: [{ path: '/path/id' }] } });
});

test('customers may not retry an order', async () => {
  const pathParameters = { id: String(await placeLost()) };
  const answer = await call(handler, 'POST /staff/orders/{id}/retry', { pathParameters });
  expect(answer.status).toBe(401);
});
