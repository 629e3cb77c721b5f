import { listOrdersResponse, type ListOrdersResponse } from '../../shared/contract/staff-orders.ts';
import { dateAt } from '../../shared/domain/calendar.ts';
import { call, newContext } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { addOptionGroup } from '../../tests/support/options.ts';
import { movePickup, placeAndProcess, placeOrderOf } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as housekeep } from '../housekeep/handler.ts';
import { handler } from './handler.ts';

let staff: SignedInStaff;
let bread: number;
beforeAll(async () => {
  staff = await signInAs('baker');
  bread = await addProduct({
    name: 'Rye',
    stock: 1_000,
    price_minor: 250,
    allergens: ['gluten'],
    traces: ['sesame'],
  });
});

const ask = (query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  call(handler, 'GET /staff/orders', { headers: { ...staff.headers, ...headers }, query });

async function list(query: Record<string, string> = {}): Promise<ListOrdersResponse> {
  return listOrdersResponse.parse((await ask(query)).body);
}
const idsOf = ({ orders }: ListOrdersResponse) => orders.map(({ order_id }) => order_id);

/** Places an order and sets its pickup time. @returns the order's id */
async function orderDueAt(pickupAt: string, customer?: object) {
  const { id } = await placeOrderOf({
    lines: [{ product_id: bread, quantity: 2, note: 'sliced' }],
    ...(customer && { customer }),
  });
  await movePickup([id], pickupAt);
  return id;
}

test('returns an empty list when there are no orders', async () => {
  expect(await list({ date: '2020-01-01' })).toMatchObject({ orders: [], next_cursor: null });
});

test('lists an order with its customer, lines and total', async () => {
  const id = await orderDueAt('2031-05-05T10:00:00Z', {
    name: 'Emma',
    phone: '+91 98765 43210',
    email: 'emma@example.org',
  });
  expect((await list({ date: '2031-05-05' })).orders).toEqual([
    {
      order_id: id,
      status: 'Pending',
      reason: null,
      placed_at: expect.any(String),
      pickup_at: '2031-05-05T10:00:00.000Z',
      pickup_date: null,
      collected_at: null,
      completed_by: null,
      missed_at: null,
      customer: { name: 'Emma', phone: '+91 98765 43210', email: 'emma@example.org' },
      lines: [
        {
          product_id: bread,
          name: 'Rye',
          quantity: 2,
          unit_price: 2.5,
          allergens: ['gluten'],
          traces: ['sesame'],
          options: [],
          note: 'sliced',
          picture: null,
        },
      ],
      currency: 'INR',
      total: 5,
      units: 2,
      placed_by: null,
      override_reason: null,
    },
  ]);
});

test("a day lasts from midnight to midnight in the bakery's time zone", async () => {
  // 18:30 UTC is midnight in Kolkata.
  const inside = [
    await orderDueAt('2031-06-09T18:30:00Z'),
    await orderDueAt('2031-06-10T18:29:59.999Z'),
  ];
  await orderDueAt('2031-06-09T18:29:59.999Z');
  await orderDueAt('2031-06-10T18:30:00Z');
  expect(idsOf(await list({ date: '2031-06-10' }))).toEqual(inside);
});

test('an order without a pickup time belongs to the day of its placement', async () => {
  const { id } = await placeOrderOf({ product_id: bread, quantity: 1 });
  const [row] = await sql<{ placed_at: Date }>('select placed_at from orders where id = $1', [id]);
  const date = row && dateAt(row.placed_at, 'Asia/Kolkata');
  expect(idsOf(await list({ date: date ?? '' }))).toContain(id);
});

test('filters the list by status', async () => {
  const { id } = await placeAndProcess({ product_id: bread, quantity: 1 });
  expect(idsOf(await list({ status: 'Completed' }))).toContain(id);
  expect(idsOf(await list({ status: 'Pending,Rejected' }))).not.toContain(id);
});

test('finds an order by number, name, phone number or e-mail address, in any spelling', async () => {
  const id = await orderDueAt('2031-07-01T10:00:00Z', {
    name: 'Zoë 100%_Sure',
    phone: '+49 (0)170 / 555-12',
    email: 'zoe@example.org',
  });
  for (const q of [String(id), 'ZOË', '100%_', '017055512', '0170 555', 'zoe@exa']) {
    expect([q, idsOf(await list({ q }))]).toEqual([q, [id]]);
  }
  for (const q of ['100_', '%%', "' or true --"]) {
    expect([q, idsOf(await list({ q }))]).toEqual([q, []]);
  }
});

describe('a search at the counter', () => {
  const token = '0123456789abcdef0123456789abcdef';
  let anna: number;
  let other: number;
  beforeAll(async () => {
    await sql(`update settings set locale = 'de-DE'`);
    anna = await orderDueAt('2032-01-01T10:00:00Z', {
      name: 'Anna Müller-Lüdenscheid',
      phone: '+49 151 23456789',
      email: 'jörg.straße@example.org',
    });
    other = await orderDueAt('2032-01-02T10:00:00Z', {
      name: 'Jo\u0308rg O’Brien',
      phone: '0160 98765432',
    });
  });

  test.each([
    'Müller, Anna',
    'Anna  Müller',
    'anna\u00a0mueller',
    'MULLER ANNA',
    'Müller-Lüdenscheid',
    'mueller ludenscheid anna',
    'lu\u0308denscheid',
    'ＡＮＮＡ',
    'strasse@example.org',
    'STRASSE@EXAMPLE',
    '0151 23456789',
    '0151/2345',
    '0151',
    '+49 (0)151 234',
    '0049 151 23456789',
    '＋４９１５１２３４',
    '\u202a+49 151 234\u202c',
    '٠١٥١ ٢٣٤',
    '23456789',
    'Anna 0151',
    '151 2345 müller',
  ])('for %j finds Anna', async (q) => {
    expect(idsOf(await list({ q }))).toEqual([anna]);
  });

  test.each([
    "jörg o'brien",
    'OBRIEN',
    'brien jo\u0308rg',
    'joerg brien',
    '+49 160 9876',
    '0160-98765432',
  ])('for %j finds Jörg', async (q) => expect(idsOf(await list({ q }))).toEqual([other]));

  test.each(['Anna 0160', 'müller brien', '+43 151 234', '--', '#', '%%', 'anna_'])(
    'for %j finds nothing',
    async (q) => expect(idsOf(await list({ q }))).toEqual([]),
  );

  test('finds an order by its number in any spelling, and lists that order first', async () => {
    const wide = String(anna).replaceAll(/\d/g, (digit) =>
      String.fromCharCode(0xff10 + Number(digit)),
    );
    const arabic = String(anna).replaceAll(/\d/g, (digit) =>
      String.fromCharCode(0x660 + Number(digit)),
    );
    const written = [
      `#${anna}`,
      `Order ${anna}`,
      `order no. ${anna}`,
      `Bestellung ${anna}`,
      `Bestell-Nr. ${anna}`,
      wide,
      `＃${wide}`,
      arabic,
      `http://localhost:3000/order#${anna}.${token}`,
      `https://bakery.example/order#${anna}.${token}\r\n`.trim(),
    ];
    const namesake = await orderDueAt('2033-01-01T10:00:00Z', { name: `Order ${anna}` });
    for (const q of written) {
      const found = idsOf(await list({ q }));
      expect([q, found[0]]).toEqual([q, anna]);
      expect(found.slice(1).every((id) => id === namesake)).toBe(true);
    }
    expect(idsOf(await list({ q: `Anna ${anna}` }))).toEqual([anna]);
  });

  test('finds an order of an earlier release by its text, and by its keys after housekeeping', async () => {
    const id = await orderDueAt('2032-02-01T10:00:00Z', {
      name: 'Zoë Größe',
      phone: '0171 5556677',
    });
    await sql(
      `update orders set customer_text = null, customer_phone_key = null, customer_email_key = null,
         customer_keys_made = null
       where id = $1`,
      [id],
    );
    await sql('delete from order_words where order_id = $1', [id]);
    for (const q of ['zoë gr', '0171 555']) expect(idsOf(await list({ q }))).toEqual([id]);
    expect(idsOf(await list({ q: 'groesse' }))).toEqual([]);
    await housekeep(undefined, newContext());
    for (const q of ['groesse zoe', '+49 171 555']) expect(idsOf(await list({ q }))).toEqual([id]);
  });

  test('uses the current country of the bakery', async () => {
    await sql(`update settings set locale = 'de-AT'`);
    const id = await orderDueAt('2032-03-01T10:00:00Z', { name: 'Resi', phone: '0664 1234567' });
    expect(idsOf(await list({ q: '+43 664 1234567' }))).toEqual([id]);
    await sql(`update settings set locale = 'de-DE'`);
    await housekeep(undefined, newContext());
    expect(idsOf(await list({ q: '+43 664 1234567' }))).toEqual([]);
    expect(idsOf(await list({ q: '+49 664 1234567' }))).toEqual([id]);
  });

  test('finds nothing about an anonymised customer', async () => {
    const id = await orderDueAt('2032-04-01T10:00:00Z', { name: 'Wilhelmine' });
    // Anonymised by an earlier release, which does not know the keys.
    await sql('update orders set customer_name = null, anonymised_at = now() where id = $1', [id]);
    expect(idsOf(await list({ q: 'wilhelmine' }))).toEqual([]);
    expect(await sql('select from order_words where order_id = $1', [id])).toEqual([]);
    await housekeep(undefined, newContext());
    expect(
      await sql('select customer_text, customer_keys_made from orders where id = $1', [id]),
    ).toEqual([{ customer_text: null, customer_keys_made: null }]);
  });
});

// cspell:ignore törtchen tortchen kasesahne sahnehaube émilie emilie milie xaver kunigunde leopold
describe('a search for items and notes', () => {
  let cake: number;
  let noted: number;
  let ordered: number;
  let both: number;
  beforeAll(async () => {
    cake = await addProduct({ name: 'Käsesahne-Törtchen', stock: 100 });
    ({ id: noted } = await placeOrderOf({
      lines: [{ product_id: bread, quantity: 1, note: 'Alles Gute, Émilie-Zoé!' }],
    }));
    ({ id: ordered } = await placeOrderOf({ product_id: cake, quantity: 1 }));
    ({ id: both } = await placeOrderOf({
      lines: [{ product_id: cake, quantity: 1, note: 'ohne Sahnehaube' }],
      customer: { name: 'Xaver' },
    }));
    await movePickup([both], '2034-01-01T10:00:00Z');
    await movePickup([ordered], '2034-01-02T10:00:00Z');
  });

  test.each(['emilie', 'gute alles', 'ALLES', 'milie', 'Émilie-Zoé!'])(
    'for %j finds the note of an order without a customer',
    async (q) => expect(idsOf(await list({ q }))).toEqual([noted]),
  );

  test.each(['käsesahne', 'Kaesesahne', 'kasesahne tortchen', 'törtchen'])(
    'for %j finds the orders with this item, the newest pickup first',
    async (q) => expect(idsOf(await list({ q }))).toEqual([ordered, both]),
  );

  test.each(['xaver törtchen', 'sahnehaube käse', 'törtchen ohne xav'])(
    'for %j finds the order with all words in customer, item and note',
    async (q) => expect(idsOf(await list({ q }))).toEqual([both]),
  );

  test.each([
    'xaver rye',
    'emilie törtchen',
    '!!',
    "'",
    "zz':*",
    "zz'':*",
    '!zz|zz',
    'zz\\',
    "zz\\'",
  ])('for %j finds nothing', async (q) => expect(idsOf(await list({ q }))).toEqual([]));

  test('finds the name that an item had when it was ordered', async () => {
    await sql(`update products set name = 'Cheese tart' where id = $1`, [cake]);
    expect(idsOf(await list({ q: 'törtchen' }))).toEqual([ordered, both]);
    expect(idsOf(await list({ q: 'cheese tart' }))).toEqual([]);
  });

  test('finds a note of an earlier release after housekeeping', async () => {
    await sql('delete from order_words where order_id = $1', [noted]);
    expect(idsOf(await list({ q: 'emilie' }))).toEqual([]);
    await housekeep(undefined, newContext());
    expect(idsOf(await list({ q: 'emilie' }))).toEqual([noted]);
  });

  test('keeps only items after the personal data was deleted', async () => {
    const { id } = await placeAndProcess({
      lines: [{ product_id: cake, quantity: 1, note: 'für Kunigunde' }],
      customer: { name: 'Leopold', phone: '0171 9988776', email: 'leo@example.org' },
    });
    const words = ['kunigunde', 'leopold', '9988776', 'leo@example'];
    for (const q of words) expect([q, idsOf(await list({ q }))]).toEqual([q, [id]]);
    await sql(
      `update orders set placed_at = now() - interval '1 year', pickup_at = now() - interval '1 year'
       where id = $1`,
      [id],
    );
    await housekeep(undefined, newContext());
    for (const q of words) expect([q, idsOf(await list({ q }))]).toEqual([q, []]);
    expect(idsOf(await list({ q: 'tart' }))).toContain(id);
    expect(await sql('select from order_words where order_id = $1', [id])).toEqual([]);
  });
});

// cspell:ignore wilhelmina helmina lotte
describe('a search for what is written on a cake', () => {
  let id: number;
  beforeAll(async () => {
    const cake = await addProduct({ stock: 100 });
    const [icing = 0] = await addOptionGroup(cake, {
      name: 'Inscription',
      kind: 'text',
      options: [{ name: 'Icing' }],
    });
    ({ id } = await placeAndProcess({
      lines: [
        {
          product_id: cake,
          quantity: 2,
          options: [{ option_id: icing, texts: ['Für Wilhelmina', 'Für Lotte'] }],
        },
      ],
    }));
  });

  test.each(['wilhelmina', 'fur lotte', 'helmina lotte'])('finds the order by %j', async (q) =>
    expect(idsOf(await list({ q }))).toEqual([id]),
  );

  test('finds it after the words were written with the rules of another country', async () => {
    await sql(`update settings set locale = 'de-DE'`);
    await housekeep(undefined, newContext());
    await sql(`update settings set locale = 'en-IN'`);
    expect(idsOf(await list({ q: 'lotte' }))).toEqual([id]);
    await housekeep(undefined, newContext());
    expect(idsOf(await list({ q: 'wilhelmina' }))).toEqual([id]);
  });

  test('finds nothing after the personal data was deleted', async () => {
    await sql(
      `update orders set placed_at = now() - interval '1 year', pickup_at = now() - interval '1 year'
       where id = $1`,
      [id],
    );
    await housekeep(undefined, newContext());
    expect(idsOf(await list({ q: 'lotte' }))).toEqual([]);
  });
});

test.each<[Record<string, string>, string]>([
  [{ date: '2031-08-08' }, 'the earliest first'],
  [{}, 'the latest first'],
])('%j returns every order once over all pages, %s', async (query) => {
  const times = [
    '06:00:00.000001Z',
    '06:00:00.000001Z',
    '06:00:00.000002Z',
    '08:00:00Z',
    '07:00:00Z',
  ];
  for (const time of times) await orderDueAt(`2031-08-08T${time}`);
  const whole = idsOf(await list({ ...query, limit: '200' }));
  const paged: number[] = [];
  let cursor: string | null = null;
  do {
    const page: ListOrdersResponse = await list({
      ...query,
      limit: '2',
      ...(cursor && { cursor }),
    });
    expect(page.orders.length).toBeLessThanOrEqual(2);
    paged.push(...idsOf(page));
    cursor = page.next_cursor;
  } while (cursor);
  expect(paged).toEqual(whole);
  expect(new Set(paged).size).toBe(paged.length);
});

test('lists the order with the searched number first and once, however many other orders match', async () => {
  const id = await orderDueAt('2030-01-01T10:00:00Z');
  const others: number[] = [];
  for (const hour of [10, 11, 12]) {
    const phone = `+91 555 ${String(id).padStart(4, '0')}`;
    others.push(await orderDueAt(`2031-09-01T${hour}:00:00Z`, { name: 'Emma', phone }));
  }
  const q = String(id).padStart(4, '0');
  const expected = [id, ...others.toReversed()];
  expect(idsOf(await list({ q }))).toEqual(expected);
  for (const limit of ['1', '2', '3']) {
    const found: number[] = [];
    let cursor: string | null = null;
    do {
      const page: ListOrdersResponse = await list({ q, limit, ...(cursor && { cursor }) });
      found.push(...idsOf(page));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(found).toEqual(expected);
  }
});

describe('a live board', () => {
  test('receives new and changed orders, and nothing else', async () => {
    const quiet = await orderDueAt('2031-09-09T10:00:00Z');
    const moving = await orderDueAt('2031-09-09T11:00:00Z');
    await sql(
      `update order_timeline set at = at - order_id * interval '1 minute' - interval '1 day'`,
    );
    const { since } = await list({ date: '2031-09-09' });
    await placeOrderOf({ product_id: bread, quantity: 1 });
    await sql(
      `insert into order_timeline (order_id, from_status, to_status, by) values ($1, 'Pending', 'Cancelled', 'test')`,
      [moving],
    );
    const fresh = await orderDueAt('2031-09-09T12:00:00Z');
    expect(idsOf(await list({ date: '2031-09-09' }))).toEqual([quiet, moving, fresh]);
    const news = idsOf(await list({ date: '2031-09-09', since }));
    expect(news).toEqual(expect.arrayContaining([moving, fresh]));
    expect(news).not.toContain(quiet);
  });

  test('receives an order whose pickup moves to another day', async () => {
    const id = await orderDueAt('2031-09-19T10:00:00Z');
    const { since } = await list({ date: '2031-09-19' });
    await movePickup([id], '2031-09-20T10:00:00Z');
    await sql(
      `insert into order_timeline (order_id, from_status, to_status, by)
       values ($1, 'Pending', 'Processing', 'test')`,
      [id],
    );
    expect(idsOf(await list({ date: '2031-09-19' }))).toEqual([]);
    expect(idsOf(await list({ date: '2031-09-19', since }))).toContain(id);
  });

  test('receives a change that was written earlier but became visible later', async () => {
    const id = await orderDueAt('2031-10-10T10:00:00Z');
    await sql(`update order_timeline set at = at - interval '1 hour'`);
    await placeOrderOf({ product_id: bread, quantity: 1 });
    const { since } = await list({ date: '2031-10-10' });
    await sql(
      `insert into order_timeline (order_id, at, from_status, to_status, by)
       values ($1, $2::timestamptz - interval '2 seconds', 'Pending', 'Completed', 'test')`,
      [id, since],
    );
    expect(idsOf(await list({ date: '2031-10-10', since }))).toContain(id);
  });

  test.each(['1 day', '10 years'])(
    'receives new orders although a change is dated %s ahead',
    async (distance) => {
      const date = distance === '1 day' ? '2031-11-11' : '2031-11-12';
      const dated = await orderDueAt(`${date}T08:00:00Z`);
      await sql(
        `insert into order_timeline (order_id, at, from_status, to_status, by)
         values ($1, now() + $2::interval, 'Pending', 'Processing', 'test')`,
        [dated, distance],
      );
      let { since } = await list({ date });
      for (const time of ['09:00', '10:00']) {
        // Dates all changes further back than the board looks.
        await sql(`update order_timeline set at = at - interval '1 minute' where at <= now()`);
        const fresh = await orderDueAt(`${date}T${time}:00Z`);
        const news = await list({ date, since });
        expect(idsOf(news)).toContain(fresh);
        expect(Date.parse(news.since)).toBeLessThan(Date.now() + 60_000);
        since = news.since;
      }
      await sql(`delete from order_timeline where at > now()`);
    },
  );

  test('receives the whole day when it asks from a time ahead of the clock', async () => {
    const id = await orderDueAt('2031-12-12T08:00:00Z');
    await sql(`update order_timeline set at = at - interval '1 hour'`);
    const since = new Date(Date.now() + 86_400_000).toISOString();
    expect(idsOf(await list({ date: '2031-12-12', since }))).toEqual([id]);
  });

  test('receives 304 when nothing has changed', async () => {
    const { headers } = await ask({ date: '2031-09-09' });
    expect(headers['cache-control']).toBe('private, no-cache');
    const again = { 'if-none-match': String(headers['etag']) };
    expect((await ask({ date: '2031-09-09' }, again)).status).toBe(304);
  });
});

test.each([
  ['an invalid status', { status: 'Baked' }, '/query/status/0'],
  ['a limit beyond the largest', { limit: '201' }, '/query/limit'],
  ['an invalid cursor', { cursor: 'bm9uZQ' }, '/query/cursor'],
  ['a time out of range', { since: '0000-01-01T00:00:00Z' }, '/query/since'],
  [
    'a cursor out of range',
    { cursor: 'OTk5OS05OS05OVQ5OTo5OTo5OS4wMDAwMDBaIDE' },
    '/query/cursor/due',
  ],
  [
    'a status together with since',
    { status: 'Pending', since: '2026-11-24T00:00:00Z' },
    '/query/status',
  ],
  ['an unknown parameter', { colour: 'red' }, '/query/colour'],
])('refuses %s', async (_, query: Record<string, string>, path) => {
  expect(await ask(query)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});
