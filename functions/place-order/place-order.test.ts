import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { eventually } from '../../tests/support/eventually.ts';
import { call, type Call } from '../../tests/support/call.ts';
import { addProduct, sql, stockOf, timelineOf } from '../../tests/support/database.ts';
import { processOrder } from '../../tests/support/orders.ts';
import { queuedMessages } from '../../tests/support/queue.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { problem } from '../../shared/contract/problem.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { handler } from './handler.ts';

const post = (body: unknown, headers: Call['headers'] = {}) =>
  call(handler, 'POST /order', { body, headers });

async function placed(body: unknown, headers: Call['headers'] = {}): Promise<number> {
  const answer = await post(body, headers);
  expect(answer.status).toBe(201);
  return placeOrderResponse.parse(answer.body).order_id;
}

async function countOrders(): Promise<number> {
  const [row] = await sql<{ count: number }>('select count(*)::integer as count from orders');
  return row?.count ?? -1;
}

test('accepts an order of one product as order 101', async () => {
  expect(await post({ product_id: 1, quantity: 2 })).toMatchObject({
    status: 201,
    body: { message: 'Order placed successfully!', order_id: 101 },
  });
});

test('a placed order is Pending, with its line and timeline, and takes no stock', async () => {
  const product = await addProduct({ stock: 5, price_minor: 250 });
  const id = await placed({ product_id: product, quantity: 2 });
  expect(await sql('select status, reason from orders where id = $1', [id])).toEqual([
    { status: 'Pending', reason: null },
  ]);
  expect(
    await sql(
      'select product_id, quantity, unit_price_minor from order_lines where order_id = $1',
      [id],
    ),
  ).toEqual([{ product_id: product, quantity: 2, unit_price_minor: 250 }]);
  expect(await timelineOf(id)).toEqual([
    { from_status: null, to_status: 'Pending', by: 'customer', reason: null },
  ]);
  expect(await stockOf(product)).toBe(5);
});

test('keeps the sequence of the lines of an order', async () => {
  const id = await placed({
    lines: [
      { product_id: 3, quantity: 1 },
      { product_id: 1, quantity: 4 },
      { product_id: 3, quantity: 2 },
    ],
  });
  expect(
    await sql(
      'select line_no, product_id, quantity from order_lines where order_id = $1 order by 1',
      [id],
    ),
  ).toEqual([
    { line_no: 1, product_id: 3, quantity: 1 },
    { line_no: 2, product_id: 1, quantity: 4 },
    { line_no: 3, product_id: 3, quantity: 2 },
  ]);
});

test('a line keeps its price when the price of the product rises', async () => {
  const product = await addProduct({ price_minor: 250 });
  const id = await placed({ product_id: product, quantity: 1 });
  await sql('update products set price_minor = 999 where id = $1', [product]);
  expect(await sql('select unit_price_minor from order_lines where order_id = $1', [id])).toEqual([
    { unit_price_minor: 250 },
  ]);
});

test('the message contains the order number and the correlation id and nothing else', async () => {
  const correlationId = 'from-the-browser-1';
  const id = await placed({ product_id: 1, quantity: 1 }, { 'x-correlation-id': correlationId });
  expect(await queuedMessages()).toContainEqual({ order_id: id, correlation_id: correlationId });
});

test.each([
  ['malformed JSON', '{"product_id":1,', ''],
  ['an empty body', '', ''],
  ['a string', '"cake"', ''],
  ['a list', '[]', ''],
  ['a string for an id', '{"product_id":"1","quantity":1}', '/product_id'],
  ['no quantity', '{"product_id":1}', '/quantity'],
  ['quantity 0', '{"product_id":1,"quantity":0}', '/quantity'],
  ['a negative quantity', '{"product_id":1,"quantity":-1}', '/quantity'],
  ['a fractional quantity', '{"product_id":1,"quantity":1.5}', '/quantity'],
  ['a quantity of a billion', '{"product_id":1,"quantity":1e9}', '/quantity'],
  ['an infinite quantity', '{"product_id":1,"quantity":1e400}', '/quantity'],
  ['a quantity of null', '{"product_id":1,"quantity":null}', '/quantity'],
  ['a price', '{"product_id":1,"quantity":1,"price":1}', '/price'],
  ['a status', '{"product_id":1,"quantity":1,"status":"Completed"}', '/status'],
  ['no lines', '{"lines":[]}', '/lines'],
  ['lines that are no list', '{"lines":{}}', '/lines'],
  [
    'a fault in the second line',
    '{"lines":[{"product_id":1,"quantity":1},{"product_id":1,"quantity":0}]}',
    '/lines/1/quantity',
  ],
])('refuses %s with the path of the fault', async (_, body, path) => {
  const before = await countOrders();
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(problem.parse(answer.body).errors?.map((error) => error.path)).toContain(path);
  expect(await countOrders()).toBe(before);
});

