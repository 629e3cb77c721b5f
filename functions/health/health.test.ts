import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { readiness } from '../../shared/contract/health.ts';
import { handler } from './handler.ts';

test('is alive without looking at anything it depends on', async () => {
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
    oldest_pending_seconds: null,
  });
});

test('tells how long the oldest Pending order has been waiting', async () => {
  await sql(
    `insert into orders (status, correlation_id, request_hash, placed_at)
     values ('Pending', 'test', 'test', now() - interval '90 seconds'),
            ('Pending', 'test', 'test', now()),
            ('Completed', 'test', 'test', now() - interval '1 day')`,
  );
  const { body } = await call(handler, 'GET /health/ready');
  expect(readiness.parse(body).oldest_pending_seconds).toBeCloseTo(90, -1);
});
