import { problem } from '../../shared/contract/problem.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { type Settings, settingsResponse } from '../../shared/contract/settings.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../../shared/domain/calendar.ts';
import { call, deliver } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { addOptionGroup } from '../../tests/support/options.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as cancelOrder } from '../cancel-order/handler.ts';
import { handler as getBakery } from '../get-bakery/handler.ts';
import { handler as getOrder } from '../get-order/handler.ts';
import { handler as getSettings } from '../get-settings/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler as processOrder } from '../process-order/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
let initial: Settings;
beforeAll(async () => {
  manager = await signInAs('manager');
  initial = await get();
});

const put = (body: unknown, { headers } = manager) =>
  call(handler, 'PUT /staff/settings', { headers, body });

async function get({ headers } = manager): Promise<Settings> {
  const { status, body } = await call(getSettings, 'GET /staff/settings', { headers });
  expect(status).toBe(200);
  return settingsResponse.parse(body);
}

/** Changes some settings and confirms affected orders. */
async function change(wanted: Partial<Settings>) {
  const body = { ...(await get()), ...wanted };
  const first = await put(body);
  const confirmation = problem.safeParse(first.body).data?.affected?.confirmation;
  const { status } = confirmation ? await put({ ...body, confirmation }) : first;
  expect(status).toBe(200);
}

/** Places an order and processes it. */
async function order(body: object) {
  const placed = placeOrderResponse.parse((await call(placeOrder, 'POST /order', { body })).body);
  const message = { order_id: placed.order_id, correlation_id: 'settings-test' };
  expect(await deliver(processOrder, [message])).toEqual([]);
  return placed;
}

test('replaces all settings, and increases their version', async () => {
  const wanted: Settings = {
    bakery_name: 'Backstube am Eck',
    address: 'Am Eck 1\n10115 Berlin',
    phone: '030 23125 123',
    email: 'hallo@example.com',
    imprint: '# Impressum\n\nInhaberin: **Ada**',
    privacy: 'Wir speichern Ihre Bestellung.  \n- <b>sonst nichts</b>\n\n\tso',
    terms: '',
    locale: 'de-DE',
    currency: 'EUR',
    time_zone: 'Europe/Berlin',
    opening_hours: {
      1: [
        { from: '06:30', to: '12:00' },
        { from: '14:00', to: '18:00' },
      ],
      6: [{ from: '00:00', to: '24:00' }],
      7: [],
    },
    slot_minutes: 20,
    slot_capacity: 40,
    cut_off: '17:30',
    cut_off_days: 2,
    days_ahead: 30,
    few_left: 3,
    keep_personal_data_days: 60,
    version: initial.version,
  };
  const expected = { ...wanted, version: initial.version + 1 };
  expect(await put(wanted)).toMatchObject({ status: 200, body: expected });
  expect(await get()).toEqual(expected);
  await change({ ...initial, version: expected.version });
});

describe('the texts of the bakery', () => {
  test('are stored as written, with line feeds, and up to 20,000 characters', async () => {
    const long = 'ü€'.repeat(10_000);
    await change({ imprint: 'one\r\ntwo\rthree  \n\n ', privacy: long, terms: long });
    const texts = { imprint: 'one\ntwo\nthree  \n\n ', privacy: long, terms: long };
    expect(await get()).toMatchObject(texts);
    for (const [name, text] of Object.entries(texts)) {
      const answer = await call(getBakery, 'GET /texts/{name}', { pathParameters: { name } });
      expect(answer.body).toEqual({ text });
    }
    await change({ imprint: '', privacy: '', terms: '' });
    expect((await call(getBakery, 'GET /bakery')).body).toMatchObject({ texts: [] });
  });

  test('the address is cleaned line by line, phone and e-mail as those of customers', async () => {
    await change({
      address: ' The  Bakery \r\n\r\n12 Mill\tLane\u200b\n ',
      phone: 'tel: 030–23125 123',
      email: ' hallo@example.com ',
    });
    const cleaned = {
      address: 'The Bakery\n12 Mill Lane',
      phone: '030-23125 123',
      email: 'hallo@example.com',
    };
    expect(await get()).toMatchObject(cleaned);
    expect((await call(getBakery, 'GET /bakery')).body).toMatchObject(cleaned);
    await change({ address: '', phone: '', email: '' });
    expect(await get()).toMatchObject({ address: '', phone: '', email: '' });
  });

  test('a change by the previous release keeps them', async () => {
    await change({ address: '12 Mill Lane', terms: 'Pay at pickup.' });
    await sql(`update settings set bakery_name = 'Renamed', version = version + 1`);
    expect(await get()).toMatchObject({ address: '12 Mill Lane', terms: 'Pay at pickup.' });
    await change({ bakery_name: initial.bakery_name });
  });
});

