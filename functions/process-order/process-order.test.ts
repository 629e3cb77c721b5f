import { inspect } from 'node:util';
import { jest } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../../tests/support/eventually.ts';
import { deliver } from '../../tests/support/call.ts';
import { addProduct, sql, stockOf, timelineOf } from '../../tests/support/database.ts';
import { insertOrder } from '../../tests/support/insert-order.ts';
import { closeDatabase, database } from '../../shared/db/database.ts';
import { logger } from '../../shared/logger.ts';
import { handler } from './handler.ts';

type Lines = { product_id: number; quantity: number }[];

async function place(...lines: Lines): Promise<number> {
  const outcome = await insertOrder(database, {
    lines,
    correlationId: 'test',
    customer: null,
    pickupAt: null,
    idempotencyKey: null,
    requestHash: 'test',
  });
  return outcome.order_id;
}

const message = (orderId: number) => ({ order_id: orderId, correlation_id: 'test' });

async function statusOf(orderId: number) {
  const [row] = await sql<{ status: string; reason: string | null }>(
    'select status, reason from orders where id = $1',
    [orderId],
  );
  return row?.reason ? `${row.status}: ${row.reason}` : row?.status;
}

test('completes an order of shelf products and takes them from stock', async () => {
  const product = await addProduct({ stock: 10 });
  const id = await place({ product_id: product, quantity: 3 });
  expect(await deliver(handler, [message(id)])).toEqual([]);
  expect(await statusOf(id)).toBe('Completed');
  expect(await stockOf(product)).toBe(7);
  expect(await timelineOf(id)).toEqual([
    { from_status: null, to_status: 'Pending', by: 'customer', reason: null },
    { from_status: 'Pending', to_status: 'Completed', by: 'processor', reason: null },
  ]);
});

test('an order with a made-to-order line becomes Processing', async () => {
  const bread = await addProduct({ stock: 10 });
  const cake = await addProduct({ kind: 'made_to_order' });
  const id = await place({ product_id: cake, quantity: 1 }, { product_id: bread, quantity: 2 });
  await deliver(handler, [message(id)]);
  expect(await statusOf(id)).toBe('Processing');
  expect(await stockOf(bread)).toBe(8);
});

test('rejects an order for more units than the stock as sold out, and acknowledges its message', async () => {
  const product = await addProduct({ stock: 3 });
  const id = await place({ product_id: product, quantity: 3 });
  await sql('update products set stock = 2 where id = $1', [product]);
  expect(await deliver(handler, [message(id)])).toEqual([]);
  expect(await statusOf(id)).toBe('Rejected: sold out');
  expect(await stockOf(product)).toBe(2);
});

test('leaves a completed order unchanged when its message is redelivered', async () => {
  const product = await addProduct({ stock: 10 });
  const id = await place({ product_id: product, quantity: 3 });
  await deliver(handler, [message(id), message(id)]);
  expect(await deliver(handler, [message(id)])).toEqual([]);
  expect(await stockOf(product)).toBe(7);
  expect(await timelineOf(id)).toHaveLength(2);
});

test('leaves a cancelled order unchanged', async () => {
  const product = await addProduct({ stock: 10 });
  const id = await place({ product_id: product, quantity: 3 });
  await sql(`update orders set status = 'Cancelled' where id = $1`, [id]);
  expect(await deliver(handler, [message(id)])).toEqual([]);
  expect(await statusOf(id)).toBe('Cancelled');
  expect(await stockOf(product)).toBe(10);
});

test('acknowledges a message about an order that does not exist', async () => {
  expect(await deliver(handler, [message(2_000_000)])).toEqual([]);
});

test('processes a batch in the order of placement until the stock is empty', async () => {
  const product = await addProduct({ stock: 5 });
  const ids = [
    await place({ product_id: product, quantity: 2 }),
    await place({ product_id: product, quantity: 2 }),
    await place({ product_id: product, quantity: 2 }),
    await place({ product_id: product, quantity: 1 }),
  ];
  await deliver(handler, ids.toReversed().map(message));
  expect(await Promise.all(ids.map(statusOf))).toEqual([
    'Completed',
    'Completed',
    'Rejected: sold out',
    'Completed',
  ]);
  expect(await stockOf(product)).toBe(0);
});

