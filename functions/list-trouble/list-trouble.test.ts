import { listDaysResponse } from '../../shared/contract/days.ts';
import { listTroubleResponse } from '../../shared/contract/trouble.ts';
import { database } from '../../shared/db/database.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { insertOrder } from '../../tests/support/insert-order.ts';
import { call } from '../../tests/support/call.ts';
import { placeAndProcess, type PlacedOrder } from '../../tests/support/orders.ts';
import { addPool } from '../../tests/support/pools.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler as cancelOrder } from '../cancel-order/handler.ts';
import { handler as listDays } from '../list-days/handler.ts';
import { handler } from './handler.ts';
import { listTrouble } from './list-trouble.ts';

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

async function list() {
  const { headers } = await signInAs('baker');
  const { status, body } = await call(handler, 'GET /staff/trouble', { headers });
  expect(status).toBe(200);
  return listTroubleResponse.parse(body);
}

const listed = async () => (await list()).orders;

beforeEach(async () => {
  await sql(`update orders set status = 'Cancelled'`);
  // Cancelling by hand frees no units.
  await sql('truncate baking_days, pool_days, pickup_slots, pickup_spans, claims');
});

async function cancel({ id, token }: PlacedOrder) {
  await call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(id) },
    headers: { 'x-order-token': token },
  });
}

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

describe('an order of a past day', () => {
  const zone = 'Asia/Kolkata';
  const today = dateAt(new Date(), zone);
  const noonOf = (daysAgo: number) => instantAt(addDays(today, -daysAgo), '12:00', zone);

  async function accept(daysAgo: number, change = `status = 'Completed'`, name?: string) {
    const id = await place(0, name);
    await sql(`update orders set ${change}, pickup_at = $2, pickup_date = $3 where id = $1`, [
      id,
      noonOf(daysAgo),
      addDays(today, -daysAgo),
    ]);
    return id;
  }

  test('is listed until it is picked up or missed, the latest day first', async () => {
    const ready = await accept(2, `status = 'Completed', customer_phone = '030 1234'`, 'Emma');
    const confirmed = await accept(3, `status = 'Processing'`);
    await accept(0);
    await accept(-1);
    await accept(2, `status = 'Completed', collected_at = now()`);
    await accept(2, `status = 'Processing', missed_at = now()`);
    await accept(2, `status = 'Cancelled'`);
    await accept(2, `status = 'Pending'`);
    const { uncollected } = await list();
    expect(uncollected).toEqual({
      orders: [
        {
          order_id: ready,
          status: 'Completed',
          completed_by: null,
          pickup_date: addDays(today, -2),
          pickup_at: noonOf(2).toISOString(),
          customer: { name: 'Emma', phone: '030 1234' },
          units: 1,
        },
        expect.objectContaining({ order_id: confirmed, status: 'Processing', customer: null }),
      ],
      count: 2,
      older_orders: [],
      older: 0,
    });
  });

  test('is listed apart after 14 days, the latest day first', async () => {
    const oldest = await accept(400, `status = 'Processing'`);
    const old = await accept(16, undefined, 'Emma');
    const listed = await accept(14);
    await accept(20, `status = 'Completed', missed_at = now()`);
    const { uncollected } = await list();
    expect(uncollected).toMatchObject({
      orders: [{ order_id: listed }],
      count: 1,
      older_orders: [
        { order_id: old, pickup_date: addDays(today, -16), customer: { name: 'Emma' } },
        { order_id: oldest, status: 'Processing' },
      ],
      older: 2,
    });
  });

  test('is listed apart with at most 199 others, as many as one request ends', async () => {
    await sql(
      `with placed as (
         insert into orders (status, correlation_id, request_hash, pickup_date)
         select 'Completed', 'test', 'test', $1 from generate_series(1, 201) returning id
       )
       insert into order_lines (order_id, line_no, product_id, quantity, product_name, unit_price_minor)
       select id, 1, 1, 1, 'Cake', 100 from placed`,
      [addDays(today, -30)],
    );
    const { older, older_orders: olderOrders } = (await list()).uncollected;
    expect([older, olderOrders.length]).toEqual([201, 200]);
  });

  test('is listed when its opening hours after midnight are over', async () => {
    const [before] = await sql<{ opening_hours: object }>('select opening_hours from settings');
    const late = Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map((day) => [day, [{ from: '22:00', to: '03:00' }]]),
    );
    await sql('update settings set opening_hours = $1', [late]);
    const id = await accept(1);
    const listedAt = async (time: string) => {
      const { uncollected } = await listTrouble(database, instantAt(today, time, zone));
      return uncollected.orders.map(({ order_id }) => order_id);
    };
    expect(await listedAt('02:59')).toEqual([]);
    expect(await listedAt('03:00')).toEqual([id]);
    await sql('update settings set opening_hours = $1', [before?.opening_hours]);
  });

  test('is one of at most 500 listed orders, and all are counted', async () => {
    await sql(
      `with placed as (
         insert into orders (status, placed_at, pickup_at, pickup_date, correlation_id, request_hash)
         select 'Completed', $1, $1, $2, 'test', 'test' from generate_series(1, 501) returning id
       )
       insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name)
       select id, 1, $3, 1, 100, 'Bread' from placed`,
      [noonOf(2), addDays(today, -2), await addProduct()],
    );
    const { uncollected } = await list();
    expect(uncollected.orders).toHaveLength(500);
    expect(uncollected.count).toBe(501);
  });
});

