import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { handler } from './handler.ts';

const get = (id: string) => call(handler, 'GET /order/{id}', { pathParameters: { id } });

async function insertOrder(status: string, reason: string | null = null): Promise<number> {
  const [row] = await sql<{ id: number }>(
    `insert into orders (status, reason, correlation_id, request_hash)
     values ($1, $2, 'test', 'test') returning id`,
    [status, reason],
  );
  return row?.id ?? 0;
}

test('the first order of a new database has the number 101', async () => {
  expect(await insertOrder('Completed')).toBe(101);
  expect(await get('101')).toMatchObject({
    status: 200,
    body: { order_id: 101, status: 'Completed' },
  });
});

test('an order in good standing tells its number and its status and nothing else', async () => {
  const id = await insertOrder('Processing');
  expect((await get(String(id))).body).toEqual({ order_id: id, status: 'Processing' });
});

test('a rejected order tells why', async () => {
  const id = await insertOrder('Rejected', 'sold out');
  expect((await get(String(id))).body).toEqual({
    order_id: id,
    status: 'Rejected',
    reason: 'sold out',
  });
});

test('an order that does not exist is not found', async () => {
  expect(await get('999999')).toMatchObject({
    status: 404,
    headers: { 'content-type': 'application/problem+json' },
    body: { status: 404, code: 'unknown-order' },
  });
});

test.each(['abc', '0', '-1', '1.5', '0x65', '101 ', '٣', '2147483648', '99999999999999999999'])(
  'the order number %j is refused with the path of the fault',
  async (id) => {
    expect(await get(id)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: [{ path: '/path/id' }] },
    });
  },
);
