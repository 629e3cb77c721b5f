import { listProductsResponse } from '../../shared/contract/products.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { call, deliver } from '../../tests/support/call.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../tests/support/claims.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { placeAndProcess, placeOrderOf, processOrder } from '../../tests/support/orders.ts';
import { addPool } from '../../tests/support/pools.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
import { handler as cancelOrder } from '../cancel-order/handler.ts';
import { handler as listPickupSlots } from '../list-pickup-slots/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';
const day = addDays(dateAt(new Date(), zone), 3);
const noon = (date: string) => instantAt(date, '12:00', zone).toISOString();

/** The oven has 10 trays a day. A cake takes 3, a tart 2, a planned baguette 1. */
let cake: number;
let tart: number;
let baguette: number;
let oven: number;
beforeEach(async () => {
  cake = await addProduct({ kind: 'made_to_order', name: 'Cake' });
  tart = await addProduct({ kind: 'made_to_order', name: 'Tart' });
  baguette = await addProduct({ kind: 'daily', name: 'Baguette' });
  oven = await addPool(
    10,
    new Map([
      [cake, 3],
      [tart, 2],
      [baguette, 1],
    ]),
  );
});
afterEach(async () => {
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
  expect(await sql(ordersUnlikeClaims)).toEqual([]);
});

type Line = readonly [product_id: number, quantity: number];
const bodyOf = (lines: readonly Line[], date = day) => ({
  lines: lines.map(([product_id, quantity]) => ({ product_id, quantity })),
  pickup_at: noon(date),
});
const order = (lines: readonly Line[], date = day) => placeAndProcess(bodyOf(lines, date));
const plan = (units: number, date = day) =>
  sql('insert into product_dates values ($1, $2, $3, 0)', [baguette, date, units]);

async function takenOf(date = day) {
  const [row] = await sql<{ units: number }>(
    'select units_taken::integer as units from pool_days where pool_id = $1 and date = $2',
    [oven, date],
  );
  return row?.units ?? 0;
}

async function statusOf(id: number) {
  const [row] = await sql<{ status: string; reason: string | null }>(
    'select status, reason from orders where id = $1',
    [id],
  );
  return [row?.status, row?.reason];
}

async function refusalOf(lines: readonly Line[], date = day) {
  const { status, body } = await call(placeOrder, 'POST /order', { body: bodyOf(lines, date) });
  return [status, (body as { code?: string }).code];
}

async function offeredOn(date: string | undefined, product: number) {
  const { body } = await call(listProducts, 'GET /products', { query: date ? { date } : {} });
  const found = listProductsResponse.parse(body).find(({ id }) => id === product);
  return [found?.available, found?.left];
}

async function refusalsOfSlots(lines: readonly Line[], date = day) {
  const { body } = await call(listPickupSlots, 'GET /pickup-slots', {
    query: {
      date,
      product_id: lines.map(([id]) => id).join(','),
      quantity: lines.map(([, quantity]) => quantity).join(','),
    },
  });
  const { slots } = body as { slots: { refusal: string | null }[] };
  return [...new Set(slots.map(({ refusal }) => refusal))];
}

test('an order takes from the pool of its day, and its cancellation gives the units back', async () => {
  const { id, token } = await order([
    [cake, 1],
    [tart, 2],
  ]);
  expect(await takenOf()).toBe(7);
  expect(
    await sql(
      `select line_no, product_id, pool_id, date::text, units from claims
       where order_id = $1 and source = 'pool' order by no`,
      [id],
    ),
  ).toEqual([
    { line_no: 1, product_id: cake, pool_id: oven, date: day, units: 3 },
    { line_no: 2, product_id: tart, pool_id: oven, date: day, units: 4 },
  ]);
  await call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(id) },
    headers: { 'x-order-token': token },
  });
  expect(await takenOf()).toBe(0);
});

test('an undone cancellation takes the units again, unless another order has them', async () => {
  const baker = await signInAs('baker');
  const act = async (id: number, body: object) => {
    await call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
      headers: baker.headers,
      pathParameters: { id: String(id) },
      body,
    });
    await processOrder({ id });
  };
  const { id } = await order([[cake, 2]]);
  await act(id, { action: 'cancel', reason: 'ill' });
  await act(id, { action: 'undo' });
  expect([await takenOf(), await statusOf(id)]).toEqual([6, ['Processing', null]]);
  await act(id, { action: 'cancel', reason: 'ill' });
  await order([[tart, 3]]);
  await act(id, { action: 'undo' });
  expect([await takenOf(), await statusOf(id)]).toEqual([6, ['Rejected', 'fully booked']]);
});

test('a product has as many units left as the pool allows', async () => {
  expect([await offeredOn(undefined, cake), await offeredOn(day, cake)]).toEqual([
    [true, 3],
    [true, 3],
  ]);
  await order([[tart, 2]]);
  expect([await offeredOn(day, cake), await offeredOn(day, tart)]).toEqual([
    [true, 2],
    [true, 3],
  ]);
  await order([[cake, 2]]);
  expect([await offeredOn(day, cake), await offeredOn(addDays(day, 1), cake)]).toEqual([
    [false, 0],
    [true, 3],
  ]);
});

