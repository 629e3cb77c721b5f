import type { GetDashboardQuery } from '../../shared/contract/dashboard.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { instantAt } from '../../shared/domain/calendar.ts';
import type { ReportBy } from '../../shared/domain/period.ts';
import { getDashboard } from './get-dashboard.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});
afterEach(async () => {
  await sql('truncate order_timeline, order_lines, stock_movements, claims, orders');
  await sql(`update settings set time_zone = 'Asia/Kolkata'`);
});

const ask = (query: Readonly<Record<string, string>>, by = manager) =>
  call(handler, 'GET /staff/dashboard', { headers: by.headers, query });

async function figuresOf(from: string, to = from) {
  const { status, body } = await ask({ from, to });
  expect(status).toBe(200);
  return body as Awaited<ReturnType<typeof getDashboard>>;
}

interface Sale {
  readonly product: number;
  readonly quantity: number;
  readonly price_minor: number;
}

async function addCompleted(placedAt: string, ...sales: readonly Sale[]): Promise<void> {
  await sql(
    `with placed as (
       insert into orders (status, placed_at, correlation_id, request_hash)
       values ('Completed', $1, 'test', 'test') returning id
     )
     insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name)
     select placed.id, line_no, product_id, quantity, price, 'as it was'
     from placed, unnest($2::integer[], $3::integer[], $4::integer[])
       with ordinality as l (product_id, quantity, price, line_no)`,
    [
      placedAt,
      sales.map(({ product }) => product),
      sales.map(({ quantity }) => quantity),
      sales.map(({ price_minor }) => price_minor),
    ],
  );
}

test('counts orders in an earlier currency, and lists their value separately', async () => {
  const product = await addProduct();
  const day = '2026-11-10';
  await addCompleted(`${day}T05:00:00Z`, { product, quantity: 3, price_minor: 1_000 });
  await sql(`update orders set currency = 'EUR'`);
  await addCompleted(`${day}T06:00:00Z`, { product, quantity: 2, price_minor: 500 });
  const figures = await figuresOf(day);
  expect(figures).toMatchObject({
    currency: 'INR',
    orders: 2,
    accepted: 2,
    revenue: 10,
    by_day: [{ orders: 2, revenue: 10 }],
    other_currencies: [{ currency: 'EUR', accepted: 1, revenue: 30 }],
  });
  expect(figures.by_product).toEqual([expect.objectContaining({ units: 5, revenue: 10 })]);
});

test('a bakery without orders has a report of zeros', async () => {
  const { by_hour, ...figures } = await figuresOf('2026-12-31', '2027-01-01');
  expect(by_hour).toEqual(
    Array.from({ length: 24 }, (_, hour) => ({ hour, orders: 0, revenue: 0 })),
  );
  expect(figures).toEqual({
    from: '2026-12-31',
    to: '2027-01-01',
    by: 'order',
    currency: 'INR',
    orders: 0,
    other_currencies: [],
    revenue: 0,
    accepted: 0,
    missed: 0,
    by_day: [
      { date: '2026-12-31', orders: 0, revenue: 0 },
      { date: '2027-01-01', orders: 0, revenue: 0 },
    ],
    by_product: [],
    by_category: [],
    by_option: [],
    rejected: { share: null, by_reason: [] },
    cancelled: 0,
    seconds_to_completed: { p50: null, p95: null },
    minutes_ready_before_pickup: null,
    counter_sales: [],
    waste: [],
    count_losses: [],
  });
});

test('revenue uses the prices of the orders, under the current name of the product', async () => {
  const rye = await addProduct({ name: 'Rye', price_minor: 500 });
  const tart = await addProduct({ name: 'Tart' });
  await addCompleted(
    '2026-11-23T10:00:00+05:30',
    { product: rye, quantity: 2, price_minor: 450 },
    { product: tart, quantity: 1, price_minor: 1_025 },
  );
  await sql(`update products set name = 'Rye Loaf' where id = $1`, [rye]);
  expect(await figuresOf('2026-11-23')).toMatchObject({
    revenue: 19.25,
    by_product: [
      { product_id: tart, name: 'Tart', units: 1, revenue: 10.25 },
      { product_id: rye, name: 'Rye Loaf', units: 2, revenue: 9 },
    ],
  });
});

