/**
 * Orders of a release without claims. A test makes them from orders of this release: without their claims and their
 * business day they are as that release has left them.
 */
import { handler as cancelOrder } from '../../functions/cancel-order/handler.ts';
import { call } from '../../tests/support/call.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../tests/support/claims.ts';
import { addProduct, sql, stockOf } from '../../tests/support/database.ts';
import { addPool } from '../../tests/support/pools.ts';
import {
  placeAndProcess,
  placeOrderOf,
  type PlacedOrder,
  processOrder,
} from '../../tests/support/orders.ts';
import { addDays, dateAt, instantAt } from '../domain/calendar.ts';
import { database } from './database.ts';
import { writeEarlierClaims } from './earlier-claims.ts';

const zone = 'Asia/Kolkata';
const day = addDays(dateAt(new Date(), zone), 3);
const at = (time: string) => instantAt(day, time, zone).toISOString();

let bread: number;
let cake: number;

beforeEach(async () => {
  bread = await addProduct({ stock: 50 });
  cake = await addProduct({ kind: 'made_to_order', daily_capacity: 20 });
});

/** One order of each kind that an earlier release may have accepted. */
async function acceptAll(): Promise<PlacedOrder[]> {
  const breads = { product_id: bread, quantity: 2 };
  const cakes = { product_id: cake, quantity: 1 };
  return [
    await placeAndProcess({ lines: [breads] }),
    await placeAndProcess({ lines: [breads], pickup_at: at('12:00') }),
    await placeAndProcess({ lines: [breads, cakes, breads, cakes], pickup_at: at('12:00') }),
    await placeAndProcess({ lines: [cakes], pickup_at: at('18:30') }),
  ];
}

async function forgetClaims() {
  await sql('truncate claims');
  await sql('update orders set pickup_date = null');
}

const claims = () =>
  sql(
    `select order_id, no, line_no, source, product_id, date::text, starts_at, ends_at, units
     from claims order by order_id, no`,
  );
const faults = () => sql(`${figuresUnlikeClaims} union all ${ordersUnlikeClaims}`);

const cancel = ({ id, token }: PlacedOrder) =>
  call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(id) },
    headers: { 'x-order-token': token },
  });

test('writes the claims and the business day that the orders would have had', async () => {
  await acceptAll();
  await placeOrderOf({ product_id: bread, quantity: 1 });
  await cancel(await placeAndProcess({ product_id: cake, quantity: 1 }));
  const [first, second] = await Promise.all(
    [30, 30].map((quantity) => placeOrderOf({ product_id: bread, quantity })),
  );
  for (const order of [first, second]) if (order) await processOrder(order);
  const before = await claims();
  expect(before.length).toBeGreaterThan(8);
  const dates = () => sql(`select id, pickup_date::text from orders where status <> 'Cancelled'`);
  const datesBefore = await dates();
  await forgetClaims();
  const written = await writeEarlierClaims(database, 1_000);
  expect(written).toBeGreaterThanOrEqual(4);
  expect(await claims()).toEqual(before);
  expect(new Set(await dates())).toEqual(new Set(datesBefore));
  expect(await faults()).toEqual([]);
  expect(await writeEarlierClaims(database, 1_000)).toBe(0);
});

test('writes the claims of at most the given number of orders, the first ones first', async () => {
  const orders = await acceptAll();
  await writeEarlierClaims(database, 1_000);
  await forgetClaims();
  const [first] = await sql<{ id: number }>(
    `select min(id) as id from orders where status in ('Processing', 'Completed')`,
  );
  expect(await writeEarlierClaims(database, 1)).toBe(1);
  expect(new Set((await claims()).map((row) => (row as { order_id: number }).order_id))).toEqual(
    new Set([first?.id]),
  );
  expect(await writeEarlierClaims(database, 1_000)).toBeGreaterThanOrEqual(orders.length - 1);
});

test('a cancellation releases everything that an order without claims holds', async () => {
  const order = await placeAndProcess({
    lines: [
      { product_id: bread, quantity: 2 },
      { product_id: cake, quantity: 3 },
    ],
  });
  await forgetClaims();
  expect((await cancel(order)).status).toBe(200);
  expect(await stockOf(bread)).toBe(50);
  expect(
    await sql('select sum(units_taken)::integer as units from baking_days where product_id = $1', [
      cake,
    ]),
  ).toEqual([{ units: 0 }]);
  await writeEarlierClaims(database, 1_000);
  expect(await faults()).toEqual([]);
});

test('an order that a release without pools has accepted takes from the pools of its products', async () => {
  const oven = await addPool(
    50,
    new Map([
      [cake, 3],
      [await addProduct({ kind: 'daily' }), 1],
    ]),
  );
  const order = await placeAndProcess({
    lines: [
      { product_id: cake, quantity: 2 },
      { product_id: bread, quantity: 1 },
    ],
    pickup_at: at('12:00'),
  });
  const before = await claims();
  await sql('delete from claims where order_id = $1', [order.id]);
  await sql('update orders set pickup_date = null where id = $1', [order.id]);
  const taken = () =>
    sql('select date::text, units_taken::integer as units from pool_days where pool_id = $1', [
      oven,
    ]);
  expect(await taken()).toEqual([{ date: day, units: 0 }]);
  await writeEarlierClaims(database, 1_000);
  expect(await taken()).toEqual([{ date: day, units: 6 }]);
  expect(await claims()).toEqual(before);
  expect((await cancel(order)).status).toBe(200);
  expect(await taken()).toEqual([{ date: day, units: 0 }]);
  expect(await faults()).toEqual([]);
});

test('deletes the claims of an order that the previous release cancels', async () => {
  const order = await placeAndProcess({ product_id: cake, quantity: 1, pickup_at: at('12:00') });
  await sql(`update orders set status = 'Cancelled' where id = $1`, [order.id]);
  expect(await sql('select from claims where order_id = $1', [order.id])).toEqual([]);
});

test('an order that the previous release accepts again gets its claims again', async () => {
  const order = await placeAndProcess({ product_id: bread, quantity: 1, pickup_at: at('12:00') });
  for (const status of ['Cancelled', 'Pending', 'Completed']) {
    await sql('update orders set status = $2 where id = $1', [order.id, status]);
  }
  await writeEarlierClaims(database, 1_000);
  expect(await sql('select source, units from claims where order_id = $1', [order.id])).toEqual([
    { source: 'stock', units: 1 },
    { source: 'slot', units: 1 },
  ]);
});
