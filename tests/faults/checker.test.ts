/** The checker on a small correct bakery, and on damaged copies of it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { handler as cancelOrder } from '../../functions/cancel-order/handler.ts';
import { handler as placeOrder } from '../../functions/place-order/handler.ts';
import { handler as processOrder } from '../../functions/process-order/handler.ts';
import type { PlaceOrderResponse } from '../../shared/contract/orders.ts';
import { closeDatabase } from '../../shared/db/database.ts';
import { utcDateOf } from '../../shared/db/utc-date.ts';
import { call, deliver } from '../support/call.ts';
import { closeSql, sql } from '../support/database.ts';
import type { Verdict } from './checker.ts';
import { type JournalEntry, openJournal } from './journal.ts';
import { isClean, stockUp, stockUpForRace } from './trial.ts';

type Finding = 'lost' | 'duplicated' | 'oversold' | 'illegal_transitions' | 'unexplained';

const checker = fileURLToPath(new URL('./checker.ts', import.meta.url));
const original = process.env['SUPERUSER_DATABASE_URL'] ?? '';
const entries: JournalEntry[] = [];
/** Numbers of orders, by their fate. */
const orders = { bread: 0, cake: 0, scarce: 0, rejected: 0, cancelled: 0, chosen: 0 };
let folder: string;
let journals = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bakery-checker-'));
  const { products, pickups } = await stockUp({ database: { query: sql } as never });
  const [plenty = 0, scarce = 0, cake = 0] = products;
  orders.bread = await place('bread', plenty, 2);
  orders.cake = await place('cake', cake, 2);
  // Each of these two orders alone could be served.
  orders.scarce = await place('scarce', scarce, 60);
  orders.rejected = await place('rejected', scarce, 60);
  orders.chosen = await place('chosen', plenty, 3, pickups[0]);
  orders.cancelled = await place('cancelled', cake, 2);
  const messages = Object.values(orders).map((id) => ({ order_id: id, correlation_id: 'checker' }));
  await deliver(processOrder, messages);
  await cancel('cancelled', orders.cancelled);
  await sellContested();
  // A database can be cloned only without open connections.
  await closeDatabase();
  await closeSql();
});

afterAll(() => rm(folder, { recursive: true }));

/** Sells the supply of a race: five, five and four rolls, and two cakes on each date. */
async function sellContested() {
  const race = await stockUpForRace({ database: { query: sql } as never });
  const [roll = 0, cake = 0] = race.products;
  const ids: number[] = [];
  for (const [day, pickup] of race.pickups.entries()) {
    ids.push(await place(`roll-${day}`, roll, [5, 5, 4][day] ?? 0, pickup));
    ids.push(await place(`contested-cake-${day}`, cake, 2, pickup));
  }
  await deliver(
    processOrder,
    ids.map((id) => ({ order_id: id, correlation_id: 'checker' })),
  );
}

const keyOf = (name: string) => `order-of-the-checker-${name}`;

async function place(name: string, productId: number, quantity: number, pickup_at?: string) {
  const key = keyOf(name);
  const chosen = pickup_at === undefined ? {} : { pickup_at };
  const lines = [{ product_id: productId, quantity }];
  const { status, body } = await call(placeOrder, 'POST /order', {
    headers: { 'idempotency-key': key },
    body: { lines: lines.map((line) => ({ ...line, note: key })), ...chosen },
  });
  const { order_id, token } = body as PlaceOrderResponse;
  entries.push({ kind: 'order', key, attempt: 1, lines, ...chosen });
  entries.push({ kind: 'answer', key, status, order_id, token });
  return order_id;
}

async function cancel(name: string, orderId: number) {
  const answer = entries.find(({ kind, key }) => kind === 'answer' && key === keyOf(name));
  const token = answer?.kind === 'answer' ? answer.token : undefined;
  const { status } = await call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(orderId) },
    headers: { 'x-order-token': token ?? '' },
  });
  entries.push({ kind: 'cancel', key: keyOf(name), order_id: orderId });
  entries.push({ kind: 'cancelled', key: keyOf(name), status });
}

/** The checker's result for a copy of the bakery, after these statements, and with this journal. */
async function checkAfter(damage: string, journal: readonly JournalEntry[] = entries) {
  const name = `damaged_${++journals}_${process.pid}`;
  const [admin, copy] = [new URL(original), new URL(original)];
  admin.pathname = '/template1';
  copy.pathname = `/${name}`;
  await run(admin.href, `create database ${name} template ${new URL(original).pathname.slice(1)}`);
  if (damage !== '') await run(copy.href, damage);
  const file = join(folder, name);
  const written = openJournal(file);
  for (const entry of journal) written.write(entry);
  written.close();
  const { stdout } = await promisify(execFile)(process.execPath, [checker, copy.href, file]);
  return JSON.parse(stdout) as Verdict;
}

