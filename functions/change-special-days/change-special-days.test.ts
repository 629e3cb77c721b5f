import { problem } from '../../shared/contract/problem.ts';
import { listPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import { listSpecialDaysResponse } from '../../shared/contract/settings.ts';
import { findSpecialDays } from '../../shared/db/special-days.ts';
import { database } from '../../shared/db/database.ts';
import type { NewOrder } from '../../shared/db/placement.ts';
import { insertOrder } from '../../tests/support/insert-order.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../../shared/domain/calendar.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler as listPickupSlots } from '../list-pickup-slots/handler.ts';
import { changeSpecialDay } from './change-special-days.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';
const today = dateAt(new Date(), zone);

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});

const close = (date: string, body: unknown = { message: 'Holiday' }, { headers } = manager) =>
  call(handler, 'PUT /staff/special-days/{date}', { headers, body, pathParameters: { date } });
const open = (date: string, { headers } = manager, query: Readonly<Record<string, string>> = {}) =>
  call(handler, 'DELETE /staff/special-days/{date}', { headers, query, pathParameters: { date } });

async function list({ headers } = manager) {
  const { status, body } = await call(handler, 'GET /staff/special-days', { headers });
  expect(status).toBe(200);
  return listSpecialDaysResponse.parse(body);
}

test('customers see a closed day until it is opened again', async () => {
  const date = addDays(today, 2);
  const day = async () =>
    (await call(listPickupSlots, 'GET /pickup-slots', { query: { date } })).body;
  expect(await close(date, { message: 'We are at the fair' })).toMatchObject({
    status: 200,
    body: { date, message: 'We are at the fair' },
  });
  expect(await day()).toMatchObject({
    closure: 'We are at the fair',
    slots: expect.arrayContaining([expect.objectContaining({ refusal: 'closed day' })]),
  });
  expect((await open(date)).status).toBe(204);
  expect(await day()).toMatchObject({
    closure: null,
    slots: expect.not.arrayContaining([expect.objectContaining({ refusal: 'closed day' })]),
  });
});

test('customers see the slots of other hours, and the reason, until the day has its usual hours again', async () => {
  const date = addDays(today, 3);
  const day = async () =>
    listPickupSlotsResponse.parse(
      (await call(listPickupSlots, 'GET /pickup-slots', { query: { date } })).body,
    );
  const usual = (await day()).slots.length;
  const hours = [
    { from: '07:00', to: '08:00' },
    { from: '20:00', to: '20:30' },
  ];
  const changed = { date, message: 'Christmas Eve', hours };
  expect(await close(date, { message: 'Christmas Eve', hours })).toMatchObject({
    status: 200,
    body: changed,
  });
  expect(await list()).toContainEqual({ ...changed, orders: 0 });
  const { slots, ...special } = await day();
  expect(special).toEqual({
    date,
    closure: null,
    cut_off_at: null,
    special_day: { message: 'Christmas Eve', hours },
  });
  expect(slots.map(({ starts_at }) => starts_at)).toEqual(
    ['07:00', '07:30', '20:00'].map((time) => instantAt(date, time, zone).toISOString()),
  );
  expect((await open(date)).status).toBe(204);
  const { slots: again, ...plain } = await day();
  expect([plain, again.length]).toEqual([
    { date, closure: null, cut_off_at: null, special_day: null },
    usual,
  ]);
});

test('opens a weekday that is usually closed, for orders too', async () => {
  const date = addDays(today, 6);
  const [before] = await sql<{ opening_hours: object }>('select opening_hours from settings');
  await sql(`update settings set opening_hours = opening_hours - $1::text`, [weekdayOf(date)]);
  const product = await addProduct();
  const order = () =>
    call(placeOrder, 'POST /order', {
      body: { product_id: product, quantity: 1, pickup_at: instantAt(date, '10:00', zone) },
    });
  try {
    expect(await order()).toMatchObject({ status: 409, body: { code: 'pickup-no-such-slot' } });
    await close(date, { message: 'Market', hours: [{ from: '09:00', to: '12:00' }] });
    expect((await order()).status).toBe(201);
    await sql('update orders set collected_at = now() where pickup_at = $1', [
      instantAt(date, '10:00', zone),
    ]);
    await close(date, { message: 'No market' });
    expect(await order()).toMatchObject({ status: 409, body: { code: 'pickup-closed-day' } });
  } finally {
    await sql('update settings set opening_hours = $1', [before?.opening_hours]);
    await open(date);
  }
});