test('orders keep their currency when the setting changes', async () => {
  const product = await addProduct({ price_minor: 1_000 });
  const before = await order({ product_id: product, quantity: 2 });
  await change({ currency: 'JPY' });
  const after = await order({ product_id: product, quantity: 2 });
  await change({ currency: initial.currency });
  const totalOf = async ({ order_id, token }: typeof before) =>
    (
      await call(getOrder, 'GET /order/{id}', {
        pathParameters: { id: String(order_id) },
        headers: { 'x-order-token': token },
      })
    ).body;
  expect(await totalOf(before)).toMatchObject({ total: 20, currency: 'INR' });
  expect(await totalOf(after)).toMatchObject({ total: 20, currency: 'JPY' });
});

test('an order that the previous release inserts gets the current currency', async () => {
  await change({ currency: 'JPY' });
  const [row] = await sql<{ currency: string }>(
    `insert into orders (status, correlation_id, request_hash)
     values ('Pending', 'test', 'test') returning currency`,
  );
  await change({ currency: initial.currency });
  expect(row?.currency).toBe('JPY');
});

test('refuses a currency without decimals while a price has decimals', async () => {
  const product = await addProduct({ name: 'Bun for 12.50', price_minor: 1_250 });
  expect(await put({ ...(await get()), currency: 'JPY' })).toMatchObject({
    status: 400,
    body: {
      errors: [{ path: '/currency', message: expect.stringContaining('Bun for 12.50') }],
    },
  });
  await sql('update products set price_minor = 1300 where id = $1', [product]);
  expect((await put({ ...(await get()), currency: 'JPY' })).status).toBe(200);
  await change({ currency: initial.currency });
});

test('refuses a currency without decimals while an option has decimals', async () => {
  const product = await addProduct({ price_minor: 100 });
  await addOptionGroup(product, { name: 'Size', options: [{ name: 'Tall', price_minor: -150 }] });
  expect(await put({ ...(await get()), currency: 'JPY' })).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/currency', message: expect.stringContaining('Size: Tall') }] },
  });
  await sql('update options set retired_at = now()');
  expect((await put({ ...(await get()), currency: 'JPY' })).status).toBe(200);
  await change({ currency: initial.currency });
});

test('a baker can read the settings but cannot change them', async () => {
  const baker = await signInAs('baker');
  const seen = await get(baker);
  expect((await put(seen, baker)).status).toBe(403);
});

test('of two concurrent changes of one version, one is refused as stale', async () => {
  const seen = await get();
  const answers = await Promise.all([
    put({ ...seen, days_ahead: 7 }),
    put({ ...seen, days_ahead: 8 }),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'stale-version',
  });
  expect((await get()).version).toBe(seen.version + 1);
});