test.each([
  ['invalid JSON', '{"order_id":'],
  ['no order number', { correlation_id: 'x' }],
  ['a number as text', { order_id: '101', correlation_id: 'x' }],
  ['a number beyond all orders', { order_id: 3_000_000_000, correlation_id: 'x' }],
  ['no content', ''],
])('reports only the message with %s and processes the rest of its batch', async (_, malformed) => {
  const product = await addProduct({ stock: 10 });
  const id = await place({ product_id: product, quantity: 1 });
  expect(await deliver(handler, [malformed, message(id)])).toEqual([0]);
  expect(await statusOf(id)).toBe('Completed');
});

test('an order that always fails does not fail its batch', async () => {
  const product = await addProduct({ stock: 10 });
  const good = await place({ product_id: product, quantity: 1 });
  const poisoned = await place({ product_id: product, quantity: 1 });
  await sql(`alter table order_timeline add constraint poison
    check (order_id <> ${poisoned} or to_status = 'Pending')`);
  const better = await place({ product_id: product, quantity: 1 });
  expect(await deliver(handler, [good, poisoned, better].map(message))).toEqual([1]);
  expect(await Promise.all([good, poisoned, better].map(statusOf))).toEqual([
    'Completed',
    'Pending',
    'Completed',
  ]);
  expect(await stockOf(product)).toBe(8);
});

/** An order whose decision the database rejects. */
async function placePoisonous(): Promise<number> {
  const product = await addProduct({ stock: 10 });
  const id = await place({ product_id: product, quantity: 1 });
  await sql(`alter table order_timeline add constraint poison_${id}
    check (order_id <> ${id} or to_status = 'Pending')`);
  return id;
}

const cure = (id: number) => sql(`alter table order_timeline drop constraint poison_${id}`);

async function failuresOf(id: number) {
  const [row] = await sql<{ attempts: number; last_error: string | null }>(
    'select attempts, last_error from orders where id = $1',
    [id],
  );
  return row;
}

test('counts failed attempts, and stores the last error', async () => {
  const product = await addProduct({ stock: 10 });
  const good = await place({ product_id: product, quantity: 1 });
  const poisonous = await placePoisonous();
  expect(await deliver(handler, [poisonous, good].map(message))).toEqual([0]);
  expect(await deliver(handler, [message(poisonous)])).toEqual([0]);
  expect(await failuresOf(good)).toEqual({ attempts: 0, last_error: null });
  const failures = { attempts: 2, last_error: expect.stringContaining(`poison_${poisonous}`) };
  expect(await failuresOf(poisonous)).toEqual(failures);
  await cure(poisonous);
  expect(await deliver(handler, [message(poisonous)])).toEqual([]);
  expect(await statusOf(poisonous)).toBe('Completed');
  expect(await failuresOf(poisonous)).toEqual(failures);
});

test('stores at most 500 characters of an error', async () => {
  const poisonous = await placePoisonous();
  await sql(`create function complain() returns trigger language plpgsql as
    $$ begin raise exception '%', repeat('ä', 600); end $$`);
  await sql(`create trigger complain before insert on order_timeline for each row
    when (new.order_id = ${poisonous}) execute function complain()`);
  expect(await deliver(handler, [message(poisonous)])).toEqual([0]);
  expect((await failuresOf(poisonous))?.last_error).toBe('ä'.repeat(500));
});

test('reports a failure to the queue even when it cannot be stored', async () => {
  const poisonous = await placePoisonous();
  await sql(`alter table orders add constraint unwritable
    check (id <> ${poisonous} or attempts = 0)`);
  const good = await place({ product_id: await addProduct(), quantity: 1 });
  expect(await deliver(handler, [poisonous, good].map(message))).toEqual([0]);
  expect(await statusOf(good)).toBe('Completed');
  expect(await failuresOf(poisonous)).toEqual({ attempts: 0, last_error: null });
});