describe('a supply that is short', () => {
  const zone = 'Asia/Kolkata';
  const day = addDays(dateAt(new Date(), zone), 3);
  const noon = instantAt(day, '12:00', zone).toISOString();
  const order = (product_id: number, quantity: number, name: string) =>
    placeAndProcess({ product_id, quantity, pickup_at: noon, customer: { name } });
  const shortfalls = async () => (await list()).shortfalls;
  const counted = async () => {
    const { headers } = await signInAs('manager');
    const { body } = await call(listDays, 'GET /staff/days', { headers });
    return listDaysResponse.parse(body).needs_attention;
  };

  test('is listed with its orders after a plan was lowered, until an order is cancelled', async () => {
    const croissant = await addProduct({ kind: 'daily', name: 'Croissant' });
    await sql('insert into product_dates values ($1, $2, 10, 0)', [croissant, day]);
    const emma = await order(croissant, 6, 'Emma');
    const noah = await order(croissant, 4, 'Noah');
    expect(await shortfalls()).toEqual([]);
    await sql('update product_dates set units = 6 where product_id = $1', [croissant]);
    const concerned = { pickup_at: noon };
    expect(await shortfalls()).toEqual([
      {
        of: 'product',
        product_id: croissant,
        name: 'Croissant',
        date: day,
        short_by: 4,
        orders: [
          { ...concerned, order_id: emma.id, customer_name: 'Emma', units: 6 },
          { ...concerned, order_id: noah.id, customer_name: 'Noah', units: 4 },
        ],
      },
    ]);
    expect(await counted()).toBe(1);
    await cancel(noah);
    expect([await shortfalls(), await counted()]).toEqual([[], 0]);
  });

  test('is listed after a capacity was lowered, and not when its orders were picked up', async () => {
    const cake = await addProduct({ kind: 'made_to_order', name: 'Cake', daily_capacity: 3 });
    const { id } = await order(cake, 3, 'Emma');
    await sql('update products set daily_capacity = 2 where id = $1', [cake]);
    expect(await shortfalls()).toMatchObject([
      { of: 'product', name: 'Cake', short_by: 1, orders: [{ order_id: id, units: 3 }] },
    ]);
    await sql('update orders set collected_at = now() where id = $1', [id]);
    expect(await shortfalls()).toEqual([]);
  });

  test('is listed after a pool was lowered, with the units that each order takes of it', async () => {
    const cake = await addProduct({ kind: 'made_to_order' });
    const pool = await addPool(10, new Map([[cake, 3]]));
    const { id } = await order(cake, 2, 'Emma');
    await sql('insert into pool_dates values ($1, $2, 5)', [pool, day]);
    expect(await shortfalls()).toMatchObject([
      {
        of: 'pool',
        pool_id: pool,
        unit: 'trays',
        date: day,
        short_by: 1,
        orders: [{ order_id: id, units: 6 }],
      },
    ]);
    await sql('delete from pool_dates');
    expect(await shortfalls()).toEqual([]);
  });

  test('is listed without orders when plans alone exceed a pool', async () => {
    const baguette = await addProduct({ kind: 'daily' });
    const pool = await addPool(10, new Map([[baguette, 1]]));
    await sql('insert into product_dates values ($1, $2, 12, 0)', [baguette, day]);
    expect(await shortfalls()).toMatchObject([
      { of: 'pool', pool_id: pool, short_by: 2, orders: [] },
    ]);
    await sql('delete from product_dates where product_id = $1', [baguette]);
  });

  test('stays listed after its orders were picked up when plans alone exceed a pool', async () => {
    const [baguette, cake] = [
      await addProduct({ kind: 'daily' }),
      await addProduct({ kind: 'made_to_order' }),
    ];
    const pool = await addPool(
      10,
      new Map([
        [baguette, 1],
        [cake, 1],
      ]),
    );
    const { id } = await order(cake, 1, 'Emma');
    await sql('insert into product_dates values ($1, $2, 20, 0)', [baguette, day]);
    await sql('update orders set collected_at = now() where id = $1', [id]);
    expect(await shortfalls()).toMatchObject([
      { of: 'pool', pool_id: pool, short_by: 11, orders: [] },
    ]);
    await sql('delete from product_dates where product_id = $1', [baguette]);
  });

  test('is listed after the capacity of a slot was lowered', async () => {
    const bread = await addProduct({ stock: 10 });
    const [first, second] = [await order(bread, 4, 'Emma'), await order(bread, 3, 'Noah')];
    const [before] = await sql<{ units: number }>('select slot_capacity as units from settings');
    await sql('update settings set slot_capacity = 5');
    expect(await shortfalls()).toMatchObject([
      {
        of: 'slot',
        starts_at: noon,
        date: day,
        short_by: 2,
        orders: [
          { order_id: first.id, units: 4 },
          { order_id: second.id, units: 3 },
        ],
      },
    ]);
    await sql('update settings set slot_capacity = $1', [before?.units]);
  });

  test('that is past is not listed', async () => {
    const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 1 });
    await sql(`insert into baking_days values ($1, $2, 9)`, [cake, addDays(day, -4)]);
    expect(await shortfalls()).toEqual([]);
  });
});

test('refuses a request without a session', async () => {
  expect((await call(handler, 'GET /staff/trouble')).status).toBe(401);
});