test('the previous release closes days, lists closed days only, and opens them', async () => {
  const [closed, changed] = [addDays(today, 22), addDays(today, 23)];
  const { headers } = manager;
  const former = (method: 'PUT' | 'DELETE', date: string) =>
    call(handler, `${method} /staff/closures/{date}`, {
      headers,
      pathParameters: { date },
      ...(method === 'PUT' && { body: { message: 'Holiday' } }),
    });
  await close(changed, { message: 'Fair', hours: [{ from: '09:00', to: '12:00' }] });
  expect((await former('PUT', closed)).status).toBe(200);
  const { body } = await call(handler, 'GET /staff/closures', { headers });
  const dates = listSpecialDaysResponse.parse(body).map(({ date }) => date);
  expect([dates.includes(closed), dates.includes(changed)]).toEqual([true, false]);
  expect((await former('DELETE', closed)).status).toBe(204);
  expect((await list()).map(({ date }) => date)).not.toContain(closed);
});

test.each([
  ['before the night before ends', [{ from: '00:30', to: '12:00' }], '/hours/0/from'],
  ['shorter than a slot', [{ from: '09:00', to: '09:10' }], '/hours/0/to'],
  ['into the hours of the next day', [{ from: '22:00', to: '08:00' }], '/hours/0/to'],
  [
    'in the wrong order',
    [
      { from: '14:00', to: '18:00' },
      { from: '07:00', to: '12:00' },
    ],
    '/hours/1/from',
  ],
  ['not written as a time', [{ from: '9', to: '12:00' }], '/hours/0/from'],
])('refuses hours %s', async (_, hours, path) => {
  const date = addDays(today, 26);
  const night = { message: 'Late night', hours: [{ from: '20:00', to: '01:00' }] };
  expect((await close(addDays(date, -1), night)).status).toBe(200);
  expect(await close(date, { message: 'Fair', hours })).toMatchObject({
    status: 400,
    body: { errors: [{ path }] },
  });
  expect(await sql('select from closures where date = $1', [date])).toEqual([]);
});

test('accepts a repeated closing and a repeated opening, and stores the last message', async () => {
  const date = addDays(today, 5);
  await close(date, { message: 'Holiday' });
  expect((await close(date, { message: 'Holiday' })).status).toBe(200);
  expect((await close(date, { message: 'Wedding' })).status).toBe(200);
  expect(await list()).toContainEqual({ date, message: 'Wedding', hours: [], orders: 0 });
  expect((await open(date)).status).toBe(204);
  expect((await open(date)).status).toBe(204);
});

test('lists the special days of the last 365 days and the future, the earliest first', async () => {
  await sql('delete from closures');
  const dates = ['2026-02-28', '2025-11-23', '2025-11-24', '2027-01-01'];
  await sql(`insert into closures select unnest($1::date[]), 'Holiday'`, [dates]);
  const listed = await findSpecialDays(database, instantAt('2026-11-24', '00:00', zone));
  expect(listed.map(({ date }) => date)).toEqual(['2025-11-24', '2026-02-28', '2027-01-01']);
});

test('counts the open orders of each closed day', async () => {
  const product = await addProduct();
  const date = addDays(today, 7);
  const place = async (pickupAt: Date | null, change = '') => {
    const { order_id } = await insertOrder(database, {
      lines: [{ product_id: product, quantity: 1 }],
      correlationId: 'special-days-test',
      customer: null,
      pickupAt,
      idempotencyKey: null,
      requestHash: 'test',
    });
    if (change) await sql(`update orders set ${change} where id = $1`, [order_id]);
  };
  const at = (time: string, on = date) => instantAt(on, time, zone);
  await place(at('00:00'));
  await place(at('23:30'), `status = 'Processing'`);
  await place(at('12:00'), `status = 'Completed'`);
  await place(at('12:00'), `status = 'Completed', collected_at = now()`);
  await place(at('12:00'), `status = 'Completed', missed_at = now()`);
  await place(at('12:00', addDays(today, -2)), `status = 'Processing'`);
  await place(at('12:00'), `status = 'Cancelled'`);
  await place(at('12:00'), `status = 'Rejected', reason = 'slot full'`);
  await place(at('23:30', addDays(date, -1)));
  await place(at('24:00'));
  await place(null);
  await sql(`insert into closures values ($1, 'Holiday'), ($2, 'Holiday')`, [
    date,
    addDays(today, -2),
  ]);
  expect((await close(today)).status).toBe(200);
  const listed = await list();
  expect(listed.find((day) => day.date === addDays(today, -2))?.orders).toBe(0);
  expect(listed.find((day) => day.date === date)?.orders).toBe(3);
  expect(listed.find((day) => day.date === today)?.orders).toBe(0);
});