describe('options', () => {
  const choice = (group: string, option: string, more: object = {}) => ({
    group_id: 1,
    group,
    kind: 'one',
    option_id: 1,
    option,
    quantity: 1,
    price_minor: 0,
    is_for_production: true,
    ...more,
  });
  async function addWithChoices(quantity: number, price_minor: number, ...choices: object[]) {
    const product = await addProduct({ name: 'Cake' });
    await addCompleted('2026-11-23T10:00:00+05:30', { product, quantity, price_minor });
    await sql('update order_lines set choices = $1 where product_id = $2', [
      JSON.stringify(choices),
      product,
    ]);
    return product;
  }
  const candles = choice('Candles', 'Yes', { kind: 'yes_no', price_minor: 50 });
  beforeEach(async () => {
    await addWithChoices(2, 1_500, choice('Size', 'Large', { price_minor: 500 }), candles);
    await addWithChoices(3, 1_000, choice('Size', 'Small', { price_minor: -100 }));
    await addWithChoices(
      1,
      2_000,
      choice('Size', 'Large', { price_minor: 700 }),
      choice('Muffins', 'Lemon', { kind: 'quantities', quantity: 4, price_minor: 80 }),
    );
    await addWithChoices(9, 1_000, choice('Size', 'Tiny'));
    await sql(`update orders set status = 'Cancelled' where id = (select max(id) from orders)`);
  });

  test('are counted by their names in the orders, with surcharges and the value of their pieces', async () => {
    const option = (group: string, kind: string, name: string, units: number) => ({
      group,
      kind,
      option: name,
      units,
    });
    expect((await figuresOf('2026-11-23')).by_option).toEqual([
      { ...option('Candles', 'yes_no', 'Yes', 2), surcharges: 1, revenue: 30 },
      { ...option('Muffins', 'quantities', 'Lemon', 4), surcharges: 0.8, revenue: 20 },
      { ...option('Size', 'one', 'Large', 3), surcharges: 17, revenue: 50 },
      { ...option('Size', 'one', 'Small', 3), surcharges: -3, revenue: 30 },
    ]);
  });

  test('of orders in another currency count without their prices', async () => {
    await sql(`update orders set currency = 'EUR'`);
    expect((await figuresOf('2026-11-23')).by_option).toContainEqual(
      expect.objectContaining({ option: 'Large', units: 3, surcharges: 0, revenue: 0 }),
    );
  });

  test('have two rows each in the CSV file', async () => {
    const { body } = await ask({ from: '2026-11-23', to: '2026-11-23', format: 'csv' });
    expect(body).toContain('\r\noption,Large,Size,,3,50,INR\r\n');
    expect(body).toContain('\r\noption surcharges,Small,Size,,3,-3,INR\r\n');
  });
});

test('sums may exceed 32 bits', async () => {
  const product = await addProduct();
  const sale = { product, quantity: 1_000, price_minor: 2_147_483_647 };
  await addCompleted('2026-11-23T10:00:00+05:30', sale, sale);
  const revenue = 42_949_672_940;
  expect(await figuresOf('2026-11-23')).toMatchObject({
    revenue,
    by_day: [{ revenue }],
    by_product: [{ revenue }],
  });
});

test('waste has the current price, and corrected waste does not count', async () => {
  const [roll, bun] = [await addProduct({ price_minor: 1_250 }), await addProduct()];
  await sql(
    `insert into stock_movements (product_id, at, units, reason, by)
     select product_id, '2026-11-23T20:00:00+05:30', units, 'waste', 'test'
     from unnest($1::integer[], $2::integer[]) as w (product_id, units)`,
    [
      [roll, roll, bun, bun],
      [-2, -1, -4, 4],
    ],
  );
  expect((await figuresOf('2026-11-23')).waste).toEqual([
    { product_id: roll, name: 'Test bread', units: 3, worth: 37.5 },
  ]);
  expect((await figuresOf('2026-11-24')).waste).toEqual([]);
});