test.each<[string, Record<string, unknown>, string]>([
  ['no name', { bakery_name: ' ' }, '/bakery_name'],
  ['an address of invisible characters', { address: '\u2800' }, '/address'],
  ['an address of more than 300 characters', { address: 'x'.repeat(301) }, '/address'],
  ['an address with a control character', { address: 'a\u0007b' }, '/address'],
  ['an invalid phone number', { phone: 'call us' }, '/phone'],
  ['an invalid e-mail address', { email: 'hallo' }, '/email'],
  ['a text of more than 20,000 characters', { terms: 'x'.repeat(20_001) }, '/terms'],
  ['a text with a control character', { imprint: 'a\u0000b' }, '/imprint'],
  ['half of a character', { privacy: 'a\ud800b' }, '/privacy'],
  ['a missing text', { imprint: undefined }, '/imprint'],
  ['an unknown currency', { currency: 'XYZ' }, '/currency'],
  ['a currency with three decimals', { currency: 'KWD' }, '/currency'],
  ['an unknown time zone', { time_zone: 'Mars/Olympus' }, '/time_zone'],
  ['an ambiguous time zone', { time_zone: 'IST' }, '/time_zone'],
  [
    'a time zone from a path of the file system',
    { time_zone: 'posix/Europe/Berlin' },
    '/time_zone',
  ],
  ['a day of the week that does not exist', { opening_hours: { 8: [] } }, '/opening_hours/8'],
  [
    'an invalid time',
    { opening_hours: { 1: [{ from: '7:00', to: '12:00' }] } },
    '/opening_hours/1/0/from',
  ],
  [
    'opening at midnight of the next day',
    { opening_hours: { 1: [{ from: '24:00', to: '24:00' }] } },
    '/opening_hours/1/0/from',
  ],
  [
    'closing at the time of opening',
    { opening_hours: { 2: [{ from: '12:00', to: '12:00' }] } },
    '/opening_hours/2/0/to',
  ],
  [
    "a night that ends after the next day's hours begin",
    {
      opening_hours: {
        2: [{ from: '22:00', to: '03:00' }],
        3: [{ from: '02:30', to: '12:00' }],
      },
    },
    '/opening_hours/2/0/to',
  ],
  [
    'hours shorter than a slot',
    { slot_minutes: 60, opening_hours: { 3: [{ from: '07:00', to: '07:59' }] } },
    '/opening_hours/3/0/to',
  ],
  [
    'hours that overlap',
    {
      opening_hours: {
        4: [
          { from: '07:00', to: '12:00' },
          { from: '11:00', to: '18:00' },
        ],
      },
    },
    '/opening_hours/4/1/from',
  ],
  ['slots of four minutes', { slot_minutes: 4 }, '/slot_minutes'],
  ['slots of 30.5 minutes', { slot_minutes: 30.5 }, '/slot_minutes'],
  ['slots with no capacity', { slot_capacity: 0 }, '/slot_capacity'],
  ['a cut-off of 31 working days', { cut_off_days: 31 }, '/cut_off_days'],
  ['a cut-off at midnight of the next day', { cut_off: '24:00' }, '/cut_off'],
  ['pickups in the past', { days_ahead: -1 }, '/days_ahead'],
  ['few units of less than none', { few_left: -1 }, '/few_left'],
  ['personal data kept for 0 days', { keep_personal_data_days: 0 }, '/keep_personal_data_days'],
  ['a missing version', { version: undefined }, '/version'],
  ['an unknown setting', { theme: 'dark' }, '/theme'],
])('refuses %s with the path of the fault', async (_, fault, path) => {
  const before = await get();
  const answer = await put({ ...before, ...fault });
  expect(answer.status).toBe(400);
  expect(problem.parse(answer.body).errors?.map((error) => error.path)).toContain(path);
  expect(await get()).toEqual(before);
});

test('stores a time zone under its usual name', async () => {
  await change({ time_zone: 'asia/calcutta' });
  expect((await get()).time_zone).toBe('Asia/Calcutta');
  await change({ time_zone: 'Asia/Kolkata' });
});

test('keeps hours past midnight as written, with slots on both days', async () => {
  const day = addDays(dateAt(new Date(), initial.time_zone), 3);
  const hours = { [weekdayOf(day)]: [{ from: '22:00', to: '03:00' }] };
  await change({ opening_hours: hours });
  expect((await get()).opening_hours).toEqual(hours);
  const at = (date: string, time: string) => instantAt(date, time, initial.time_zone).toISOString();
  for (const pickup_at of [at(day, '23:30'), at(addDays(day, 1), '02:30')]) {
    const wanted = { product_id: await addProduct(), quantity: 1, pickup_at };
    const { order_id } = await order(wanted);
    expect(await sql('select status from orders where id = $1', [order_id])).toEqual([
      { status: 'Processing' },
    ]);
  }
  const wanted = { product_id: 1, quantity: 1, pickup_at: at(day, '02:30') };
  expect(await call(placeOrder, 'POST /order', { body: wanted })).toMatchObject({
    status: 409,
    body: { code: 'pickup-no-such-slot' },
  });
  await change({ opening_hours: initial.opening_hours });
});

