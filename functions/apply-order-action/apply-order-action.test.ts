import { staffOrderResponse } from '../../shared/contract/orders.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql, stockOf } from '../../tests/support/database.ts';
import {
  movePickup,
  placeAndProcess,
  placeOrderOf,
  processOrder,
} from '../../tests/support/orders.ts';
import { queuedMessages } from '../../tests/support/queue.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';

let anna: SignedInStaff;
beforeAll(async () => {
  anna = await signInAs('baker', 'anna');
});

const apply = (id: number, body: object, { headers } = anna) =>
  call(handler, 'POST /staff/orders/{id}/actions', {
    headers,
    pathParameters: { id: String(id) },
    body,
  });

async function timelineOf(id: number, body: object) {
  const { timeline } = staffOrderResponse.parse((await apply(id, body)).body);
  return timeline.map(({ from, to, by, reason }) => [from, to, by, reason]);
}

async function placeCake() {
  const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 5 });
  const { id } = await placeAndProcess({ lines: [{ product_id: cake, quantity: 2 }] });
  const baked = async () => {
    const [row] = await sql<{ units: number }>(
      'select sum(units_taken)::integer as units from baking_days where product_id = $1',
      [cake],
    );
    return row?.units;
  };
  return { id, baked };
}

async function placeBread(quantity = 2) {
  const bread = await addProduct({ stock: 5 });
  const order = await placeAndProcess({ lines: [{ product_id: bread, quantity }] });
  return { ...order, bread };
}

test('completes and collects an order, and its timeline names the staff member', async () => {
  const { id } = await placeCake();
  expect(await apply(id, { action: 'complete' })).toMatchObject({
    status: 200,
    body: { order_id: id, status: 'Completed', collected_at: null },
  });
  const collected = await apply(id, { action: 'collect' });
  expect(staffOrderResponse.parse(collected.body).collected_at).not.toBeNull();
  expect(await timelineOf(id, { action: 'collect' })).toEqual([
    [null, 'Pending', 'customer', null],
    ['Pending', 'Processing', 'processor', null],
    ['Processing', 'Completed', 'staff:anna', null],
    ['Completed', 'Completed', 'staff:anna', 'collected'],
  ]);
});

test('an order that is picked up while it is Processing was ready, and the undo reverses only the pickup', async () => {
  const { id } = await placeCake();
  const collected = staffOrderResponse.parse((await apply(id, { action: 'collect' })).body);
  expect(collected).toMatchObject({ status: 'Completed', collected_at: expect.any(String) });
  expect(collected.timeline.slice(2).map(({ from, to, reason }) => [from, to, reason])).toEqual([
    ['Processing', 'Completed', null],
    ['Completed', 'Completed', 'collected'],
  ]);
  expect((await apply(id, { action: 'undo' })).body).toMatchObject({
    status: 'Completed',
    collected_at: null,
  });
});

