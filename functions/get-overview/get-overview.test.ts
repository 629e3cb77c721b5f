import { overviewResponse } from '../../shared/contract/overview.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { movePickup, placeAndProcess, placeOrderOf } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';
const today = dateAt(new Date(), zone);

let manager: SignedInStaff;
let bread: number;
let cake: number;
beforeAll(async () => {
  manager = await signInAs('manager');
  bread = await addProduct({ stock: 1_000, price_minor: 250 });
  cake = await addProduct({ kind: 'made_to_order', price_minor: 1_999 });
});
beforeEach(() => sql('truncate order_timeline, order_lines, stock_movements, orders'));

const ask = (headers: Record<string, string> = {}) =>
  call(handler, 'GET /staff/overview', { headers: { ...manager.headers, ...headers } });

async function getDays() {
  const { status, body } = await ask();
  expect(status).toBe(200);
  return overviewResponse.parse(body).days;
}

/** An order for noon of a day. */
async function orderFor(daysAhead: number, product: number, quantity: number) {
  const { id } = await placeAndProcess({ product_id: product, quantity });
  await movePickup([id], instantAt(addDays(today, daysAhead), '12:00', zone));
  return id;
}

const act = (id: number, body: object) =>
  call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
    headers: manager.headers,
    pathParameters: { id: String(id) },
    body,
  });

test('has the orders, pieces and revenue of today and tomorrow by pickup day', async () => {
  await orderFor(0, bread, 4);
  const collected = await orderFor(0, bread, 2);
  await act(collected, { action: 'collect' });
  const missed = await orderFor(0, bread, 5);
  await sql('update orders set missed_at = now() where id = $1', [missed]);
  await orderFor(1, cake, 3);
  await orderFor(2, cake, 1);
  const cancelled = await orderFor(1, bread, 50);
  await act(cancelled, { action: 'cancel', reason: 'ill' });
  expect(await getDays()).toEqual([
    expect.objectContaining({
      date: today,
      orders: expect.objectContaining({ completed: 1, collected: 1, missed: 1 }) as object,
      pieces: 11,
      made_to_order: 0,
      revenue: 15,
    }),
    expect.objectContaining({
      date: addDays(today, 1),
      orders: expect.objectContaining({ processing: 1, cancelled: 1 }) as object,
      pieces: 3,
      made_to_order: 1,
      revenue: 59.97,
    }),
  ]);
});

test('an order that waits for the processor, or is in another currency, has no revenue', async () => {
  const { id } = await placeOrderOf({ product_id: bread, quantity: 1 });
  await movePickup([id], instantAt(today, '12:00', zone));
  const other = await orderFor(0, bread, 1);
  await sql(`update orders set currency = 'EUR' where id = $1`, [other]);
  expect((await getDays())[0]).toMatchObject({ pieces: 2, revenue: 0 });
});

test('names the products that are sold out, for the day on which they are', async () => {
  const gone = await addProduct({ name: 'Gone', stock: 0 });
  await addProduct({ name: 'Gone and off sale', stock: 0, active: false });
  const full = await addProduct({ name: 'Full', kind: 'made_to_order', daily_capacity: 3 });
  await sql('insert into baking_days values ($1, $2, 3), ($1, $3, 2)', [
    full,
    addDays(today, 1),
    today,
  ]);
  const soldOut = (await getDays()).map(({ sold_out }) => sold_out);
  const shelf = { product_id: gone, name: 'Gone' };
  expect(soldOut).toEqual([[shelf], [shelf, { product_id: full, name: 'Full' }]]);
});

test('says whether a day is closed, and how many orders need attention', async () => {
  await sql(`insert into closures values ($1, 'Holiday')`, [addDays(today, 1)]);
  const { id } = await placeOrderOf({ product_id: bread, quantity: 1 });
  await sql('update orders set attempts = 1 where id = $1', [id]);
  await orderFor(-2, bread, 1);
  expect((await ask()).body).toMatchObject({
    currency: 'INR',
    days: [
      { is_open: true, closure: null, special_day: null },
      { is_open: false, closure: 'Holiday', special_day: { message: 'Holiday', hours: [] } },
    ],
    needs_attention: 2,
  });
  await sql('truncate closures');
});

test('returns 304 while nothing has changed', async () => {
  const { headers } = await ask();
  expect((await ask({ 'if-none-match': String(headers['etag']) })).status).toBe(304);
});