test('an accepted order keeps its pickup time when the opening hours change', async () => {
  const zone = initial.time_zone;
  const day = addDays(dateAt(new Date(), zone), 3);
  const pickupAt = instantAt(day, '08:00', zone);
  const wanted = { product_id: await addProduct(), quantity: 2, pickup_at: pickupAt.toISOString() };
  const { order_id } = await order(wanted);
  await change({ opening_hours: { [weekdayOf(day)]: [{ from: '10:00', to: '12:00' }] } });
  expect(await sql('select status, pickup_at from orders where id = $1', [order_id])).toEqual([
    { status: 'Processing', pickup_at: pickupAt },
  ]);
  expect(
    await sql('select units_taken from pickup_slots where starts_at = $1', [pickupAt]),
  ).toEqual([{ units_taken: 2 }]);
  expect(await call(placeOrder, 'POST /order', { body: wanted })).toMatchObject({
    status: 409,
    body: { code: 'pickup-no-such-slot' },
  });
  await change({ opening_hours: initial.opening_hours });
});

test.each<[string, Partial<Settings>, string]>([
  ['hours without the time of an order', { opening_hours: {} }, 'outside opening hours'],
  ['another time zone', { time_zone: 'Asia/Dhaka' }, 'other local time'],
])('refuses %s until the affected order is confirmed', async (_, wanted, effect) => {
  const day = addDays(dateAt(new Date(), initial.time_zone), 6);
  await change({ opening_hours: { [weekdayOf(day)]: [{ from: '07:00', to: '19:00' }] } });
  const pickup_at = instantAt(day, '10:00', initial.time_zone).toISOString();
  const { order_id } = await order({ product_id: await addProduct(), quantity: 1, pickup_at });
  const before = await get();
  const refused = await put({ ...before, ...wanted });
  expect(refused).toMatchObject({ status: 409, body: { code: 'orders-affected' } });
  const { affected } = problem.parse(refused.body);
  expect(affected?.orders).toContainEqual({ order_id, pickup_at, effect, customer: null });
  expect(await get()).toEqual(before);
  const confirmation = affected?.confirmation;
  expect(await put({ ...before, ...wanted, confirmation })).toMatchObject({
    status: 200,
    body: wanted,
  });
  await change({ opening_hours: initial.opening_hours, time_zone: initial.time_zone });
});

test('an accepted order keeps its business day, and releases its capacity there, after a change of the time zone', async () => {
  const cake = await addProduct({ kind: 'made_to_order' });
  const tart = await addProduct({ kind: 'made_to_order' });
  const day = addDays(dateAt(new Date(), initial.time_zone), 4);
  const at = (time: string) => instantAt(day, time, initial.time_zone).toISOString();
  const { order_id, token } = await order({
    product_id: cake,
    quantity: 2,
    pickup_at: at('07:00'),
  });
  await order({ product_id: cake, quantity: 1, pickup_at: at('07:00') });
  await order({ product_id: tart, quantity: 3, pickup_at: at('18:30') });
  const baking = () =>
    sql(
      `select product_id, date::text, units_taken from baking_days
       where product_id = any($1::integer[]) order by product_id, date`,
      [[cake, tart]],
    );
  expect(await baking()).toEqual([
    { product_id: cake, date: day, units_taken: 3 },
    { product_id: tart, date: day, units_taken: 3 },
  ]);

  await change({ time_zone: 'America/New_York' });
  const dates = await sql('select pickup_date::text from orders where id = $1', [order_id]);
  expect(dates).toEqual([{ pickup_date: day }]);
  const cancelled = await call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(order_id) },
    headers: { 'x-order-token': token },
  });
  expect(cancelled.status).toBe(200);
  expect(await baking()).toEqual([
    { product_id: cake, date: day, units_taken: 1 },
    { product_id: tart, date: day, units_taken: 3 },
  ]);
  await change({ time_zone: initial.time_zone });
});