describe('an order that was not picked up', () => {
  async function placeLate() {
    const cake = await placeCake();
    await movePickup([cake.id], new Date(Date.now() - 60_000));
    return cake;
  }
  const claimsOf = (id: number) =>
    sql('select * from claims where order_id = $1 order by no', [id]);

  test('keeps its status and its claims', async () => {
    const { id, baked } = await placeLate();
    const claims = await claimsOf(id);
    const missed = staffOrderResponse.parse((await apply(id, { action: 'miss' })).body);
    expect(missed).toMatchObject({
      status: 'Processing',
      missed_at: expect.any(String),
      collected_at: null,
    });
    expect(missed.timeline.at(-1)).toMatchObject({
      from: 'Processing',
      to: 'Processing',
      by: 'staff:anna',
      reason: 'not picked up',
    });
    expect(claims).not.toEqual([]);
    expect(await claimsOf(id)).toEqual(claims);
    expect(await baked()).toBe(2);
  });

  test('is missed once, also by ten concurrent requests', async () => {
    const { id } = await placeLate();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => apply(id, { action: 'miss' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await timelineOf(id, { action: 'miss' })).toHaveLength(3);
  });

  test('can be taken back within a minute', async () => {
    const { id } = await placeLate();
    await apply(id, { action: 'miss' });
    expect((await apply(id, { action: 'undo' })).body).toMatchObject({
      status: 'Processing',
      missed_at: null,
    });
    await apply(id, { action: 'miss' });
    await sql(`update order_timeline set at = at - interval '61 seconds' where order_id = $1`, [
      id,
    ]);
    expect(await apply(id, { action: 'undo' })).toMatchObject({
      status: 409,
      body: { code: 'too-late' },
    });
  });

  test.each([
    ['picked up', { action: 'collect' }],
    ['completed', { action: 'complete' }],
    ['cancelled', { action: 'cancel', reason: 'no' }],
  ])('cannot be %s', async (_, action) => {
    const { id } = await placeLate();
    await apply(id, { action: 'miss' });
    expect(await apply(id, action)).toMatchObject({
      status: 409,
      body: { code: 'already-missed' },
    });
  });

  test('cannot be missed before its pickup time', async () => {
    const { id } = await placeCake();
    expect(await apply(id, { action: 'miss' })).toMatchObject({
      status: 409,
      body: { code: 'too-early' },
    });
  });

  test.each([
    ['marks it picked up', `status = 'Completed', collected_at = now()`],
    ['cancels it', `status = 'Cancelled'`],
    ['undoes that', `status = 'Processing', collected_at = null`],
  ])('is no longer missed when the previous release %s', async (_, change) => {
    const { id } = await placeLate();
    await apply(id, { action: 'miss' });
    await sql(`update orders set ${change} where id = $1`, [id]);
    expect(await sql('select missed_at from orders where id = $1', [id])).toEqual([
      { missed_at: null },
    ]);
  });
});

test('ten concurrent requests complete an order once', async () => {
  const { id } = await placeCake();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => apply(id, { action: 'complete' })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await timelineOf(id, { action: 'complete' })).toHaveLength(3);
});

test('only the last action can be undone, and an undo cannot be undone', async () => {
  const { id } = await placeCake();
  await apply(id, { action: 'complete' });
  await apply(id, { action: 'collect' });
  expect((await apply(id, { action: 'undo' })).body).toMatchObject({
    status: 'Completed',
    collected_at: null,
  });
  expect((await apply(id, { action: 'undo' })).body).toMatchObject({
    status: 'Completed',
    collected_at: null,
  });
});

test('a completion undone within a minute makes the order Processing again', async () => {
  const { id } = await placeCake();
  await apply(id, { action: 'complete' });
  expect((await apply(id, { action: 'undo' })).body).toMatchObject({ status: 'Processing' });
  await apply(id, { action: 'complete' });
  await sql(`update order_timeline set at = at - interval '61 seconds' where order_id = $1`, [id]);
  expect(await apply(id, { action: 'undo' })).toMatchObject({
    status: 409,
    body: { code: 'too-late' },
  });
});

test('a cancellation by staff releases the baking day and stores its reason', async () => {
  const { id, baked } = await placeCake();
  expect(await baked()).toBe(2);
  expect((await apply(id, { action: 'cancel', reason: 'The oven is broken' })).body).toMatchObject({
    status: 'Cancelled',
    reason: 'The oven is broken',
  });
  expect(await baked()).toBe(0);
});

test('cancelling a Completed order returns its units to stock, unless it was collected', async () => {
  const { id, bread } = await placeBread();
  expect(await stockOf(bread)).toBe(3);
  expect((await apply(id, { action: 'cancel', reason: 'not picked up' })).status).toBe(200);
  expect(await stockOf(bread)).toBe(5);
  const other = await placeBread();
  await apply(other.id, { action: 'collect' });
  expect(await apply(other.id, { action: 'cancel', reason: 'too late' })).toMatchObject({
    status: 409,
    body: { code: 'already-collected' },
  });
});

test('the processor decides an order again after its cancellation was undone', async () => {
  const { id, bread } = await placeBread();
  await apply(id, { action: 'cancel', reason: 'wrong order' });
  const answer = await apply(id, { action: 'undo' });
  expect(answer.body).toMatchObject({ status: 'Pending', reason: null });
  expect(await queuedMessages()).toContainEqual(expect.objectContaining({ order_id: id }));
  await processOrder({ id });
  expect(await stockOf(bread)).toBe(3);
  const [order] = await sql<{ status: string }>('select status from orders where id = $1', [id]);
  expect(order?.status).toBe('Completed');
});