test('closes a day whose only order was missed, without a confirmation', async () => {
  const date = addDays(today, 9);
  const { order_id } = await insertOrder(database, {
    lines: [{ product_id: await addProduct(), quantity: 1 }],
    correlationId: 'closures-test',
    customer: null,
    pickupAt: instantAt(date, '12:00', zone),
    idempotencyKey: null,
    requestHash: 'test',
  });
  expect((await close(date)).status).toBe(409);
  await sql(`update orders set status = 'Completed', missed_at = now() where id = $1`, [order_id]);
  expect((await close(date)).status).toBe(200);
});

test('counts an order for 01:00 under the day before, whose opening hours end at 03:00', async () => {
  const night = addDays(today, 12);
  const nextDay = addDays(night, 1);
  const [before] = await sql<{ opening_hours: object }>('select opening_hours from settings');
  const late = Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((day) => [day, [{ from: '22:00', to: '03:00' }]]),
  );
  await sql('update settings set opening_hours = $1', [late]);
  await sql(
    `insert into orders (status, correlation_id, request_hash, pickup_at, pickup_date)
     values ('Processing', 'test', 'test', $1, $2), ('Processing', 'test', 'test', $3, $4)`,
    [instantAt(nextDay, '01:00', zone), night, instantAt(nextDay, '22:30', zone), nextDay],
  );
  await sql(`insert into closures values ($1, 'Holiday'), ($2, 'Holiday')`, [night, nextDay]);
  const listed = await list();
  await sql('update settings set opening_hours = $1', [before?.opening_hours]);
  const counts = listed.filter(({ date }) => date === night || date === nextDay);
  expect(counts).toEqual([
    { date: night, message: 'Holiday', hours: [], orders: 1 },
    { date: nextDay, message: 'Holiday', hours: [], orders: 1 },
  ]);
});

describe('closing a day with open orders', () => {
  test('refuses the confirmation of a closure with another message', async () => {
    const date = addDays(today, 18);
    await placeFor(instantAt(date, '07:00', zone));
    const { affected } = problem.parse((await close(date)).body);
    const confirmed = { message: 'Another', confirmation: affected?.confirmation };
    expect((await close(date, confirmed)).status).toBe(409);
  });

  test('is refused with the list of orders, and accepted with the confirmation', async () => {
    const date = addDays(today, 11);
    const before = await placeFor(instantAt(date, '07:00', zone));
    const after = await placeFor(instantAt(date, '18:30', zone));
    await placeFor(instantAt(addDays(date, 1), '07:00', zone));
    const answer = await close(date);
    expect(answer).toMatchObject({ status: 409, body: { code: 'orders-affected' } });
    const { affected } = problem.parse(answer.body);
    expect(affected).toMatchObject({
      count: 2,
      orders: [
        { order_id: before, effect: 'closed day' },
        { order_id: after, effect: 'closed day' },
      ],
    });
    expect((await list()).map((day) => day.date)).not.toContain(date);
    const confirmed = { message: 'Holiday', confirmation: affected?.confirmation };
    expect(await close(date, confirmed)).toMatchObject({ status: 200, body: { date } });
    expect((await close(date, { message: 'Another message' })).status).toBe(200);
  });

  test('lists the orders outside the new hours, and those inside when the day loses its hours', async () => {
    const date = addDays(today, 30);
    const early = await placeFor(instantAt(date, '08:00', zone));
    const late = await placeFor(instantAt(date, '21:00', zone));
    const longer = { message: 'Long night', hours: [{ from: '07:00', to: '22:00' }] };
    expect((await close(date, longer)).status).toBe(200);
    const shorter = { message: 'Fair', hours: [{ from: '09:00', to: '22:00' }] };
    const refused = problem.parse((await close(date, shorter)).body).affected;
    expect(refused?.orders).toMatchObject([{ order_id: early, effect: 'outside opening hours' }]);
    const removal = await open(date);
    expect(removal).toMatchObject({ status: 409, body: { code: 'orders-affected' } });
    const { affected } = problem.parse(removal.body);
    expect(affected?.orders).toMatchObject([{ order_id: late, effect: 'outside opening hours' }]);
    const confirmed = { confirmation: affected?.confirmation ?? '' };
    expect((await open(date, manager, confirmed)).status).toBe(204);
  });

  test('refuses the confirmation after another order was placed', async () => {
    const date = addDays(today, 14);
    await placeFor(instantAt(date, '07:00', zone));
    const { affected } = problem.parse((await close(date)).body);
    await placeFor(instantAt(date, '08:00', zone));
    const confirmed = { message: 'Holiday', confirmation: affected?.confirmation };
    expect(await close(date, confirmed)).toMatchObject({
      status: 409,
      body: { affected: { count: 2 } },
    });
  });

  test('lists each order with its customer, and keeps the confirmation when these details change', async () => {
    const date = addDays(today, 17);
    const unnamed = await placeFor(instantAt(date, '07:00', zone));
    const emma = { name: 'Emma', phone: '+49 151 12345678' };
    const named = await placeFor(instantAt(date, '08:00', zone), emma);
    const { affected } = problem.parse((await close(date)).body);
    const effect = 'closed day';
    expect(affected?.orders).toEqual([
      {
        order_id: unnamed,
        pickup_at: instantAt(date, '07:00', zone).toISOString(),
        effect,
        customer: null,
      },
      {
        order_id: named,
        pickup_at: instantAt(date, '08:00', zone).toISOString(),
        effect,
        customer: { ...emma, email: null },
      },
    ]);
    await sql(`update orders set customer_phone = '+49 30 7654321' where id = $1`, [named]);
    const confirmed = { message: 'Holiday', confirmation: affected?.confirmation };
    expect((await close(date, confirmed)).status).toBe(200);
  });

  test('lists 500 of 520 orders and counts them all', async () => {
    const date = addDays(today, 16);
    const id = await placeFor(instantAt(date, '07:00', zone));
    await sql(
      `insert into orders (status, correlation_id, request_hash, pickup_at)
       select 'Pending', 'test', 'test', pickup_at from orders, generate_series(1, 519) where id = $1`,
      [id],
    );
    const { affected } = problem.parse((await close(date)).body);
    expect(affected?.count).toBe(520);
    expect(affected?.orders).toHaveLength(500);
  });
});

