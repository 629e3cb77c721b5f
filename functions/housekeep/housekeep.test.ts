import { database, inTransaction } from '../../shared/db/database.ts';
import type { NewOrder } from '../../shared/db/placement.ts';
import { insertOrder } from '../../tests/support/insert-order.ts';
import { call, newContext } from '../../tests/support/call.ts';
import { addProduct, sql, timelineOf } from '../../tests/support/database.ts';
import { openSessionOf, signInAs } from '../../tests/support/staff.ts';
import { handler as getOrder } from '../get-order/handler.ts';
import { handler as getSession } from '../get-session/handler.ts';
import { handler } from './handler.ts';

const run = () => handler(undefined, newContext());
const nothing = {
  sessions: 0,
  sign_in_failures: 0,
  devices: 0,
  stock_requests: 0,
  addresses: 0,
  pictures: 0,
  orders: 0,
};

const emma = { name: 'Emma Sample', phone: '+49 30 123456', email: 'emma@example.org' };

/** Inserts an order with a note that was placed this number of days ago and now has this status. */
async function addOrder(
  daysAgo: number,
  { customer = emma, status = 'Completed', pickupInDays = null as number | null } = {},
) {
  const order = {
    lines: [{ product_id: await addProduct(), quantity: 2, note: 'With Emma on it' }],
  };
  const { order_id: id, token } = await insertOrder(database, newOrder({ ...order, customer }));
  await sql(
    `update orders
     set placed_at = now() - make_interval(days => $2), status = $3,
       pickup_at = now() + make_interval(days => $4::integer), pickup_date = '2026-01-01'
     where id = $1`,
    [id, daysAgo, status, pickupInDays],
  );
  return { id, token };
}

function newOrder(order: Pick<NewOrder, 'lines' | 'customer'>): NewOrder {
  return {
    correlationId: 'housekeep-test',
    pickupAt: null,
    idempotencyKey: null,
    requestHash: 'of all that was sent',
    ...order,
  };
}

/** Everything that the database stores about an order. */
async function knownOf(id: number): Promise<string> {
  const rows = await sql(
    `select to_jsonb(o) as order, (select jsonb_agg(l) from order_lines l where order_id = o.id)
     from orders o where id = $1`,
    [id],
  );
  return JSON.stringify(rows);
}

beforeEach(async () => {
  await run();
  await sql('update settings set keep_personal_data_days = 90');
});

test('deletes expired sessions, and keeps open sessions', async () => {
  const baker = await signInAs('baker');
  await openSessionOf(baker.id);
  await sql(
    `update staff_sessions set expires_at = now() - interval '1 second'
     where created_at = (select max(created_at) from staff_sessions)`,
  );
  expect(await run()).toEqual({ ...nothing, sessions: 1 });
  expect((await call(getSession, 'GET /staff/session', { headers: baker.headers })).status).toBe(
    200,
  );
});

test('deletes a session that was opened ahead of the clock', async () => {
  const baker = await signInAs('baker');
  await sql(
    `update staff_sessions set created_at = now() + interval '1 day', expires_at = now() + interval '2 days'
     where account_id = $1`,
    [baker.id],
  );
  expect(await run()).toEqual({ ...nothing, sessions: 1 });
});

test('deletes rows dated far ahead by a wrong clock after the usual time', async () => {
  const product = await addProduct();
  await sql(`
    insert into sign_in_failures (at, name, address)
    values (now() + interval '25 hours', 'ahead', '192.0.2.1'), (now() + interval '1 hour', 'ahead', '192.0.2.1')`);
  await sql(
    `insert into stock_requests (idempotency_key, at, product_id, reason, units, stock)
     values ('ahead 8', now() + interval '8 days', $1, 'delivery', 1, 1),
            ('ahead 6', now() + interval '6 days', $1, 'delivery', 1, 1)`,
    [product],
  );
  await sql(
    `insert into product_pictures (hash, type, bytes, put_at)
     values (repeat('d', 64), 'image/png', '\\x00', now() + interval '2 days')`,
  );
  expect(await run()).toEqual({ ...nothing, sign_in_failures: 1, stock_requests: 1, pictures: 1 });
  await sql('truncate sign_in_failures, stock_requests');
});

test('deletes sign-in failures after a day', async () => {
  await sql(`
    insert into sign_in_failures (at, name, address)
    select now() - make_interval(hours => hours), 'emma', '192.0.2.1'
    from unnest('{0, 23, 25, 100}'::integer[]) as hours`);
  expect(await run()).toEqual({ ...nothing, sign_in_failures: 2 });
  expect(await sql('select from sign_in_failures')).toHaveLength(2);
});

