import { database } from '../../shared/db/database.ts';
import { listDaysResponse } from '../../shared/contract/days.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { movePickup, placeAndProcess, placeOrderOf } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
import { handler } from './handler.ts';
import { listDays } from './list-days.ts';

const zone = 'Asia/Kolkata';

let staff: SignedInStaff;
let bread: number;
let cake: number;
beforeAll(async () => {
  staff = await signInAs('baker');
  bread = await addProduct({ stock: 1_000 });
  cake = await addProduct({ kind: 'made_to_order' });
});

const ask = (query: Record<string, string>, headers: Record<string, string> = {}) =>
  call(handler, 'GET /staff/days', { headers: { ...staff.headers, ...headers }, query });

async function list(query: Record<string, string> = {}) {
  const { status, body } = await ask(query);
  expect(status).toBe(200);
  return listDaysResponse.parse(body);
}

const act = (id: number, body: object) =>
  call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
    headers: staff.headers,
    pathParameters: { id: String(id) },
    body,
  });

const none = {
  pending: 0,
  processing: 0,
  completed: 0,
  collected: 0,
  missed: 0,
  rejected: 0,
  cancelled: 0,
};

test('lists today and the thirteen days after it when nothing is asked', async () => {
  const { today, days } = await list();
  expect(today).toBe(dateAt(new Date(), zone));
  expect(days.map(({ date }) => date)).toEqual(
    Array.from({ length: 14 }, (_, n) => addDays(today, n)),
  );
});

test('begins with the day before until its opening hours end after midnight', async () => {
  const [before] = await sql<{ opening_hours: object }>('select opening_hours from settings');
  const late = [1, 2, 3, 4, 5, 6, 7].map((day) => [day, [{ from: '18:00', to: '02:00' }]]);
  await sql('update settings set opening_hours = $1', [Object.fromEntries(late)]);
  const saturday = addDays(dateAt(new Date(), zone), 3);
  const todayAt = async (time: string) => {
    const { today, days } = await listDays(database, {}, instantAt(saturday, time, zone));
    expect(days[0]?.date).toBe(today);
    return today;
  };
  expect(await todayAt('00:30')).toBe(addDays(saturday, -1));
  expect(await todayAt('02:00')).toBe(saturday);
  await sql('update settings set opening_hours = $1', [before?.opening_hours]);
});

test('counts the orders of a day by status, with their pieces and made-to-order orders', async () => {
  const lines = [
    { product_id: bread, quantity: 3 },
    { product_id: cake, quantity: 2 },
  ];
  const pending = await placeOrderOf({ product_id: bread, quantity: 4 });
  const processing = await placeAndProcess({ lines, customer: { name: 'Emma' } });
  const completed = await placeAndProcess({ product_id: bread, quantity: 1 });
  const collected = await placeAndProcess({ product_id: bread, quantity: 1 });
  await act(collected.id, { action: 'collect' });
  const cancelled = await placeAndProcess({ product_id: bread, quantity: 7 });
  await act(cancelled.id, { action: 'cancel', reason: 'ill' });
  const rejected = await placeOrderOf({ product_id: bread, quantity: 9 });
  await sql(`update orders set status = 'Rejected', reason = 'sold out' where id = $1`, [
    rejected.id,
  ]);
  const missed = await placeAndProcess({ product_id: bread, quantity: 1 });
  const missedCake = await placeAndProcess({ lines, customer: { name: 'Emma' } });
  await sql('update orders set missed_at = now() where id = any($1)', [[missed.id, missedCake.id]]);
  const ended = [collected, missed, missedCake, cancelled, rejected];
  for (const { id } of [pending, processing, completed, ...ended]) {
    await movePickup([id], '2031-03-03T10:00:00Z');
  }
  const { days } = await list({ from: '2031-03-02', days: '3' });
  expect(days).toEqual([
    expect.objectContaining({ date: '2031-03-02', orders: none, pieces: 0, made_to_order: 0 }),
    expect.objectContaining({
      date: '2031-03-03',
      orders: {
        pending: 1,
        processing: 1,
        completed: 1,
        collected: 1,
        missed: 2,
        rejected: 1,
        cancelled: 1,
      },
      pieces: 17,
      made_to_order: 2,
    }),
    expect.objectContaining({ date: '2031-03-04', orders: none }),
  ]);
});

