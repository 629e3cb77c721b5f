/**
 * Orders of daily products, with records of the day. run.ts also runs this test with the code of an earlier commit, which
 * may not know plans: so only statements write them here.
 */
import { handler as applyOrderAction } from '../../../functions/apply-order-action/handler.ts';
import { handler as cancelOrder } from '../../../functions/cancel-order/handler.ts';
import { handler as placeOrder } from '../../../functions/place-order/handler.ts';
import { addDays, dateAt, instantAt } from '../../../shared/domain/calendar.ts';
import { call } from '../../support/call.ts';
import { figuresUnlikeClaims } from '../../support/claims.ts';
import { sql } from '../../support/database.ts';
import { processOrder } from '../../support/orders.ts';
import { signInAs } from '../../support/staff.ts';

const zone = 'Asia/Kolkata';
const day = addDays(dateAt(new Date(), zone), 3);
const pickupAt = instantAt(day, '12:00', zone).toISOString();
const planned = 5;

let croissant: number;
beforeEach(async () => {
  const [row] = await sql<{ id: number }>(
    `with product as (
       insert into products (name, category, kind, is_daily, stock, price_minor, allergens_declared)
       values ('Croissant', 'Pastry', 'shelf', true, 0, 100, true) returning id
     ), planned as (
       insert into product_weekdays (product_id, weekday, units, reserve)
       select id, weekday, $1, 1 from product, generate_series(1, 7) as weekday
     ), booked as (
       insert into day_books (product_id, date, sold, wasted) select id, $2, 0, 1 from product
     )
     select id from product`,
    [planned, day],
  );
  croissant = row?.id ?? 0;
});
afterEach(async () => {
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
  expect(await sql('select stock from products where id = $1', [croissant])).toEqual([
    { stock: 0 },
  ]);
});

/** An order of two croissants for noon, as this release accepts it. */
async function acceptOrder() {
  const [order] = await sql<{ id: number; token: string }>(
    `with placed as (
       insert into orders (status, correlation_id, request_hash, pickup_at, pickup_ends_at, pickup_date, pickup_chosen)
       values ('Processing', 'test', '', $2::timestamptz, $2::timestamptz + interval '30 minutes', $3, true)
       returning id, token
     ), line as (
       insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name)
       select id, 1, $1, 2, 100, 'Croissant' from placed
     ), step as (
       insert into order_timeline (order_id, from_status, to_status, by)
       select id, null, 'Pending', 'customer' from placed
       union all
       select id, 'Pending', 'Processing', 'processor' from placed
     ), claimed as (
       insert into claims (order_id, no, line_no, source, product_id, date, starts_at, ends_at, units)
       select id, 1, 1, 'plan', $1, $3::date, null::timestamptz, null::timestamptz, 2 from placed
       union all
       select id, 2, null, 'slot', null, null, $2, $2::timestamptz + interval '30 minutes', 2 from placed
     ), day as (
       insert into baking_days as d (product_id, date, units_taken) values ($1, $3, 2)
       on conflict (product_id, date) do update set units_taken = d.units_taken + 2
     ), span as (
       insert into pickup_spans as s (starts_at, ends_at, units_taken)
       values ($2, $2::timestamptz + interval '30 minutes', 2)
       on conflict (starts_at, ends_at) do update set units_taken = s.units_taken + 2
     ), slot as (
       insert into pickup_slots as s (starts_at, units_taken) values ($2, 2)
       on conflict (starts_at) do update set units_taken = s.units_taken + 2
     )
     select id, token from placed`,
    [croissant, pickupAt, day],
  );
  if (!order) throw new Error('no order was inserted');
  return order;
}

async function ordered(): Promise<number> {
  const [row] = await sql<{ units: number }>(
    'select coalesce(sum(units_taken), 0)::integer as units from baking_days where product_id = $1',
    [croissant],
  );
  return row?.units ?? 0;
}

async function actAsBaker(id: number, body: object) {
  const baker = await signInAs('baker');
  const { status } = await call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
    headers: baker.headers,
    pathParameters: { id: String(id) },
    body,
  });
  expect(status).toBe(200);
}

test('a cancellation gives the units back to the plan', async () => {
  const { id, token } = await acceptOrder();
  const cancelled = await call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(id) },
    headers: { 'x-order-token': token },
  });
  expect(cancelled.status).toBe(200);
  expect(await ordered()).toBe(0);
});

test('an undone cancellation is decided again: accepted with the units, or refused without', async () => {
  const { id } = await acceptOrder();
  await actAsBaker(id, { action: 'cancel', reason: 'ill' });
  expect(await ordered()).toBe(0);
  await actAsBaker(id, { action: 'undo' });
  await processOrder({ id });
  const [order] = await sql<{ status: string }>('select status from orders where id = $1', [id]);
  expect([order?.status, await ordered()]).toEqual(
    order?.status === 'Processing' ? ['Processing', 2] : ['Rejected', 0],
  );
});

test('an order that is packed and picked up keeps its units', async () => {
  const { id } = await acceptOrder();
  await actAsBaker(id, { action: 'complete' });
  await actAsBaker(id, { action: 'collect' });
  expect(await ordered()).toBe(2);
});

test('orders are refused, or take what is left of the plan', async () => {
  const statuses: number[] = [];
  for (let nth = 1; nth <= planned; nth += 1) {
    const { status, body } = await call(placeOrder, 'POST /order', {
      body: { product_id: croissant, quantity: 1, pickup_at: pickupAt },
    });
    statuses.push(status);
    if (status === 201) await processOrder({ id: (body as { order_id: number }).order_id });
  }
  // One unit is wasted, and one is kept for walk-in customers.
  const units = await ordered();
  expect([0, planned - 2]).toContain(units);
  expect(statuses.filter((status) => status === 201)).toHaveLength(units);
});