test('deletes a device without a sign-in for 180 days', async () => {
  const { id } = await signInAs('baker');
  await sql(
    `insert into staff_devices (token_hash, account_id, used_at)
     select 'device ' || days, $1, now() - make_interval(days => days)
     from unnest('{0, 179, 181, 400}'::integer[]) as days`,
    [id],
  );
  expect(await run()).toEqual({ ...nothing, devices: 2 });
  expect(await sql('select from staff_devices')).toHaveLength(2);
});

test('keeps a request to move stock for a week', async () => {
  const product = await addProduct();
  await sql(
    `insert into stock_requests (idempotency_key, at, product_id, reason, units, stock)
     select days::text, now() - make_interval(days => days, mins => 1), $1, 'delivery', 1, 1
     from unnest('{0, 6, 7, 100}'::integer[]) as days`,
    [product],
  );
  expect(await run()).toEqual({ ...nothing, stock_requests: 2 });
  expect(await sql('select from stock_requests')).toHaveLength(2);
});

test('deletes the network address of an order that is no longer open', async () => {
  const open = [
    await addOrder(30, { status: 'Pending' }),
    await addOrder(30, { status: 'Processing', pickupInDays: 0 }),
    await addOrder(30, { status: 'Completed', pickupInDays: 0 }),
  ];
  const over = [
    await addOrder(0, { status: 'Cancelled' }),
    await addOrder(30, { status: 'Completed', pickupInDays: -2 }),
    await addOrder(30, { status: 'Processing', pickupInDays: -2 }),
    await addOrder(30, { status: 'Pending', pickupInDays: -2 }),
    await addOrder(0, { status: 'Completed', pickupInDays: 0 }),
  ];
  await sql('update orders set collected_at = now() where id = $1', [over.at(-1)?.id]);
  const ids = [...open, ...over].map(({ id }) => id);
  await sql(`update orders set placed_from = '192.0.2.1' where id = any($1)`, [ids]);
  expect(await run()).toEqual({ ...nothing, addresses: 5 });
  const known = await sql<{ id: number }>('select id from orders where placed_from is not null');
  expect(known.map(({ id }) => id).toSorted()).toEqual(open.map(({ id }) => id).toSorted());
});

test('deletes an unused picture after a day', async () => {
  const [kept, unused, recent] = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
  await sql(
    `insert into product_pictures (hash, type, bytes, put_at)
     select hash, 'image/png', '\\x00', now() - make_interval(hours => hours)
     from unnest($1::text[], '{25, 25, 23}'::integer[]) as picture (hash, hours)`,
    [[kept, unused, recent]],
  );
  await sql('update products set picture = $2 where id = $1', [await addProduct(), kept]);
  expect(await run()).toEqual({ ...nothing, pictures: 1 });
  expect(await sql('select hash from product_pictures order by hash')).toEqual([
    { hash: kept },
    { hash: recent },
  ]);
});

test('removes personal data from an order after ninety days', async () => {
  const { id } = await addOrder(91);
  expect(await knownOf(id)).toContain('Emma');
  expect(await run()).toEqual({ ...nothing, orders: 1 });
  const known = await knownOf(id);
  for (const personal of ['Emma', '123456', 'example.org', 'of all that was sent']) {
    expect(known).not.toContain(personal);
  }
});

test('keeps lines, prices and statuses of an anonymised order', async () => {
  const { id, token } = await addOrder(91);
  const look = () =>
    call(getOrder, 'GET /order/{id}', {
      pathParameters: { id: String(id) },
      headers: { 'x-order-token': token },
    });
  const before = (await look()).body as { lines: object[] };
  const timeline = await timelineOf(id);
  await run();
  expect((await look()).body).toEqual({
    ...before,
    customer: null,
    lines: before.lines.map((line) => ({ ...line, note: null })),
  });
  expect(await timelineOf(id)).toEqual(timeline);
});

test('counts the days from the pickup when the pickup is later than the placement', async () => {
  const { id: recent } = await addOrder(150, { pickupInDays: -89 });
  const { id: old } = await addOrder(150, { pickupInDays: -91 });
  const { id: early } = await addOrder(89, { pickupInDays: -91 });
  expect(await run()).toEqual({ ...nothing, orders: 1 });
  expect(await knownOf(recent)).toContain('Emma Sample');
  expect(await knownOf(early)).toContain('Emma Sample');
  expect(await knownOf(old)).not.toContain('Emma');
});

