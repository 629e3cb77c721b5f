import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { placeAndProcess, placeOrderOf } from '../../tests/support/orders.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { orderResponse } from '../../shared/contract/orders.ts';
import { database } from '../../shared/db/database.ts';
import { insertOrder as insertNewOrder } from '../../tests/support/insert-order.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
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

test('an accepted order shows its number and its status and nothing else', async () => {
  const id = await insertOrder('Processing');
  expect((await get(String(id))).body).toEqual({ order_id: id, status: 'Processing' });
});

test('a rejected order shows the reason', async () => {
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
  'refuses the order number %j with the path of the fault',
  async (id) => {
    expect(await get(id)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: [{ path: '/path/id' }] },
    });
  },
);

describe('a request with a token', () => {
  const open = (id: number, token: string) =>
    call(handler, 'GET /order/{id}', {
      pathParameters: { id: String(id) },
      headers: { 'x-order-token': token },
    });

  test('shows the whole order without the actors of its timeline', async () => {
    const cake = await addProduct({
      name: 'Plum Cake',
      price_minor: 1_250,
      allergens: ['eggs'],
      traces: ['nuts'],
    });
    const outcome = await insertNewOrder(database, {
      lines: [{ product_id: cake, quantity: 2, note: 'sliced' }],
      customer: { name: 'Emma', phone: '030 123456' },
      pickupAt: new Date('2026-12-01T06:30:00Z'),
      correlationId: 'test',
      idempotencyKey: null,
      requestHash: 'test',
    });
    const id = outcome.order_id;
    const { status, body } = await open(id, outcome.token);
    expect(status).toBe(200);
    expect(orderResponse.parse(body)).toEqual({
      order_id: id,
      status: 'Pending',
      placed_at: expect.any(String),
      pickup_at: '2026-12-01T06:30:00.000Z',
      pickup_date: null,
      collected_at: null,
      completed_by: null,
      missed_at: null,
      customer: { name: 'Emma', phone: '030 123456', email: null },
      lines: [
        {
          product_id: cake,
          name: 'Plum Cake',
          quantity: 2,
          unit_price: 12.5,
          allergens: ['eggs'],
          traces: ['nuts'],
          note: 'sliced',
          options: [],
          picture: null,
        },
      ],
      currency: 'INR',
      total: 25,
      may_cancel: true,
      cancel_until: null,
      timeline: [{ at: expect.stringMatching(/Z$/), from: null, to: 'Pending', reason: null }],
    });
  });

  test('shows until when an order that was set aside can be cancelled, and which part completed it', async () => {
    const { id, token } = await placeAndProcess({ product_id: await addProduct(), quantity: 1 });
    const order = orderResponse.parse((await open(id, token)).body);
    expect(order).toMatchObject({
      status: 'Completed',
      completed_by: 'processor',
      may_cancel: true,
      cancel_until: order.pickup_at,
    });
    await sql('update orders set cancel_until = now() where id = $1', [id]);
    expect((await open(id, token)).body).toMatchObject({
      may_cancel: false,
      cancel_until: expect.any(String),
    });
  });

  test('keeps the deadline of a made-to-order product when the cut-off becomes earlier', async () => {
    const cake = await addProduct({ kind: 'made_to_order', lead_time_hours: 48 });
    const { id, token } = await placeAndProcess({ product_id: cake, quantity: 1 });
    const deadlineNow = async () => orderResponse.parse((await open(id, token)).body).cancel_until;
    const before = await deadlineNow();
    expect(before).toMatch(/T12:30:00.000Z$/);
    await sql(`update settings set cut_off = '09:00'`);
    expect(await deadlineNow()).toBe(before);
    await sql(`update settings set cut_off = '18:00'`);
  });

  test('has no deadline for an order that staff have packed', async () => {
    const { headers } = await signInAs('baker');
    const cake = await addProduct({ kind: 'made_to_order', lead_time_hours: 48 });
    const { id, token } = await placeAndProcess({ product_id: cake, quantity: 1 });
    await call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
      headers,
      pathParameters: { id: String(id) },
      body: { action: 'complete' },
    });
    expect((await open(id, token)).body).toMatchObject({
      status: 'Completed',
      completed_by: 'staff',
      may_cancel: false,
      cancel_until: null,
    });
  });

  test('undeclared allergens of an order stay undeclared', async () => {
    const bun = await addProduct();
    await sql('update products set allergens_declared = false where id = $1', [bun]);
    const { id, token } = await placeAndProcess({ product_id: bun, quantity: 1 });
    await sql(`update products set allergens = '{eggs}' where id = $1`, [bun]);
    expect((await open(id, token)).body).toMatchObject({ lines: [{ allergens: null }] });
  });

  test("refuses another order's token", async () => {
    const id = await insertOrder('Completed');
    expect(await open(id, '0'.repeat(32))).toMatchObject({
      status: 403,
      body: { code: 'wrong-token' },
    });
    expect((await open(id, 'guess')).status).toBe(400);
    expect((await open(999_999, '0'.repeat(32))).status).toBe(404);
  });
});

test('shows staff an order with its timeline, the actors and the link of its receipt', async () => {
  const { headers } = await signInAs('baker');
  const { id, token } = await placeAndProcess({ product_id: await addProduct(), quantity: 2 });
  const answer = await call(handler, 'GET /staff/orders/{id}', {
    headers,
    pathParameters: { id: String(id) },
  });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      order_id: id,
      status: 'Completed',
      completed_by: 'processor',
      units: 2,
      token,
      placed_by: null,
      timeline: [
        { from: null, to: 'Pending', by: 'customer' },
        { from: 'Pending', to: 'Completed', by: 'processor' },
      ],
    },
  });
  const unknown = { headers, pathParameters: { id: '999999' } };
  expect((await call(handler, 'GET /staff/orders/{id}', unknown)).status).toBe(404);
});

test('hides the reason of a cancellation by staff from requests without the token', async () => {
  const { id, token } = await placeOrderOf({ product_id: await addProduct(), quantity: 1 });
  await sql(`update orders set status = 'Cancelled', reason = 'is in hospital' where id = $1`, [
    id,
  ]);
  expect((await get(String(id))).body).toEqual({ order_id: id, status: 'Cancelled' });
  const own = { pathParameters: { id: String(id) }, headers: { 'x-order-token': token } };
  expect((await call(handler, 'GET /order/{id}', own)).body).toMatchObject({
    reason: 'is in hospital',
  });
});
