import { randomUUID } from 'node:crypto';
import { listDaysResponse } from '../../shared/contract/days.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { bakeryResponse } from '../../shared/contract/settings.ts';
import { getBakery } from '../../shared/db/settings.ts';
import { database } from '../../shared/db/database.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { call, type Call } from '../../tests/support/call.ts';
import { addProduct, sql, stockOf } from '../../tests/support/database.ts';
import { placeAndProcess, placeOrderOf, processOrder } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
import { handler as getBakeryHandler } from '../get-bakery/handler.ts';
import { handler as listDays } from '../list-days/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler } from './handler.ts';

let baker: SignedInStaff;
let bread: number;
beforeAll(async () => {
  baker = await signInAs('baker');
  bread = await addProduct({ stock: 1_000 });
});
afterEach(() => resume());

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const pause = (body: object = {}) =>
  call(handler, 'PUT /staff/pause', {
    headers: baker.headers,
    body: { until: inMinutes(30), message: 'The oven is cold', ...body },
  });
const resume = () => call(handler, 'DELETE /staff/pause', { headers: baker.headers });
const order = (body: object = {}, headers: Call['headers'] = {}) =>
  call(placeOrder, 'POST /order', { headers, body: { product_id: bread, quantity: 1, ...body } });
const paused = { status: 409, body: { code: 'paused' } };

async function countOrders() {
  const [row] = await sql<{ count: number }>('select count(*)::integer as count from orders');
  return row?.count;
}

test('a pause refuses online orders, with and without a pickup time, and writes nothing', async () => {
  await pause({ until: inMinutes(2) });
  const before = await countOrders();
  const refused = await order();
  expect(refused).toMatchObject(paused);
  const retryAfter = Number(refused.headers['retry-after']);
  expect(retryAfter).toBeGreaterThan(60);
  expect(retryAfter).toBeLessThanOrEqual(120);
  const tomorrow = addDays(dateAt(new Date(), 'Asia/Kolkata'), 1);
  const pickup_at = instantAt(tomorrow, '12:00', 'Asia/Kolkata').toISOString();
  expect(await order({ pickup_at })).toMatchObject(paused);
  // The reason that the customer can do nothing about comes first.
  expect(await order({ pickup_at: '2026-01-01T12:00:00Z' })).toMatchObject(paused);
  expect(await countOrders()).toBe(before);
});

test('orders are accepted again when the pause is over, and when staff end it', async () => {
  await pause();
  await sql(`update settings set paused_until = now() - interval '1 millisecond'`);
  expect((await order()).status).toBe(201);
  await pause();
  expect((await resume()).status).toBe(204);
  expect((await order()).status).toBe(201);
  expect((await resume()).status).toBe(204);
});

test('a repeated request gets the order of before the pause', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const { order_id } = placeOrderResponse.parse((await order({}, headers)).body);
  await pause();
  expect(await order({}, headers)).toMatchObject({ status: 201, body: { order_id } });
});

test('a pause refuses neither pending orders, nor orders at the counter, nor an undo', async () => {
  const pending = await placeOrderOf({ product_id: bread, quantity: 1 });
  const accepted = await placeAndProcess({ product_id: bread, quantity: 1 });
  const act = (action: object) =>
    call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
      headers: baker.headers,
      pathParameters: { id: String(accepted.id) },
      body: action,
    });
  expect((await act({ action: 'cancel', reason: 'Called' })).status).toBe(200);
  await pause();
  const stock = await stockOf(bread);
  await processOrder(pending);
  expect(await stockOf(bread)).toBe((stock ?? 0) - 1);
  expect(await act({ action: 'undo' })).toMatchObject({
    status: 200,
    body: { status: 'Pending' },
  });
  await processOrder(accepted);
  expect(await sql('select status from orders where id = $1', [accepted.id])).toEqual([
    { status: 'Completed' },
  ]);
  const atCounter = await call(placeOrder, 'POST /staff/orders', {
    headers: baker.headers,
    body: { lines: [{ product_id: bread, quantity: 1 }] },
  });
  expect(atCounter.status).toBe(201);
});

test('the shop and the board see the pause until it is over', async () => {
  const shown = async () => {
    const shop = await call(getBakeryHandler, 'GET /bakery');
    const board = await call(listDays, 'GET /staff/days', { headers: baker.headers });
    return [bakeryResponse.parse(shop.body).pause, listDaysResponse.parse(board.body).pause];
  };
  expect(await shown()).toEqual([null, null]);
  const answer = await pause();
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ message: 'The oven is cold' });
  expect(await shown()).toEqual([answer.body, answer.body]);
  const { until } = answer.body as { until: string };
  expect((await getBakery(database, new Date(until))).pause).toBeNull();
  const longer = (await pause({ until: inMinutes(90), message: '' })).body;
  expect(await shown()).toEqual([longer, longer]);
  await resume();
  expect(await shown()).toEqual([null, null]);
});

test.each([
  ['a time that is over', { until: inMinutes(-1) }, '/until'],
  ['a time more than a week away', { until: inMinutes(7 * 24 * 60 + 5) }, '/until'],
  ['no time', { until: undefined }, '/until'],
  ['a time that is none', { until: 'soon' }, '/until'],
  ['too long a text', { message: 'a'.repeat(201) }, '/message'],
  ['an unknown field', { minutes: 30 }, '/minutes'],
])('refuses %s and pauses nothing', async (_, body, path) => {
  expect(await pause(body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  expect((await order()).status).toBe(201);
});