describe('an order that was placed while the clock was a year ahead', () => {
  test('is anonymised together with a later order', async () => {
    const { id } = await addOrder(-365);
    const { id: later } = await addOrder(89);
    expect(await run()).toEqual(nothing);
    await sql(`update orders set placed_at = now() - interval '91 days' where id = $1`, [later]);
    expect(await run()).toEqual({ ...nothing, orders: 2 });
    expect(await knownOf(id)).not.toContain('Emma');
  });

  test('is anonymised despite a pickup time in three years', async () => {
    const { id } = await addOrder(91, { pickupInDays: 1_095 });
    expect(await run()).toEqual({ ...nothing, orders: 1 });
    expect(await knownOf(id)).not.toContain('Emma');
  });
});

test('uses the number of days from the settings', async () => {
  const { id } = await addOrder(31);
  expect(await run()).toEqual(nothing);
  await sql('update settings set keep_personal_data_days = 30');
  expect(await run()).toEqual({ ...nothing, orders: expect.any(Number) });
  expect(await knownOf(id)).not.toContain('Emma');
});

test('leaves a Pending order without a pickup time unchanged, however old it is', async () => {
  const { id } = await addOrder(400, { status: 'Pending' });
  expect(await run()).toEqual(nothing);
  expect(await knownOf(id)).toContain('Emma Sample');
});

test.each(['Pending', 'Processing', 'Completed'])(
  'anonymises a %s order ninety days after its pickup, and leaves its status',
  async (status) => {
    const { id: recent } = await addOrder(150, { status, pickupInDays: -89 });
    const { id: old } = await addOrder(150, { status, pickupInDays: -91 });
    expect(await run()).toEqual({ ...nothing, orders: 1 });
    expect(await knownOf(recent)).toContain('Emma Sample');
    expect(await knownOf(old)).not.toContain('Emma');
    expect(await sql('select status from orders where id = $1', [old])).toEqual([{ status }]);
  },
);

test('keeps the reason that an order was not picked up', async () => {
  const { id } = await addOrder(150, { pickupInDays: -91 });
  await sql(
    `insert into order_timeline (order_id, from_status, to_status, by, reason)
     select $1, 'Completed', 'Completed', 'staff:anna', reason
     from unnest('{not picked up,Emma is ill}'::text[]) as reason`,
    [id],
  );
  await run();
  expect((await timelineOf(id)).slice(1).map(({ reason }) => reason)).toEqual([
    'not picked up',
    null,
  ]);
});

test.each(['Rejected', 'Cancelled'])('anonymises a %s order, too', async (status) => {
  const { id } = await addOrder(91);
  await sql(`update orders set status = $2, reason = 'test' where id = $1`, [id, status]);
  await run();
  expect(await knownOf(id)).not.toContain('Emma');
});

test('deletes a note of an order without a customer, too', async () => {
  const { id } = await addOrder(91);
  await sql('update orders set customer_name = null, customer_phone = null, customer_email = null');
  expect(await run()).toEqual({ ...nothing, orders: 1 });
  expect(await knownOf(id)).not.toContain('Emma');
});

test('deletes what a customer wrote as an option, and keeps the option', async () => {
  const { id } = await addOrder(91);
  await sql('update orders set customer_name = null, customer_phone = null, customer_email = null');
  await sql(
    `update order_lines set note = null, choices = $2, texts = '{"7": ["Emma"]}' where order_id = $1`,
    [id, JSON.stringify([{ option_id: 7, option: 'Inscription', price_minor: 250 }])],
  );
  expect(await run()).toEqual({ ...nothing, orders: 1 });
  const known = await knownOf(id);
  expect(known).not.toContain('Emma');
  expect(known).toContain('Inscription');
  expect(await run()).toEqual(nothing);
});

test('does not process anonymised orders again', async () => {
  const { id } = await addOrder(91);
  await run();
  const known = await knownOf(id);
  expect(await run()).toEqual(nothing);
  expect(await knownOf(id)).toBe(known);
});

test('skips an order that is locked, without waiting', async () => {
  const { id } = await addOrder(91);
  await inTransaction(async (transaction) => {
    const text = 'select from orders where id = $1 for no key update';
    await transaction.query({ name: '', text }, [id]);
    expect(await run()).toEqual(nothing);
  });
  expect(await run()).toEqual({ ...nothing, orders: 1 });
});

test('two concurrent runs share more orders than fit in one statement', async () => {
  await sql(`
    insert into orders (status, correlation_id, request_hash, placed_at, customer_name)
    select 'Completed', 'test', 'test', now() - interval '91 days', 'Emma'
    from generate_series(1, 2500)`);
  const runs = await Promise.all([run(), run()]);
  expect(runs[0].orders + runs[1].orders).toBe(2_500);
  expect(await sql(`select from orders where customer_name = 'Emma'`)).toEqual([]);
});