test('counter sales and waste of daily products count for their business day, at the current price', async () => {
  const roll = await addProduct({ name: 'Roll', kind: 'daily', price_minor: 1_250 });
  const bun = await addProduct({ name: 'Bun', kind: 'daily' });
  await sql(
    `insert into day_books (product_id, date, sold, wasted)
     values ($1, '2026-11-23', 4, 1), ($1, '2026-11-24', 3, 0), ($2, '2026-11-24', 5, 2), ($2, '2026-11-25', 9, 9)`,
    [roll, bun],
  );
  const soldRolls = { product_id: roll, name: 'Roll', units: 7, worth: 87.5 };
  const soldBuns = { product_id: bun, name: 'Bun', units: 5, worth: 5 };
  expect(await figuresOf('2026-11-23', '2026-11-24')).toMatchObject({
    revenue: 0,
    by_product: [],
    counter_sales: [soldRolls, soldBuns],
    waste: [
      { product_id: roll, name: 'Roll', units: 1, worth: 12.5 },
      { product_id: bun, name: 'Bun', units: 2, worth: 2 },
    ],
  });
  const csv = String((await ask({ from: '2026-11-23', to: '2026-11-24', format: 'csv' })).body);
  expect(csv).toContain('sold at the counter,Roll,,,7,87.5,INR');
  await sql('delete from day_books');
});

test('an order that was not picked up has no revenue, and what it has claimed is waste of its business day', async () => {
  const cake = await addProduct({ name: 'Cake', kind: 'made_to_order', price_minor: 2_000 });
  const roll = await addProduct({ name: 'Roll', price_minor: 100 });
  const bun = await addProduct({ name: 'Bun', price_minor: 100 });
  await addCompleted(
    '2026-11-20T10:00:00+05:30',
    { product: cake, quantity: 2, price_minor: 1_900 },
    { product: roll, quantity: 3, price_minor: 90 },
    { product: bun, quantity: 1, price_minor: 50 },
  );
  await sql(
    `with missed as (
       update orders set status = 'Processing', pickup_date = '2026-11-23', missed_at = now() returning id
     )
     insert into claims (order_id, no, line_no, source, product_id, date, starts_at, ends_at, units)
     select id, c.* from missed, (values
       (1, 1, 'capacity', $1::integer, date '2026-11-23', null::timestamptz, null::timestamptz, 2),
       (2, 2, 'stock', $2, null, null, null, 3),
       (3, 3, 'plan', $3, date '2026-11-23', null, null, 1),
       (4, null, 'slot', null, null, now(), now(), 6)) as c`,
    [cake, roll, bun],
  );
  await sql(
    `insert into stock_movements (product_id, at, units, reason, by)
     values ($1, '2026-11-23T20:00:00+05:30', -1, 'waste', 'test')`,
    [roll],
  );
  const waste = [
    { product_id: cake, name: 'Cake', units: 2, worth: 38 },
    { product_id: roll, name: 'Roll', units: 4, worth: 3.7 },
    { product_id: bun, name: 'Bun', units: 1, worth: 0.5 },
  ];
  expect(await figuresOf('2026-11-23')).toMatchObject({ orders: 0, missed: 0, waste });
  expect(await figuresOf('2026-11-20')).toMatchObject({
    orders: 1,
    accepted: 0,
    missed: 1,
    revenue: 0,
    by_product: [],
    rejected: { share: 0 },
    waste: [],
  });
  expect(
    await getDashboard({ from: '2026-11-23', to: '2026-11-23', by: 'pickup' }, new Date()),
  ).toMatchObject({ orders: 1, accepted: 0, missed: 1, revenue: 0, waste });
  const csv = String((await ask({ from: '2026-11-20', to: '2026-11-23', format: 'csv' })).body);
  expect(csv).toContain('total,not picked up,,1,,,');
  expect(csv).toContain('waste,Cake,,,2,38,INR');
  await sql(`update orders set currency = 'EUR'`);
  expect((await figuresOf('2026-11-23')).waste).toEqual([
    { product_id: roll, name: 'Roll', units: 4, worth: 1 },
    { product_id: cake, name: 'Cake', units: 2, worth: 0 },
    { product_id: bun, name: 'Bun', units: 1, worth: 0 },
  ]);
});