test('gives an order the next open slot, and counts its units there', async () => {
  const product = await addProduct({ stock: 10 });
  const id = await place({ product_id: product, quantity: 3 });
  await deliver(handler, [message(id)]);
  const [slot] = await sql<{ is_soon: boolean; units_taken: number }>(
    `select o.pickup_at between now() and now() + interval '13 hours' as is_soon, s.units_taken
     from orders o join pickup_slots s on s.starts_at = o.pickup_at where o.id = $1`,
    [id],
  );
  expect(slot?.is_soon).toBe(true);
  expect(slot?.units_taken).toBeGreaterThanOrEqual(3);
});

test('records the units taken as a stock movement, so that stock equals the sum of its movements', async () => {
  const product = await addProduct({ stock: 10 });
  const id = await place(
    { product_id: product, quantity: 3 },
    { product_id: product, quantity: 1 },
  );
  await deliver(handler, [message(id)]);
  expect(
    await sql(
      'select units, reason, order_id from stock_movements where product_id = $1 order by id',
      [product],
    ),
  ).toEqual([
    { units: 10, reason: 'delivery', order_id: null },
    { units: -4, reason: 'order', order_id: id },
  ]);
});

test.each([
  { ago: '2 hours', expected: { Completed: 3, 'Rejected: slot full': 3 } },
  { ago: '2 days', expected: { 'Rejected: in the past': 6 } },
])(
  'does not overfill a slot that began $ago before its orders were decided',
  async ({ ago, expected }) => {
    const product = await addProduct({ stock: 100 });
    const [{ opening_hours: hours, slot_capacity: capacity } = {}] = await sql<
      Record<string, unknown>
    >('select opening_hours, slot_capacity from settings');
    await sql(`update settings set slot_capacity = 3, opening_hours = (
    select jsonb_object_agg(day, '[{"from":"00:00","to":"24:00"}]'::jsonb) from generate_series(1, 7) day)`);
    const ids: number[] = [];
    for (let order = 0; order < 6; order++) {
      const id = await place({ product_id: product, quantity: 1 });
      await sql(
        `update orders set placed_at = now() - $2::interval - interval '1 day',
         pickup_at = date_bin('30 minutes', now() - $2::interval, '2026-01-01')
       where id = $1`,
        [id, ago],
      );
      ids.push(id);
    }
    await sql('truncate pickup_slots, pickup_spans');
    await deliver(handler, ids.slice(0, 3).map(message));
    await deliver(handler, ids.slice(3).map(message));
    await sql('update settings set slot_capacity = $1, opening_hours = $2', [capacity, hours]);
    const ends = await Promise.all(ids.map(statusOf));
    expect(
      Object.fromEntries([...Map.groupBy(ends, String)].map(([end, all]) => [end, all.length])),
    ).toEqual(expected);
  },
);

test("does not log the customer's data when the database rejects an order", async () => {
  const id = await placePoisonous();
  await sql(
    `update orders set customer_name = 'Emma', customer_email = 'emma@example.com' where id = $1`,
    [id],
  );
  await sql(
    `alter table orders add constraint poison_row check (id <> ${id} or status = 'Pending')`,
  );
  const printed: string[] = [];
  const spy = jest.spyOn(logger, 'error').mockImplementation((...line) => {
    printed.push(inspect(line, { depth: 10 }));
  });
  await deliver(handler, [message(id)]);
  spy.mockRestore();
  await sql('alter table orders drop constraint poison_row');
  await cure(id);
  const [token] = await sql<{ token: string }>('select token from orders where id = $1', [id]);
  expect(printed.join()).toContain('poison');
  for (const secret of ['Emma', 'emma@example.com', token?.token ?? '']) {
    expect(printed.join()).not.toContain(secret);
  }
});

test('takes no more units for a day than the daily capacity', async () => {
  const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 2 });
  const ids = await Promise.all([1, 2, 3].map(() => place({ product_id: cake, quantity: 1 })));
  await deliver(handler, ids.map(message));
  const days = await sql<{ units_taken: number }>(
    'select units_taken from baking_days where product_id = $1 order by date',
    [cake],
  );
  expect(days.map(({ units_taken }) => units_taken)).toEqual([2, 1]);
});