async function run(url: string, statements: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

test('finds nothing in a correct bakery', async () => {
  const verdict = await checkAfter('');
  expect(verdict).toEqual({
    attempted: 12,
    acknowledged: 12,
    unknown: 0,
    lost: [],
    duplicated: [],
    oversold: [],
    illegal_transitions: [],
    unexplained: [],
    ended: { Pending: 0, Processing: 8, Completed: 2, Rejected: 1, Cancelled: 1 },
    ended_late: { Pending: 0, Processing: 4, Completed: 0, Rejected: 0, Cancelled: 0 },
  });
  expect(isClean(verdict)).toBe(true);
});

/** Each damage leaves the rest consistent, so that no other check detects it. */
const damages: readonly { what: string; finds: Finding; damage: () => string }[] = [
  {
    what: 'an order that is gone',
    finds: 'lost',
    damage: () => `
      delete from order_timeline where order_id = ${orders.rejected};
      delete from order_lines where order_id = ${orders.rejected};
      delete from orders where id = ${orders.rejected}`,
  },
  {
    what: 'an order with another token',
    finds: 'lost',
    damage: () => `update orders set token = repeat('0', 32) where id = ${orders.bread}`,
  },
  {
    what: 'a cancelled order that is baked',
    finds: 'lost',
    damage: () => `
      update orders set status = 'Processing' where id = ${orders.cancelled};
      delete from order_timeline where order_id = ${orders.cancelled} and to_status = 'Cancelled';
      update pickup_slots set units_taken = units_taken + 2
        where starts_at = (select pickup_at from orders where id = ${orders.cancelled});
      update baking_days b set units_taken = units_taken + 2 from orders o, order_lines l
        where o.id = ${orders.cancelled} and l.order_id = o.id and b.product_id = l.product_id
          and b.date = ${utcDateOf('o.pickup_at')}`,
  },
  {
    what: 'an order that took its stock twice',
    finds: 'duplicated',
    damage: () => `
      insert into stock_movements (order_id, product_id, units, reason, by)
        select order_id, product_id, units, reason, by from stock_movements where order_id = ${orders.bread};
      update products set stock = stock - 2
        where id = (select product_id from order_lines where order_id = ${orders.bread})`,
  },
  {
    what: 'an order that was decided twice',
    finds: 'duplicated',
    damage: () => `
      insert into order_timeline (order_id, from_status, to_status, by)
        values (${orders.bread}, 'Pending', 'Completed', 'processor')`,
  },
  {
    what: 'stock that its movements do not explain',
    finds: 'oversold',
    damage: () => `update products set stock = stock - 1 where name = 'Scarce'`,
  },
  {
    what: 'an order whose stock is not claimed',
    finds: 'oversold',
    damage: () => `delete from claims where order_id = ${orders.bread} and source = 'stock'`,
  },
  {
    what: 'an order that claims a unit too many of a day',
    finds: 'oversold',
    damage: () => `
      update claims set units = units + 1 where order_id = ${orders.cake} and source = 'capacity'`,
  },
  {
    what: 'a rejected order that claims stock',
    finds: 'oversold',
    damage: () => `
      insert into claims (order_id, no, line_no, source, product_id, units)
        values (${orders.rejected}, 1, 1, 'stock', 1, 1)`,
  },
  {
    what: 'a slot that lost an order',
    finds: 'oversold',
    damage: () => `
      update pickup_slots set units_taken = units_taken - 3
        where starts_at = (select pickup_at from orders where id = ${orders.chosen})`,
  },
  {
    what: 'a slot beyond its capacity',
    finds: 'oversold',
    damage: () => `update settings set slot_capacity = 2`,
  },
  {
    what: 'a day beyond its baking capacity',
    finds: 'oversold',
    damage: () => `update products set daily_capacity = 1 where name = 'Plenty of cake'`,
  },
  {
    what: 'a pool beyond its capacity',
    finds: 'oversold',
    damage: () => `update pool_weekdays set units = 2`,
  },
  {
    what: 'more sold than is planned for a date',
    finds: 'oversold',
    damage: () =>
      `update product_dates set units = units - 1; update pool_dates set units = units - 1`,
  },
  {
    what: 'less sold than is planned for a date, although more is ordered',
    finds: 'unexplained',
    damage: () =>
      `update product_dates set units = units + 1; update pool_dates set units = units + 1`,
  },
  {
    what: 'less sold than a pool has, although more is ordered',
    finds: 'unexplained',
    damage: () => `update pool_dates set units = units + 2`,
  },
  {
    what: 'an order that claims a unit too few of a pool',
    finds: 'oversold',
    damage: () => `
      update claims set units = units - 1 where order_id = ${orders.cake} and source = 'pool'`,
  },
  {
    what: 'a decision that is not in the timeline',
    finds: 'illegal_transitions',
    damage: () => `
      delete from order_timeline where order_id = ${orders.bread} and to_status = 'Completed'`,
  },
  {
    what: 'a cake that was never baked',
    finds: 'illegal_transitions',
    damage: () => `
      update orders set status = 'Completed' where id = ${orders.cake};
      update order_timeline set to_status = 'Completed'
        where order_id = ${orders.cake} and to_status = 'Processing'`,
  },
  {
    what: 'an order for a chosen time that staff never packed',
    finds: 'illegal_transitions',
    damage: () => `
      update orders set status = 'Completed' where id = ${orders.chosen};
      update order_timeline set to_status = 'Completed'
        where order_id = ${orders.chosen} and to_status = 'Processing'`,
  },
  {
    what: 'an order still Pending',
    finds: 'unexplained',
    damage: () => `
      update orders set status = 'Pending', reason = null where id = ${orders.rejected};
      delete from order_timeline where order_id = ${orders.rejected} and to_status = 'Rejected'`,
  },
  {
    what: 'an order rejected despite enough stock',
    finds: 'unexplained',
    damage: () => `
      update orders set status = 'Rejected', reason = 'sold out' where id = ${orders.chosen};
      update order_timeline set to_status = 'Rejected'
        where order_id = ${orders.chosen} and to_status = 'Processing';
      delete from stock_movements where order_id = ${orders.chosen};
      update products set stock = stock + 3 where name = 'Plenty';
      update pickup_slots set units_taken = units_taken - 3
        where starts_at = (select pickup_at from orders where id = ${orders.chosen})`,
  },
  {
    what: 'an order for another time',
    finds: 'unexplained',
    damage: () => `
      update pickup_slots set starts_at = starts_at + interval '1 day'
        where starts_at = (select pickup_at from orders where id = ${orders.chosen});
      update orders set pickup_at = pickup_at + interval '1 day' where id = ${orders.chosen}`,
  },
  {
    what: 'an order of something else',
    finds: 'unexplained',
    damage: () => `update order_lines set quantity = 102 where order_id = ${orders.rejected}`,
  },
  {
    what: 'an order at another price',
    finds: 'unexplained',
    damage: () => `update order_lines set unit_price_minor = 0 where order_id = ${orders.bread}`,
  },
  {
    what: 'an order that lost its key',
    finds: 'unexplained',
    damage: () => `update orders set idempotency_key = null where id = ${orders.bread}`,
  },
];

test.each(damages)('finds $what', async ({ finds, damage }) => {
  const verdict = await checkAfter(damage());
  expect(verdict[finds]).not.toEqual([]);
  expect(isClean(verdict)).toBe(false);
});

const without = (...kinds: JournalEntry['kind'][]) =>
  entries.filter(({ kind, key }) => key !== keyOf('cancelled') || !kinds.includes(kind));

test('finds an order that was not requested', async () => {
  const others = entries.filter(({ key }) => key !== keyOf('bread'));
  expect((await checkAfter('', others)).unexplained).toHaveLength(1);
});

test('finds an order that was refused, and exists', async () => {
  const refused = entries.map((entry): JournalEntry =>
    entry.kind === 'answer' && entry.key === keyOf('bread')
      ? { kind: 'answer', key: entry.key, status: 409 }
      : entry,
  );
  expect((await checkAfter('', refused)).unexplained).toHaveLength(1);
});

test('finds an order that was answered with two numbers', async () => {
  const key = keyOf('bread');
  const twice: JournalEntry = { kind: 'answer', key, status: 201, order_id: 1, token: 'x' };
  expect((await checkAfter('', [...entries, twice])).duplicated).toHaveLength(1);
});

test('finds a cancellation that was not requested, or not allowed', async () => {
  expect((await checkAfter('', without('cancel', 'cancelled'))).unexplained).toHaveLength(1);
  const denied: JournalEntry = { kind: 'cancelled', key: keyOf('cancelled'), status: 409 };
  const refused = [...without('cancelled'), denied];
  expect((await checkAfter('', refused)).unexplained).toHaveLength(1);
  expect((await checkAfter('', without('cancelled'))).unexplained).toEqual([]);
});

test('a run without completed orders, or without responses, is not clean', async () => {
  const verdict = await checkAfter('');
  expect(isClean(verdict)).toBe(true);
  expect(isClean({ ...verdict, ended: { ...verdict.ended, Completed: 0 } })).toBe(false);
  expect(isClean({ ...verdict, unknown: 1 })).toBe(false);
});