test('counts an order for the day of its placement, or of its pickup', async () => {
  const product = await addProduct({ category: 'Cakes' });
  await addCompleted('2026-11-20T10:00:00+05:30', { product, quantity: 1, price_minor: 1_000 });
  await sql(`update orders set pickup_at = '2026-11-23T15:00:00+05:30'`);
  await addCompleted('2026-11-23T09:00:00+05:30', { product, quantity: 1, price_minor: 250 });
  const of = async (date: string, by: ReportBy) =>
    getDashboard({ from: date, to: date, by }, new Date());
  expect(await of('2026-11-20', 'order')).toMatchObject({ by: 'order', orders: 1, revenue: 10 });
  expect(await of('2026-11-23', 'order')).toMatchObject({ orders: 1, revenue: 2.5 });
  expect(await of('2026-11-20', 'pickup')).toMatchObject({ by: 'pickup', orders: 0, revenue: 0 });
  const picked = await of('2026-11-23', 'pickup');
  expect(picked).toMatchObject({
    orders: 2,
    revenue: 12.5,
    by_product: [{ category: 'Cakes' }],
    by_category: [{ category: 'Cakes', units: 2, revenue: 12.5 }],
  });
  expect(picked.by_hour.filter(({ orders }) => orders > 0)).toEqual([
    { hour: 9, orders: 1, revenue: 2.5 },
    { hour: 15, orders: 1, revenue: 10 },
  ]);
});

test('says how long before the pickup the orders were ready, by their last completion', async () => {
  for (const [ready, pickup] of [
    ['08:00', '09:00'],
    ['08:50', '09:00'],
    ['09:20', '09:00'],
  ] as const) {
    await addCompleted('2026-11-23T07:00:00+05:30');
    await sql(
      `with o as (
         update orders set pickup_at = $1 where pickup_at is null returning id
       )
       insert into order_timeline (order_id, at, from_status, to_status, by)
       select id, at, 'Processing', 'Completed', 'staff:anna'
       from o, unnest($2::timestamptz[]) as at`,
      [
        `2026-11-23T${pickup}:00+05:30`,
        [`2026-11-23T07:30:00+05:30`, `2026-11-23T${ready}:00+05:30`],
      ],
    );
  }
  expect((await figuresOf('2026-11-23')).minutes_ready_before_pickup).toBeCloseTo(10);
});

test('shows what was missing in counts beside the waste, without movements that were undone', async () => {
  const product = await addProduct({ name: 'Roll', price_minor: 100 });
  await sql(
    `with undone as (
       insert into stock_movements (product_id, at, units, reason, by)
       values ($1, $2, -50, 'waste', 'test'), ($1, $2, -60, 'count', 'test')
       returning id, reason
     ), undo as (
       insert into stock_movements (product_id, at, units, reason, by, undoes)
       select $1, $2::timestamptz + interval '1 day', 50, reason, 'test', id from undone
     )
     insert into stock_movements (product_id, at, units, reason, by)
     values ($1, $2, -3, 'waste', 'test'), ($1, $2, -7, 'count', 'test'), ($1, $2, 2, 'count', 'test')`,
    [product, '2026-11-23T20:00:00+05:30'],
  );
  const roll = { product_id: product, name: 'Roll' };
  expect(await figuresOf('2026-11-23')).toMatchObject({
    waste: [{ ...roll, units: 3, worth: 3 }],
    count_losses: [{ ...roll, units: 5, worth: 5 }],
  });
  expect(await figuresOf('2026-11-24')).toMatchObject({ waste: [], count_losses: [] });
});

describe('as CSV', () => {
  const csvOf = async () => {
    const query = { from: '2026-11-23', to: '2026-11-23', format: 'csv' };
    const { status, headers, body } = await ask(query);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="report-2026-11-23-to-2026-11-23.csv"',
    });
    return String(body).split('\r\n');
  };

  test('has a row for each day, hour, category and product, and no formulas', async () => {
    const product = await addProduct({ name: '=1+1', category: 'Bread' });
    const sale = { product, quantity: 3, price_minor: 1_250 };
    await addCompleted('2026-11-23T10:00:00+05:30', sale);
    const lines = await csvOf();
    expect(lines.slice(0, 3)).toEqual([
      '\ufefftable,item,category,orders,units,amount,currency',
      'total,orders,,1,,37.5,INR',
      'total,accepted,,1,,,',
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'day,2026-11-23,,1,,37.5,INR',
        'hour,10:00,,1,,37.5,INR',
        'category,,Bread,,3,37.5,INR',
        "product,'=1+1,Bread,,3,37.5,INR",
      ]),
    );
  });

  test('has semicolons and decimal commas for a German bakery', async () => {
    await sql(`update settings set locale = 'de-DE'`);
    const product = await addProduct();
    await addCompleted('2026-11-23T10:00:00+05:30', { product, quantity: 1, price_minor: 123_450 });
    expect(await csvOf()).toContain('day;2026-11-23;;1;;"1234,5";INR');
    await sql(`update settings set locale = 'en-IN'`);
  });
});