test('names every fault, not only the first', async () => {
  const { body } = await post({ lines: [{ product_id: 'x', quantity: 0 }, { quantity: 1 }] });
  expect(problem.parse(body).errors?.map((error) => error.path)).toEqual([
    '/lines/0/product_id',
    '/lines/0/quantity',
    '/lines/1/product_id',
  ]);
});

test('refuses a request without a body', async () => {
  expect(await call(handler, 'POST /order')).toMatchObject({
    status: 400,
    body: { code: 'invalid-request' },
  });
});

test('refuses a body with another content type than JSON', async () => {
  const answer = await post('product_id=1&quantity=1', {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(answer.status).toBe(415);
});

test('refuses a body above 64 KB, and parses one just below', async () => {
  const ofSize = (bytes: number) => `{"padding":"${'x'.repeat(bytes - '{"padding":""}'.length)}"}`;
  expect((await post(ofSize(64 * 1024 + 1))).status).toBe(413);
  expect((await post(ofSize(64 * 1024))).status).toBe(400);
});

test('answers 404 for an unknown product, and writes nothing', async () => {
  const before = await countOrders();
  const answer = await post({
    lines: [
      { product_id: 1, quantity: 1 },
      { product_id: 999_999, quantity: 1 },
    ],
  });
  expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-product' } });
  expect(await countOrders()).toBe(before);
});

test('answers 404 for a product that is off sale', async () => {
  const product = await addProduct({ active: false });
  expect((await post({ product_id: product, quantity: 1 })).status).toBe(404);
});

test('refuses a product that is sold out', async () => {
  const product = await addProduct({ stock: 0 });
  expect(await post({ product_id: product, quantity: 1 })).toMatchObject({
    status: 409,
    body: { code: 'sold-out' },
  });
});

test('refuses lines of a product whose sum exceeds the units left, and names the units left', async () => {
  const [bread, bun] = [await addProduct({ stock: 2 }), await addProduct({ stock: 0 })];
  const lines = (...quantities: [number, number][]) => ({
    lines: quantities.map(([product_id, quantity]) => ({ product_id, quantity })),
  });
  expect(await post(lines([bread, 1], [1, 1], [bread, 2]))).toMatchObject({
    status: 409,
    body: {
      code: 'not-enough-left',
      errors: [
        { path: '/lines/0/quantity', message: 'only 2 left', product_id: bread, left: 2 },
        { path: '/lines/2/quantity', message: 'only 2 left', product_id: bread, left: 2 },
      ],
    },
  });
  expect(await post(lines([bread, 5], [bun, 1]))).toMatchObject({
    status: 409,
    body: {
      code: 'not-enough-left',
      errors: [
        { path: '/lines/0/quantity', product_id: bread, left: 2 },
        { path: '/lines/1/product_id', message: 'sold out', product_id: bun, left: 0 },
      ],
    },
  });
  expect(await post({ product_id: bun, quantity: 1 })).toMatchObject({
    status: 409,
    body: { code: 'sold-out', errors: [{ product_id: bun, left: 0 }] },
  });
  await placed(lines([bread, 1], [bread, 1]));
});

test("refuses more units than a product's daily capacity, and more than a slot's capacity", async () => {
  const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 3 });
  expect(await post({ product_id: cake, quantity: 4 })).toMatchObject({
    status: 409,
    body: { code: 'not-enough-left', errors: [{ product_id: cake, left: 3 }] },
  });
  await placed({ product_id: cake, quantity: 3 });
  const tart = await addProduct({ kind: 'made_to_order' });
  const thousand = { product_id: tart, quantity: 1_000 };
  expect(await post({ lines: [thousand, thousand, { ...thousand, quantity: 1 }] })).toMatchObject({
    status: 409,
    body: { code: 'pickup-slot-full' },
  });
  await placed({ lines: [thousand, thousand] });
});

