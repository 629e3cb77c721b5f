import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { readiness } from '../../shared/contract/health.ts';
import { handler } from './handler.ts';

test('is alive without checking any dependency', async () => {
  expect(await call(handler, 'GET /health')).toMatchObject({
    status: 200,
    body: { status: 'alive' },
  });
});

test('is ready while the database and the queue answer', async () => {
  const { status, body } = await call(handler, 'GET /health/ready');
  expect(status).toBe(200);
  expect(readiness.parse(body)).toEqual({
    status: 'ready',
    database: 'up',
    queue: 'up',
    processor: 'up',
    oldest_pending_seconds: null,
  });
});

test('reports how long the oldest Pending order has been waiting', async () => {
  await sql(
    `insert into orders (status, correlation_id, request_hash, placed_at)
     values ('Pending', 'test', 'test', now() - interval '90 seconds'),
            ('Pending', 'test', 'test', now()),
            ('Completed', 'test', 'test', now() - interval '1 day')`,
  );
  const { body } = await call(handler, 'GET /health/ready');
  expect(readiness.parse(body).oldest_pending_seconds).toBeCloseTo(90, -1);
});

describe('reports whether orders are processed', () => {
  /** Inserts an order that was placed, and optionally processed, this number of seconds ago. */
  const place = (placed: number, processed?: number) =>
    sql(
      `with placed as (
         insert into orders (status, correlation_id, request_hash, placed_at)
         values ($1, 'test', 'test', now() - $2 * interval '1 second') returning id
       )
       insert into order_timeline (order_id, from_status, to_status, by, at)
       select id, 'Pending', 'Completed', 'processor', now() - $3 * interval '1 second'
       from placed where $3::integer is not null`,
      [processed === undefined ? 'Pending' : 'Completed', placed, processed ?? null],
    );

  beforeEach(async () => {
    await sql('delete from order_timeline');
    await sql('delete from orders');
  });

  test.each([
    ['no order waits', [[60, 59]], 'ready', 'up'],
    ['an order was just placed', [[60, 59], [2]], 'ready', 'up'],
    ['an order waits and nothing has been processed since', [[60, 59], [30]], 'degraded', 'down'],
    ['the first order waits', [[30]], 'degraded', 'down'],
    ['a message fails and later orders are processed', [[300], [20, 19]], 'ready', 'up'],
    ['the processed order is dated ahead', [[60, -86_400], [30]], 'degraded', 'down'],
    ['a long queue is being processed', [[90, 1], [60]], 'ready', 'up'],
  ] as const)('when %s', async (_, orders, status, processor) => {
    for (const [placed, processed] of orders) await place(placed, processed);
    const { body } = await call(handler, 'GET /health/ready');
    expect(readiness.parse(body)).toMatchObject({ status, processor });
  });

  test('counts an order that is dated ahead as waiting after its first relay', async () => {
    await place(-86_400);
    const ready = async () => readiness.parse((await call(handler, 'GET /health/ready')).body);
    expect(await ready()).toMatchObject({ status: 'ready', oldest_pending_seconds: 0 });
    await sql('update orders set relay_count = 1');
    expect(await ready()).toMatchObject({ status: 'degraded', oldest_pending_seconds: 30 });
  });
});