test('counts the orders of both hours from 02:00 on a day when the clock is set back', async () => {
  await sql(`update settings set time_zone = 'Europe/Berlin'`);
  for (const placedAt of [
    '2026-10-24T21:59:59Z',
    '2026-10-24T22:00:00Z',
    '2026-10-25T00:30:00Z',
    '2026-10-25T01:30:00Z',
    '2026-10-25T22:59:59Z',
    '2026-10-25T23:00:00Z',
  ]) {
    await addCompleted(placedAt);
  }
  const { orders, by_hour } = await figuresOf('2026-10-25');
  expect(orders).toBe(4);
  expect(by_hour.flatMap(({ hour, orders: count }) => Array<number>(count).fill(hour))).toEqual([
    0, 2, 2, 23,
  ]);
});

test.each<[string, GetDashboardQuery, string, [string, string]]>([
  ['a week up to today', {}, '2026-11-24T18:29:59Z', ['2026-11-18', '2026-11-24']],
  ['today begins at midnight', {}, '2026-11-24T18:30:00Z', ['2026-11-19', '2026-11-25']],
  [
    'a week up to the given end',
    { to: '2027-01-03' },
    '2026-11-24T12:00:00Z',
    ['2026-12-28', '2027-01-03'],
  ],
  [
    'all days since the given beginning',
    { from: '2026-01-05' },
    '2026-11-24T12:00:00Z',
    ['2026-01-05', '2026-11-24'],
  ],
])('completes a period from partial parameters: %s', async (_, query, now, [from, to]) => {
  expect(await getDashboard(query, new Date(now))).toMatchObject({ from, to });
});

test('ends the usual period with the day whose opening hours last past midnight', async () => {
  const [before] = await sql<{ opening_hours: object }>('select opening_hours from settings');
  const friday = { 5: [{ from: '18:00', to: '02:00' }] };
  await sql('update settings set opening_hours = $1', [friday]);
  const lastDayAt = async (time: string) => {
    const now = instantAt('2026-11-28', time, 'Asia/Kolkata');
    return (await getDashboard({}, now)).to;
  };
  expect(await lastDayAt('00:30')).toBe('2026-11-27');
  expect(await lastDayAt('02:00')).toBe('2026-11-28');
  await sql('update settings set opening_hours = $1', [before?.opening_hours]);
});

test.each<[string, Record<string, string>, string]>([
  ['a period that ends before it begins', { from: '2026-11-24', to: '2026-11-23' }, '/query/from'],
  ['a period of 1,101 days', { from: '2024-01-01', to: '2027-01-05' }, '/query/from'],
  ['a period of all time', { from: '0001-01-01', to: '9999-12-31' }, '/query/from'],
  ['a period that begins in the future', { from: '9999-12-31' }, '/query/from'],
  ['an invalid date', { to: '2026-02-30' }, '/query/to'],
  ['the year 0', { from: '0000-01-01', to: '0000-01-02' }, '/query/from'],
  ['an unknown parameter', { day: '2026-11-24' }, '/query/day'],
  ['another day to count for', { by: 'baking' }, '/query/by'],
])('refuses %s', async (_, query, path) => {
  const answer = await ask(query);
  expect(answer.status).toBe(400);
  expect((answer.body as { errors: { path: string }[] }).errors[0]).toMatchObject({ path });
});

test('accepts a period of three years', async () => {
  expect((await figuresOf('2024-01-01', '2027-01-04')).by_day).toHaveLength(1_100);
});

test('requires a manager', async () => {
  expect((await ask({}, await signInAs('baker'))).status).toBe(403);
  expect((await call(handler, 'GET /staff/dashboard')).status).toBe(401);
});