test.each([
  { what: 'without a chosen time is set aside again', isChosen: false, status: 'Completed' },
  { what: 'for a chosen time is left to staff again', isChosen: true, status: 'Processing' },
])('an undone cancellation of an order $what', async ({ isChosen, status }) => {
  const day = addDays(dateAt(new Date(), zone), 2);
  const chosen = isChosen ? { pickup_at: instantAt(day, '12:00', zone).toISOString() } : {};
  const bread = await addProduct();
  const { id } = await placeAndProcess({ lines: [{ product_id: bread, quantity: 1 }], ...chosen });
  const decision = async () =>
    (await sql('select status, pickup_at, cancel_until from orders where id = $1', [id]))[0];
  const before = await decision();
  expect(before).toMatchObject({ status, pickup_at: expect.any(Date) });
  await apply(id, { action: 'cancel', reason: 'ill' });
  await apply(id, { action: 'undo' });
  await processOrder({ id });
  expect(await decision()).toEqual(before);
});

test('an undone cancellation keeps the business day and the deadline of the acceptance', async () => {
  const day = addDays(dateAt(new Date(), zone), 2);
  const pickup_at = instantAt(day, '12:00', zone).toISOString();
  const bread = await addProduct();
  const lines = [{ product_id: bread, quantity: 1 }];
  const { id } = await placeAndProcess({ lines, pickup_at });
  // Other hours and a later deadline held at the acceptance.
  await sql(
    `update orders set pickup_date = pickup_date - 1, cancel_until = cancel_until + interval '1 hour'
     where id = $1`,
    [id],
  );
  const kept = async () =>
    (
      await sql('select status, pickup_date::text, cancel_until from orders where id = $1', [id])
    )[0];
  const before = await kept();
  expect(before).toMatchObject({ status: 'Processing', pickup_date: addDays(day, -1) });
  const again = async () => {
    await apply(id, { action: 'cancel', reason: 'ill' });
    await apply(id, { action: 'undo' });
  };
  await again();
  // Cancelled before the processor has decided the order again.
  await again();
  expect(await kept()).toMatchObject({ status: 'Pending', pickup_date: null });
  await processOrder({ id });
  expect(await kept()).toEqual(before);
});

test('an order whose cancellation is undone is rejected as sold out when the stock is gone', async () => {
  const { id, bread } = await placeBread();
  await apply(id, { action: 'cancel', reason: 'wrong order' });
  await placeAndProcess({ lines: [{ product_id: bread, quantity: 5 }] });
  await apply(id, { action: 'undo' });
  await processOrder({ id });
  expect(await sql('select status, reason from orders where id = $1', [id])).toEqual([
    { status: 'Rejected', reason: 'sold out' },
  ]);
  expect(await stockOf(bread)).toBe(0);
});

test('an order whose cancellation is undone is accepted again after its day was closed', async () => {
  const { id, baked } = await placeCake();
  await apply(id, { action: 'cancel', reason: 'wrong order' });
  await sql(
    `insert into closures select $1::date + n, 'Closed after all' from generate_series(0, 20) as n`,
    [dateAt(new Date(), 'Asia/Kolkata')],
  );
  await apply(id, { action: 'undo' });
  await processOrder({ id });
  await sql('truncate closures');
  expect(await sql('select status from orders where id = $1', [id])).toEqual([
    { status: 'Processing' },
  ]);
  expect(await baked()).toBe(2);
});

test('staff cannot undo a cancellation by the customer', async () => {
  const { id } = await placeOrderOf({ product_id: await addProduct(), quantity: 1 });
  await apply(id, { action: 'cancel', reason: 'rang up' });
  await sql(`update order_timeline set by = 'customer' where order_id = $1`, [id]);
  expect((await apply(id, { action: 'undo' })).status).toBe(409);
});

test.each([
  ['an unknown action', { action: 'eat' }],
  ['a cancellation without a reason', { action: 'cancel' }],
  ['a reason for an action that takes none', { action: 'complete', reason: 'done' }],
])('refuses %s', async (_, body) => {
  const { id } = await placeCake();
  expect((await apply(id, body)).status).toBe(400);
});

test('refuses an order that does not exist', async () => {
  expect((await apply(999_999, { action: 'complete' })).status).toBe(404);
});