test('a chosen time on a day without enough of the pool is refused at placement and in the slots', async () => {
  await order([[cake, 1]]);
  expect(await refusalOf([[tart, 4]])).toEqual([409, 'pickup-fully-booked']);
  expect(await refusalsOfSlots([[tart, 4]])).toEqual(['fully booked']);
  expect(await refusalsOfSlots([[tart, 3]])).toEqual([null]);
  // Each of the lines fits alone.
  const together: Line[] = [
    [cake, 1],
    [tart, 3],
  ];
  expect(await refusalOf(together)).toEqual([409, 'pickup-fully-booked']);
  expect(await refusalsOfSlots(together)).toEqual(['fully booked']);
  expect(await refusalsOfSlots(together, addDays(day, 1))).toEqual([null]);
});

test('more than the pool has on its largest day is refused at placement', async () => {
  const tooMany = { product_id: tart, quantity: 6 };
  expect(await call(placeOrder, 'POST /order', { body: tooMany })).toMatchObject({
    status: 409,
    body: { code: 'not-enough-left', errors: [{ product_id: tart, left: 5 }] },
  });
  await sql('insert into pool_dates values ($1, $2, 13)', [oven, day]);
  const { id } = await placeAndProcess(tooMany);
  expect(await takenOf()).toBe(12);
  expect(await sql('select pickup_date::text from orders where id = $1', [id])).toEqual([
    { pickup_date: day },
  ]);
});

test('a plan takes from the pool before anything is sold', async () => {
  await plan(6);
  expect(await offeredOn(day, cake)).toEqual([true, 1]);
  expect(await refusalOf([[cake, 2]])).toEqual([409, 'pickup-fully-booked']);
  await order([[baguette, 6]]);
  expect([await takenOf(), await offeredOn(day, cake)]).toEqual([0, [true, 1]]);
});

describe('a daily product that is taken off sale', () => {
  const takeOffSale = () => sql('update products set active = false where id = $1', [baguette]);

  test('keeps the units of the pool that its orders need, up to its plan', async () => {
    await plan(8);
    await takeOffSale();
    expect(await offeredOn(day, cake)).toEqual([true, 3]);
    await sql('update products set active = true where id = $1', [baguette]);
    await order([[baguette, 6]]);
    await takeOffSale();
    expect(await offeredOn(day, cake)).toEqual([true, 1]);
    expect(await refusalOf([[cake, 2]])).toEqual([409, 'pickup-fully-booked']);
    await sql('update product_dates set units = 3 where product_id = $1', [baguette]);
    expect(await offeredOn(day, cake)).toEqual([true, 2]);
  });

  test('gets no units of a pool for a queued order after other orders have taken them', async () => {
    await plan(8);
    const [first, second] = [
      await placeOrderOf(bodyOf([[baguette, 4]])),
      await placeOrderOf(bodyOf([[baguette, 4]])),
    ];
    await takeOffSale();
    await processOrder(first);
    await order([[cake, 2]]);
    await processOrder(second);
    expect([await statusOf(first.id), await statusOf(second.id)]).toEqual([
      ['Processing', null],
      ['Rejected', 'fully booked'],
    ]);
  });
});

test('a plan that is raised while an order is queued leaves the order without units', async () => {
  const queued = await placeOrderOf(bodyOf([[cake, 3]]));
  await plan(2);
  await processOrder(queued);
  expect(await statusOf(queued.id)).toEqual(['Rejected', 'fully booked']);
});

test('a staff override takes more than the pool has, and its units count', async () => {
  const baker = await signInAs('baker');
  const { body } = await call(placeOrder, 'POST /staff/orders', {
    headers: baker.headers,
    body: { ...bodyOf([[cake, 4]]), override_reason: 'a wedding' },
  });
  await processOrder({ id: (body as { order_id: number }).order_id });
  expect([await takenOf(), await offeredOn(day, tart)]).toEqual([12, [false, 0]]);
});

test('orders in batches of two processors take exactly what the pool has', async () => {
  const placed = await Promise.all(
    Array.from({ length: 40 }, (_, at) => placeOrderOf(bodyOf([[at % 2 === 0 ? cake : tart, 1]]))),
  );
  const messages = placed.map(({ id }) => ({ order_id: id, correlation_id: 'test' }));
  await Promise.all([
    deliver(handler, messages.slice(0, 20)),
    deliver(handler, messages.slice(15)),
    deliver(handler, messages.slice(10, 30)),
  ]);
  // One unit may remain, which neither product fits into.
  expect(await takenOf()).toBeGreaterThanOrEqual(9);
  expect(await takenOf()).toBeLessThanOrEqual(10);
});

describe('the previous release', () => {
  test('gives the units back when it deletes the claims of a cancelled order', async () => {
    const { id } = await order([[cake, 2]]);
    await sql(
      `with released as (delete from claims where order_id = $1 returning *), cancelled as (
         update orders set status = 'Cancelled' where id = $1
       ), capacity as (
         update baking_days d set units_taken = d.units_taken - r.units from released r
         where source = 'capacity' and d.product_id = r.product_id and d.date = r.date
       ), span as (
         update pickup_spans s set units_taken = s.units_taken - r.units from released r
         where source = 'slot' and s.starts_at = r.starts_at and s.ends_at = r.ends_at
       )
       update pickup_slots s set units_taken = s.units_taken - r.units from released r
       where source = 'slot' and s.starts_at = r.starts_at`,
      [id],
    );
    expect(await takenOf()).toBe(0);
  });
});