test('two processors on the same orders and products oversell nothing and decide each order once', async () => {
  const products = [await addProduct({ stock: 40 }), await addProduct({ stock: 40 })];
  const ids = await Promise.all(
    Array.from({ length: 120 }, (_, n) =>
      place(
        { product_id: products[n % 2] ?? 0, quantity: 1 },
        { product_id: products[(n + 1) % 2] ?? 0, quantity: 1 },
      ),
    ),
  );
  const batches = [0, 20, 40, 60, 80, 100].map((from) => ids.slice(from, from + 40));
  await Promise.all(
    [...batches, ...batches.toReversed()].map((batch) => deliver(handler, batch.map(message))),
  );
  const statuses = await Promise.all(ids.map(statusOf));
  expect(statuses.filter((status) => status === 'Completed')).toHaveLength(40);
  expect(statuses.filter((status) => status === 'Rejected: sold out')).toHaveLength(80);
  expect(await Promise.all(products.map(stockOf))).toEqual([0, 0]);
});

/** Runs `work` while another connection holds the lock of a product, as a processor does. */
async function whileLocked<T>(productId: number, work: () => Promise<T>): Promise<T> {
  const other = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await other.connect();
  try {
    await other.query('begin');
    await other.query('select from products where id = $1 for no key update', [productId]);
    return await work();
  } finally {
    await other.query('rollback');
    await other.end();
  }
}

async function waitingForLocks(): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `select count(*)::integer as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.count ?? 0;
}

test('customers can order a product that a processor has locked', async () => {
  const product = await addProduct();
  await whileLocked(product, async () => {
    expect(await place({ product_id: product, quantity: 1 })).toBeGreaterThan(0);
  });
});

test('an order that two processors handle at the same moment takes its stock once', async () => {
  const product = await addProduct({ stock: 1_000 });
  const id = await place({ product_id: product, quantity: 1 });
  const both = await whileLocked(product, async () => {
    const deliveries = [deliver(handler, [message(id)]), deliver(handler, [message(id)])];
    await eventually(async () => expect(await waitingForLocks()).toBe(2));
    return deliveries;
  });
  await Promise.all(both);
  expect(await stockOf(product)).toBe(999);
});

test('reads only its batch of a backlog, with planner statistics from before the backlog', async () => {
  const product = await addProduct({ stock: 100 });
  await sql('truncate orders cascade');
  await sql(`insert into orders (status, request_hash, correlation_id)
             select 'Completed', 'test', 'test' from generate_series(1, 2000)`);
  await sql('analyze orders');
  await sql(`insert into orders (status, request_hash, correlation_id)
             select 'Pending', 'test', 'test' from generate_series(1, 2000)`);
  const id = await place({ product_id: product, quantity: 1 });
  // A connection reports its reads when it ends.
  await closeDatabase();
  const before = await pendingOrdersRead();
  await deliver(handler, [message(id)]);
  expect(await statusOf(id)).toBe('Completed');
  await closeDatabase();
  expect((await pendingOrdersRead()) - before).toBeLessThan(100);
});

test('scans no table once per order, although its statements were planned on empty tables', async () => {
  const product = await addProduct({ stock: 100 });
  const placeSome = (count: number) =>
    Promise.all(Array.from({ length: count }, () => place({ product_id: product, quantity: 1 })));
  await sql('truncate orders cascade');
  // Plans the statements on empty tables, on the connection that all later orders use.
  await closeDatabase();
  await deliver(handler, (await placeSome(1)).map(message));
  const ids = await placeSome(50);
  const before = await tablesReadThrough();
  await deliver(handler, ids.map(message));
  expect(await stockOf(product)).toBe(49);
  expect((await tablesReadThrough()) - before).toBeLessThan(ids.length / 2);
});

/** How often the tables of orders were scanned, as far as connections have reported. */
async function tablesReadThrough(): Promise<number> {
  // Makes the connection report its reads.
  await sql('select pg_stat_force_next_flush()');
  const [row] = await sql<{ scans: string }>(
    `select sum(seq_scan) as scans from pg_stat_user_tables where relname like 'order%'`,
  );
  return Number(row?.scans);
}

/** How many entries of the indexes of Pending orders were read. */
async function pendingOrdersRead(): Promise<number> {
  const [row] = await sql<{ read: string }>(
    `select sum(idx_tup_read) as read from pg_stat_user_indexes
     where indexrelname like 'orders_pending%'`,
  );
  return Number(row?.read);
}