test("a day lasts from midnight to midnight in the bakery's time zone", async () => {
  const times = ['00:00', '23:59'].map((time) => instantAt('2031-04-10', time, zone));
  for (const time of times) {
    const { id } = await placeOrderOf({ product_id: bread, quantity: 1 });
    await movePickup([id], time);
  }
  const { days } = await list({ from: '2031-04-09', days: '3' });
  expect(days.map(({ orders }) => orders.pending)).toEqual([0, 2, 0]);
});

test('an order without a pickup time counts on the day of its placement', async () => {
  const before = (await list({ days: '1' })).days[0]?.orders.pending ?? 0;
  await placeOrderOf({ product_id: bread, quantity: 1 });
  expect((await list({ days: '1' })).days[0]?.orders.pending).toBe(before + 1);
});

test('says which days are closed, also past days', async () => {
  await sql(
    `update settings set opening_hours = opening_hours - '7'`, // Sunday
  );
  await sql(`insert into closures values ('2031-05-01', 'May Day'), ('2021-05-01', 'May Day')`);
  const closed = async (from: string) =>
    (await list({ from, days: '4' })).days.map(({ is_open, closure }) => [is_open, closure]);
  expect(await closed('2031-05-01')).toEqual([
    [false, 'May Day'],
    [true, null],
    [true, null],
    [false, null],
  ]);
  expect((await closed('2021-05-01'))[0]).toEqual([false, 'May Day']);
});

test('says which days have other hours, also past days and weekdays that are usually closed', async () => {
  const hours = [{ from: '09:00', to: '12:00' }];
  await sql(`insert into closures select d, 'Fair', $2 from unnest($1::date[]) as d`, [
    ['2021-08-01', '2031-08-03'], // Sundays
    JSON.stringify(hours),
  ]);
  for (const date of ['2021-08-01', '2031-08-03']) {
    expect((await list({ from: date, days: '1' })).days).toMatchObject([
      { date, is_open: true, closure: null, special_day: { message: 'Fair', hours } },
    ]);
  }
});

test('has the number of orders that need attention on any day', async () => {
  const before = (await list()).needs_attention;
  const { id } = await placeOrderOf({ product_id: bread, quantity: 1 });
  await movePickup([id], '2035-01-01T10:00:00Z');
  expect((await list()).needs_attention).toBe(before);
  await sql('update orders set attempts = 1 where id = $1', [id]);
  expect((await list()).needs_attention).toBe(before + 1);
});

test('an order that was not picked up on one of the last 14 days needs attention', async () => {
  const before = (await list()).needs_attention;
  const { id } = await placeAndProcess({ product_id: bread, quantity: 1 });
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const countOn = async (pickupAt: Date) => {
    await movePickup([id], pickupAt);
    return (await list()).needs_attention - before;
  };
  expect(await countOn(new Date())).toBe(0);
  expect(await countOn(daysAgo(2))).toBe(1);
  expect(await countOn(daysAgo(17))).toBe(0);
  await movePickup([id], daysAgo(2));
  await act(id, { action: 'miss' });
  expect((await list()).needs_attention).toBe(before);
});

test('returns 304 while nothing has changed, and 200 after a change', async () => {
  const { headers } = await ask({});
  const known = { 'if-none-match': String(headers['etag']) };
  expect(headers['cache-control']).toBe('private, no-cache');
  expect((await ask({}, known)).status).toBe(304);
  await placeOrderOf({ product_id: bread, quantity: 1 });
  expect((await ask({}, known)).status).toBe(200);
});

test.each([
  ['more than 31 days', { days: '32' }, '/query/days'],
  ['no days', { days: '0' }, '/query/days'],
  ['an invalid date', { from: '2031-02-30' }, '/query/from'],
])('refuses %s', async (_, query: Record<string, string>, path) => {
  expect(await ask(query)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});