test('a repeated request with the same key returns the same order', async () => {
  const headers = { 'idempotency-key': 'an-order-placed-once' };
  const first = await placed({ product_id: 1, quantity: 1 }, headers);
  const before = await countOrders();
  expect(await placed({ product_id: 1, quantity: 1 }, headers)).toBe(first);
  expect(await countOrders()).toBe(before);
});

test('a repeated request returns its order, also when the product has sold out since', async () => {
  const product = await addProduct({ stock: 1 });
  const headers = { 'idempotency-key': 'an-order-before-the-rush' };
  const first = await placed({ product_id: product, quantity: 1 }, headers);
  await sql('update products set stock = 0 where id = $1', [product]);
  expect(await placed({ product_id: product, quantity: 1 }, headers)).toBe(first);
});

test('refuses another request with the same key', async () => {
  const headers = { 'idempotency-key': 'an-order-placed-twice' };
  await placed({ product_id: 1, quantity: 1 }, headers);
  expect(await post({ product_id: 1, quantity: 2 }, headers)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
});

test('each of many concurrent requests gets its own response', async () => {
  const [bread, nothing] = [await addProduct({ stock: 50 }), await addProduct({ stock: 0 })];
  const key = randomUUID();
  const wishes = {
    placed: () => post({ product_id: bread, quantity: 1, note: 'mine' }),
    'sold-out': () => post({ product_id: nothing, quantity: 1 }),
    'unknown-product': () => post({ product_id: 999_999, quantity: 1 }),
    repeated: () => post({ product_id: bread, quantity: 2 }, { 'idempotency-key': key }),
    'invalid-request': () => post({ product_id: bread, quantity: 0 }),
  };
  const before = await countOrders();
  const asked = Array.from({ length: 12 }, () => Object.entries(wishes)).flat();
  const answers = await Promise.all(asked.map(async ([wish, ask]) => ({ wish, ...(await ask()) })));
  for (const { wish, status, body } of answers) {
    if (status === 201) expect(['placed', 'repeated']).toContain(wish);
    else expect(problem.parse(body).code).toBe(wish);
  }
  const idsOf = (wanted: string) =>
    answers
      .filter(({ wish }) => wish === wanted)
      .map(({ body }) => placeOrderResponse.parse(body).order_id);
  expect(new Set(idsOf('placed')).size).toBe(12);
  expect(new Set(idsOf('repeated')).size).toBe(1);
  expect(await countOrders()).toBe(before + 13);
});

test('a refused order uses up no order number', async () => {
  const bread = await addProduct({ stock: 5 });
  const first = await placed({ product_id: bread, quantity: 1 });
  await Promise.all([1, 2, 3].map(() => post({ product_id: 999_999, quantity: 1 })));
  expect(await placed({ product_id: bread, quantity: 1 })).toBe(first + 1);
});

test('twenty concurrent requests with one key place one order', async () => {
  const before = await countOrders();
  const headers = { 'idempotency-key': 'an-order-placed-impatient' };
  const ids = await Promise.all(
    Array.from({ length: 20 }, () => placed({ product_id: 1, quantity: 1 }, headers)),
  );
  expect(new Set(ids).size).toBe(1);
  expect(await countOrders()).toBe(before + 1);
});

test('a request waits for a concurrent request with the same key, and returns the order of that request', async () => {
  const other = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await other.connect();
  const headers = { 'idempotency-key': 'an-order-placed-twin' };
  const template = await placed({ product_id: 1, quantity: 1 });
  await other.query('begin');
  const { rows } = await other.query<{ id: number }>(
    `insert into orders (status, correlation_id, idempotency_key, request_hash)
     select 'Pending', 'an-order-placed-twin', 'an-order-placed-twin', request_hash from orders where id = $1 returning id`,
    [template],
  );
  const second = placed({ product_id: 1, quantity: 1 }, headers);
  await eventually(async () =>
    expect(
      await sql(
        `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      ),
    ).toHaveLength(1),
  );
  await other.query('commit');
  await other.end();
  expect(await second).toBe(rows[0]?.id);
});

test('the first relay of an order is due after 30 seconds', async () => {
  const id = await placed({ product_id: 1, quantity: 1 });
  const [row] = await sql<{ seconds: number }>(
    'select extract(epoch from relay_at - placed_at)::integer as seconds from orders where id = $1',
    [id],
  );
  expect(row?.seconds).toBe(30);
});

test('repeated requests leave no gaps in the order numbers', async () => {
  const headers = { 'idempotency-key': 'an-order-placed-gapless' };
  const first = await placed({ product_id: 1, quantity: 1 }, headers);
  await placed({ product_id: 1, quantity: 1 }, headers);
  await post({ product_id: 999_999, quantity: 1 });
  expect(await placed({ product_id: 1, quantity: 1 })).toBe(first + 1);
});

test.each(['', ' ', 'ä', 'x'.repeat(201)])('refuses the key %j', async (key) => {
  expect(await post({ product_id: 1, quantity: 1 }, { 'idempotency-key': key })).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/headers/idempotency-key' }] },
  });
});

describe('an order with a pickup time, a customer and notes', () => {
  const tomorrow = addDays(dateAt(new Date(), 'Asia/Kolkata'), 1);
  const at = (date: string, time: string) => instantAt(date, time, 'Asia/Kolkata').toISOString();

  test('keeps its customer, its notes, and the names, allergens and traces of its products', async () => {
    const cake = await addProduct({
      name: 'Plum Cake',
      allergens: ['gluten', 'eggs'],
      traces: ['nuts', 'eggs'],
    });
    const id = await placed({
      lines: [{ product_id: cake, quantity: 1, note: ' with Emma on it ' }],
      customer: { name: 'Emma', phone: '+49 30 123456', email: 'emma@example.org' },
    });
    await sql(
      `update products set name = 'Renamed', allergens = '{}', traces = '{}' where id = $1`,
      [cake],
    );
    expect(
      await sql(
        `select customer_name, customer_phone, customer_email, note, product_name, l.allergens, l.traces
         from orders o join order_lines l on l.order_id = o.id where o.id = $1`,
        [id],
      ),
    ).toEqual([
      {
        customer_name: 'Emma',
        customer_phone: '+49 30 123456',
        customer_email: 'emma@example.org',
        note: 'with Emma on it',
        product_name: 'Plum Cake',
        allergens: ['gluten', 'eggs'],
        traces: ['nuts'],
      },
    ]);
  });

  test('keeps its pickup time', async () => {
    const pickup_at = at(tomorrow, '12:00');
    const id = await placed({ product_id: 1, quantity: 1, pickup_at });
    const [row] = await sql<{ pickup_at: Date }>('select pickup_at from orders where id = $1', [
      id,
    ]);
    expect(row?.pickup_at.toISOString()).toBe(pickup_at);
  });

  test('has its own token, which a repeated request returns again', async () => {
    const headers = { 'idempotency-key': 'an-order-placed-token-please' };
    const body = { product_id: 1, quantity: 1 };
    const tokens = [await post(body, headers), await post(body, headers), await post(body)].map(
      (answer) => placeOrderResponse.parse(answer.body).token,
    );
    expect(tokens[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).not.toBe(tokens[0]);
  });

  test.each([
    ['a time outside the slots', () => at(tomorrow, '12:07'), 'pickup-no-such-slot'],
    ['a time that has passed', () => at(addDays(tomorrow, -2), '12:00'), 'pickup-in-the-past'],
    ['a day too far ahead', () => at(addDays(tomorrow, 30), '12:00'), 'pickup-too-far-ahead'],
  ])('is refused for %s', async (_, pickupAt, code) => {
    const before = await countOrders();
    expect(await post({ product_id: 1, quantity: 1, pickup_at: pickupAt() })).toMatchObject({
      status: 409,
      body: { code, errors: [{ path: '/pickup_at' }] },
    });
    expect(await countOrders()).toBe(before);
  });

  test('is refused for a time within the lead time', async () => {
    const cake = await addProduct({ kind: 'made_to_order', lead_time_hours: 240 });
    expect(
      await post({ product_id: cake, quantity: 1, pickup_at: at(tomorrow, '12:00') }),
    ).toMatchObject({
      status: 409,
      body: { code: 'pickup-lead-time' },
    });
  });

  test('is refused for a slot with too little capacity left', async () => {
    const pickup_at = at(addDays(tomorrow, 3), '12:00');
    await sql('insert into pickup_slots select $1::timestamptz, slot_capacity - 2 from settings', [
      pickup_at,
    ]);
    expect(await post({ product_id: 1, quantity: 3, pickup_at })).toMatchObject({
      status: 409,
      body: { code: 'pickup-slot-full' },
    });
    await placed({ product_id: 1, quantity: 2, pickup_at });
  });

  test('is refused for a day with too little daily capacity left', async () => {
    const day = addDays(tomorrow, 3);
    const pickup_at = at(day, '13:00');
    const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 5 });
    await sql('insert into baking_days values ($1, $2, 3)', [cake, day]);
    const cakesAndBread = (cakes: number) => ({
      lines: [
        { product_id: 1, quantity: 9 },
        { product_id: cake, quantity: cakes },
      ],
      pickup_at,
    });
    expect(await post(cakesAndBread(3))).toMatchObject({
      status: 409,
      body: {
        code: 'pickup-fully-booked',
        errors: [
          { path: '/pickup_at', message: 'fully booked' },
          {
            path: '/lines/1/quantity',
            message: 'only 2 left on this day',
            product_id: cake,
            left: 2,
          },
        ],
      },
    });
    await placed(cakesAndBread(2));
    await sql('update baking_days set units_taken = 6 where product_id = $1', [cake]);
    expect(problem.parse((await post(cakesAndBread(1))).body).errors).toEqual([
      { path: '/pickup_at', message: 'fully booked' },
      {
        path: '/lines/1/product_id',
        message: 'sold out on this day',
        product_id: cake,
        left: 0,
      },
    ]);
  });

  test('is returned to a repeated request after its slot was closed', async () => {
    const headers = { 'idempotency-key': 'an-order-placed-closed-meanwhile' };
    const day = addDays(tomorrow, 2);
    const body = { product_id: 1, quantity: 1, pickup_at: at(day, '12:00') };
    const id = await placed(body, headers);
    await sql('insert into closures values ($1, $2)', [day, 'Holiday']);
    expect((await post(body)).status).toBe(409);
    expect(await placed(body, headers)).toBe(id);
  });

  test.each([
    ['a time without a zone', { pickup_at: '2026-11-24T08:30:00' }, '/pickup_at'],
    ['a customer without a name', { customer: { phone: '+49 30 123456' } }, '/customer/name'],
    ['a name of spaces', { customer: { name: '   ' } }, '/customer/name'],
    ['a name with a line break', { customer: { name: 'a\nb' } }, '/customer/name'],
    ['an invalid phone number', { customer: { name: 'E', phone: 'call me' } }, '/customer/phone'],
    ['an invalid e-mail address', { customer: { name: 'E', email: 'e' } }, '/customer/email'],
    ['a note that is too long', { note: 'x'.repeat(201) }, '/note'],
  ])('is refused with %s', async (_, wishes, path) => {
    const answer = await post({ product_id: 1, quantity: 1, ...wishes });
    expect(answer).toMatchObject({ status: 400 });
    expect(problem.parse(answer.body).errors?.map((error) => error.path)).toEqual([path]);
  });
});

describe('the availability of a product', () => {
  beforeAll(() => sql('truncate closures'));

  const zone = 'Asia/Kolkata';
  const today = dateAt(new Date(), zone);
  const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000);
  const refused = async (body: object) => {
    const before = await countOrders();
    const answer = await post(body);
    expect(await countOrders()).toBe(before);
    const { code, errors } = problem.parse(answer.body);
    return [answer.status, code, errors];
  };

  test.each([
    [1, 'below-minimum', 6, 'at least 6'],
    [5, 'below-minimum', 6, 'at least 6'],
    [8, 'off-step', 3, 'only multiples of 3'],
    [13, 'above-maximum', 12, 'at most 12'],
    [15, 'above-maximum', 12, 'at most 12'],
  ])('refuses %i pieces of 6 to 12 in threes: %s', async (quantity, code, limit, message) => {
    const availability = { min_quantity: 6, quantity_step: 3, max_quantity: 12 };
    const product_id = await addProduct({ stock: 100, availability });
    expect(await refused({ product_id, quantity })).toEqual([
      422,
      code,
      [{ path: '/lines/0/quantity', message, product_id, limit }],
    ]);
    for (const allowed of [6, 9, 12]) await placed({ product_id, quantity: allowed });
  });

  test('counts the lines of a product together, and names each of them', async () => {
    const product_id = await addProduct({ availability: { min_quantity: 4, quantity_step: 2 } });
    const line = (quantity: number) => ({ product_id, quantity });
    const other = { product_id: 1, quantity: 1 };
    await placed({ lines: [line(1), other, line(3)] });
    const [status, code, errors] = await refused({ lines: [line(1), other, line(2)] });
    expect([status, code]).toEqual([422, 'below-minimum']);
    expect(errors).toMatchObject([{ path: '/lines/0/quantity' }, { path: '/lines/2/quantity' }]);
  });

  test.each([
    ['opens in an hour', { sale_opens_at: hoursFromNow(1) }, 'not-on-sale-yet'],
    ['closed an hour ago', { sale_closes_at: hoursFromNow(-1) }, 'no-longer-on-sale'],
    ['had a season that is over', { season_to: addDays(today, -7) }, 'out-of-season'],
    ['has a season after the horizon', { season_from: addDays(today, 30) }, 'out-of-season'],
  ])('refuses a product whose sale %s', async (_, availability, code) => {
    const product_id = await addProduct({ availability });
    expect(await refused({ product_id, quantity: 1 })).toEqual([
      409,
      code,
      [{ path: '/lines/0/product_id', message: code.replaceAll('-', ' '), product_id }],
    ]);
  });

  test('accepts a product whose sale is open', async () => {
    const availability = { sale_opens_at: hoursFromNow(-1), sale_closes_at: hoursFromNow(1) };
    await placed({ product_id: await addProduct({ availability }), quantity: 1 });
  });

  test('names the most lasting reason, with all products that have it', async () => {
    const gone = { availability: { sale_closes_at: hoursFromNow(-1) } };
    const products = [
      await addProduct({ availability: { min_quantity: 5 } }),
      await addProduct(gone),
      await addProduct(gone),
    ];
    const lines = products.map((product_id) => ({ product_id, quantity: 1 }));
    expect(await refused({ lines })).toMatchObject([
      409,
      'no-longer-on-sale',
      [{ product_id: products[1] }, { product_id: products[2] }],
    ]);
  });

  test('refuses a chosen time out of season, with the products', async () => {
    const [first, last] = [addDays(today, 4), addDays(today, 6)];
    const availability = { season_from: first, season_to: last };
    const product_id = await addProduct({ availability });
    const lines = [
      { product_id: 1, quantity: 1 },
      { product_id, quantity: 1 },
    ];
    const on = (day: string) => ({
      lines,
      pickup_at: instantAt(day, '12:00', zone).toISOString(),
    });
    for (const day of [addDays(first, -1), addDays(last, 1)]) {
      expect(await refused(on(day))).toEqual([
        409,
        'out-of-season',
        [
          { path: '/pickup_at', message: 'out of season' },
          { path: '/lines/1/product_id', message: 'out of season', product_id },
        ],
      ]);
    }
    for (const day of [first, last]) await placed(on(day));
  });

  test('refuses a time after the cut-off and beyond the horizon of a product of any kind', async () => {
    const noon = (days: number) => instantAt(addDays(today, days), '12:00', zone).toISOString();
    const early = await addProduct({ availability: { cut_off: '00:00', cut_off_days: 3 } });
    const near = await addProduct({ availability: { horizon_days: 2 } });
    const order = (product_id: number, days: number) => ({
      lines: [
        { product_id: 1, quantity: 1 },
        { product_id, quantity: 1 },
      ],
      pickup_at: noon(days),
    });
    expect((await refused(order(early, 3)))[1]).toBe('pickup-cut-off-passed');
    await placed(order(early, 4));
    expect((await refused(order(near, 3)))[1]).toBe('pickup-too-far-ahead');
    await placed(order(near, 2));
  });

  test('gives an order without a time the first day of the season', async () => {
    const season_from = addDays(today, 5);
    const product_id = await addProduct({ availability: { season_from } });
    const id = await placed({ product_id, quantity: 1 });
    await processOrder({ id });
    expect(await sql('select status, pickup_date::text from orders where id = $1', [id])).toEqual([
      { status: 'Completed', pickup_date: season_from },
    ]);
  });

  test('rejects an order without a time when the season ended yesterday', async () => {
    const product_id = await addProduct({
      availability: { season_to: addDays(today, -1) },
      stock: 3,
    });
    const answer = await post({ product_id, quantity: 1 });
    if (answer.status === 409) return;
    const { order_id: id } = placeOrderResponse.parse(answer.body);
    await processOrder({ id });
    expect(await sql('select status, reason from orders where id = $1', [id])).toEqual([
      { status: 'Rejected', reason: 'out of season' },
    ]);
    expect(await stockOf(product_id)).toBe(3);
  });

  test('lets an order wait for the processor beyond the end of the sale', async () => {
    const product_id = await addProduct({ availability: { sale_closes_at: hoursFromNow(1) } });
    const id = await placed({ product_id, quantity: 1 });
    await sql('update products set sale_closes_at = now() where id = $1', [product_id]);
    await processOrder({ id });
    expect(await sql('select status from orders where id = $1', [id])).toEqual([
      { status: 'Completed' },
    ]);
  });

  test('is returned to a repeated request after the sale has ended', async () => {
    const product_id = await addProduct();
    const headers = { 'idempotency-key': 'an-order-placed-during-the-sale' };
    const id = await placed({ product_id, quantity: 1 }, headers);
    await sql('update products set sale_closes_at = now() where id = $1', [product_id]);
    expect(await placed({ product_id, quantity: 1 }, headers)).toBe(id);
  });

  test('limits orders at the counter too, unless staff override it with a reason', async () => {
    const { headers } = await signInAs('baker');
    const product_id = await addProduct({
      stock: 3,
      availability: { min_quantity: 2, season_to: addDays(today, -30) },
    });
    const take = (quantity: number, more = {}) =>
      call(handler, 'POST /staff/orders', {
        headers,
        body: { lines: [{ product_id, quantity }], ...more },
      });
    expect(await take(2)).toMatchObject({ status: 409, body: { code: 'out-of-season' } });
    const override = { pickup_at: new Date().toISOString(), override_reason: 'the last one' };
    expect((await take(1, override)).status).toBe(201);
    expect(await take(4, override)).toMatchObject({ body: { code: 'not-enough-left' } });
  });
});

describe('an order at the counter', () => {
  const take = async (body: object) => {
    const { headers } = await signInAs('baker', `counter-${randomUUID().slice(0, 8)}`);
    return call(handler, 'POST /staff/orders', {
      headers,
      body,
    });
  };
  const orderAndTimelineOf = async (body: unknown) => {
    const { order_id } = placeOrderResponse.parse(body);
    const [order] = await sql<{
      placed_by: string;
      override_reason: string | null;
      status: string;
    }>('select placed_by, override_reason, status, pickup_at from orders where id = $1', [
      order_id,
    ]);
    return { id: order_id, order, timeline: await timelineOf(order_id) };
  };

  test('records the staff member, and is processed like any other order', async () => {
    const product = await addProduct({ stock: 5 });
    const { status, body } = await take({ lines: [{ product_id: product, quantity: 2 }] });
    expect(status).toBe(201);
    const { id, order, timeline } = await orderAndTimelineOf(body);
    expect(order?.placed_by).toMatch(/^staff:counter-/);
    expect(timeline).toEqual([
      { from_status: null, to_status: 'Pending', by: order?.placed_by, reason: null },
    ]);
    await processOrder({ id });
    expect(await stockOf(product)).toBe(3);
  });

  test('may override lead time, cut-off, slots and capacity, with a reason', async () => {
    const cake = await addProduct({
      kind: 'made_to_order',
      lead_time_hours: 48,
      daily_capacity: 1,
    });
    const lines = [{ product_id: cake, quantity: 3 }];
    // A time in a minute, which is not the start of a slot.
    const pickup_at = new Date(Date.now() + 60_000).toISOString();
    expect((await take({ lines, pickup_at })).status).toBe(409);
    const { status, body } = await take({ lines, pickup_at, override_reason: 'for the mayor' });
    expect(status).toBe(201);
    const { id } = await orderAndTimelineOf(body);
    await processOrder({ id });
    expect((await orderAndTimelineOf(body)).order).toEqual({
      placed_by: expect.stringMatching(/^staff:/),
      override_reason: 'for the mayor',
      status: 'Processing',
      pickup_at: new Date(pickup_at),
    });
  });

  test.each([
    ['a day ago', -86_400_000, 'pickup-in-the-past'],
    ['a year ago', -365 * 86_400_000, 'pickup-in-the-past'],
    ['more than a year ahead', 367 * 86_400_000, 'pickup-too-far-ahead'],
  ])('refuses a time %s, whatever the reason', async (_, distance, code) => {
    const lines = [{ product_id: await addProduct(), quantity: 1 }];
    const pickup_at = new Date(Date.now() + distance).toISOString();
    const before = await countOrders();
    expect(await take({ lines, pickup_at, override_reason: 'please' })).toMatchObject({
      status: 409,
      body: { code, errors: [{ path: '/pickup_at' }] },
    });
    expect(await countOrders()).toBe(before);
  });

  test('accepts a time a moment ago with a reason', async () => {
    const lines = [{ product_id: await addProduct(), quantity: 1 }];
    const pickup_at = new Date(Date.now() - 60_000).toISOString();
    const { status } = await take({ lines, pickup_at, override_reason: 'just picked up' });
    expect(status).toBe(201);
  });

  test('is refused or rejected when stock is short, also with a reason', async () => {
    const product = await addProduct({ stock: 1 });
    const lines = [{ product_id: product, quantity: 2 }];
    const pickup_at = new Date().toISOString();
    expect(await take({ lines, pickup_at, override_reason: 'please' })).toMatchObject({
      status: 409,
      body: { code: 'not-enough-left', errors: [{ product_id: product, left: 1 }] },
    });
    const one = [{ product_id: product, quantity: 1 }];
    const { body } = await take({ lines: one, pickup_at, override_reason: 'please' });
    const { id } = await orderAndTimelineOf(body);
    await sql('update products set stock = 0 where id = $1', [product]);
    await processOrder({ id });
    expect((await orderAndTimelineOf(body)).order?.status).toBe('Rejected');
    await sql('update products set stock = 1 where id = $1', [product]);
    expect(await stockOf(product)).toBe(1);
  });

  test('is placed once for one key, and another reason with that key is refused', async () => {
    const { headers } = await signInAs('baker');
    const lines = [{ product_id: await addProduct(), quantity: 1 }];
    const pickup_at = new Date().toISOString();
    const takeFor = (override_reason: string) =>
      call(handler, 'POST /staff/orders', {
        headers: { ...headers, 'idempotency-key': 'an-order-at-the-counter' },
        body: { lines, pickup_at, override_reason },
      });
    const first = await takeFor('one');
    expect(first.status).toBe(201);
    expect((await takeFor('one')).body).toEqual(first.body);
    expect((await takeFor('two')).status).toBe(422);
    // A customer's request with the key of a staff order does not return that order.
    const stranger = { 'idempotency-key': 'an-order-at-the-counter' };
    expect((await post({ lines, pickup_at }, stranger)).status).toBe(422);
  });

  test('needs a pickup time to override the rules', async () => {
    const lines = [{ product_id: await addProduct(), quantity: 1 }];
    expect(await take({ lines, override_reason: 'please' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/pickup_at' }] },
    });
  });

  test('is refused without a session when it has an override reason', async () => {
    const lines = [{ product_id: await addProduct(), quantity: 1 }];
    expect(
      await call(handler, 'POST /order', { body: { lines, override_reason: 'please' } }),
    ).toMatchObject({ status: 400, body: { errors: [{ path: '/override_reason' }] } });
  });
});