/** Places an order for this time. @returns the order's id */
async function placeFor(pickupAt: Date, customer: NewOrder['customer'] = null): Promise<number> {
  const { order_id } = await insertOrder(database, {
    lines: [{ product_id: await addProduct(), quantity: 1 }],
    correlationId: 'special-days-test',
    customer,
    pickupAt,
    idempotencyKey: null,
    requestHash: 'test',
  });
  return order_id;
}

test('accepts the closure of a day until its opening hours end after midnight', async () => {
  const date = addDays(today, 20);
  const at = (time: string) => instantAt(addDays(date, 1), time, zone);
  const staff: StaffMember = { accountId: 1, name: 'manager', role: 'manager', isDemo: true };
  const [before] = await sql<{ opening_hours: unknown }>('select opening_hours from settings');
  const hours = { [weekdayOf(date)]: [{ from: '22:00', to: '03:00' }] };
  await sql('update settings set opening_hours = $1', [hours]);
  const closeAt = (now: Date) => changeSpecialDay(database, staff, date, { message: 'Storm' }, now);
  try {
    await expect(closeAt(at('03:01'))).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await closeAt(at('02:59'))).toEqual({ date, message: 'Storm', hours: [] });
  } finally {
    await sql('update settings set opening_hours = $1', [before?.opening_hours]);
  }
});

test.each([
  [-1, 'This day is over'],
  [-365, 'This day is over'],
  [731, 'This day is more than two years away'],
])('refuses to close the day %i days from today: %s', async (days, message) => {
  const date = addDays(today, days);
  expect(await close(date)).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/path/date', message }] },
  });
  expect(await sql('select from closures where date = $1', [date])).toEqual([]);
});

test('a baker can list special days but cannot change them', async () => {
  const baker = await signInAs('baker');
  const date = addDays(today, 9);
  await close(date);
  expect(await list(baker)).toContainEqual({ date, message: 'Holiday', hours: [], orders: 0 });
  expect((await close(date, { message: 'Mine' }, baker)).status).toBe(403);
  expect((await open(date, baker)).status).toBe(403);
});

test.each<[string, string, unknown, string]>([
  ['a day that does not exist', '2026-02-30', { message: 'Holiday' }, '/path/date'],
  ['a year out of range', '0000-01-01', { message: 'Holiday' }, '/path/date'],
  ['no message', '2026-12-25', {}, '/message'],
  ['a blank message', '2026-12-25', { message: '  ' }, '/message'],
  ['an unknown field', '2026-12-25', { message: 'Holiday', until: '2026-12-26' }, '/until'],
])('refuses %s', async (_, date, body, path) => {
  expect(await close(date, body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});
