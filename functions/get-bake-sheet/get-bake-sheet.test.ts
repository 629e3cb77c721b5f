import { bakeSheetResponse } from '../../shared/contract/bake-sheet.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { addOptionGroup } from '../../tests/support/options.ts';
import { movePickup, placeAndProcess, placeOrderOf } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';
/** Far enough ahead that no cut-off passes while the test runs. */
const date = addDays(dateAt(new Date(), zone), 5);
const at = (time: string, day = date) => instantAt(day, time, zone).toISOString();

let staff: SignedInStaff;
let cake: number;
let bread: number;
beforeAll(async () => {
  staff = await signInAs('baker');
  cake = await addProduct({
    name: 'Rum Cake',
    kind: 'made_to_order',
    allergens: ['eggs', 'gluten'],
    traces: ['sesame', 'nuts'],
  });
  bread = await addProduct({ name: 'Rye', stock: 500 });
  await sql('update products set batch_size = 4 where id = $1', [cake]);
  // The planned products of the demo would be on each sheet.
  await sql('update products set active = false where is_daily');
});

const ask = (query: Record<string, string>) =>
  call(handler, 'GET /staff/bake-sheet', { headers: staff.headers, query });

async function sheetFor(day: string) {
  const { status, body } = await ask({ date: day });
  expect(status).toBe(200);
  return bakeSheetResponse.parse(body);
}

const order = (product: number, quantity: number, pickup_at: string, note?: string) =>
  placeAndProcess({
    lines: [{ product_id: product, quantity, ...(note !== undefined && { note }) }],
    pickup_at,
  });
const move = (id: number, body: object) =>
  call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
    headers: staff.headers,
    pathParameters: { id: String(id) },
    body,
  });

test('a day without orders has an empty sheet', async () => {
  expect(await sheetFor('2020-01-01')).toMatchObject({ is_past_cut_off: true, products: [] });
});

test('returns 304 while the sheet has not changed', async () => {
  const { headers } = await ask({ date: '2020-01-01' });
  const again = { ...staff.headers, 'if-none-match': String(headers['etag']) };
  const query = { date: '2020-01-01' };
  expect((await call(handler, 'GET /staff/bake-sheet', { headers: again, query })).status).toBe(
    304,
  );
});

test('sums up by product and slot, in whole batches, with notes', async () => {
  const first = await order(cake, 3, at('10:00'), 'Emma, 7 years');
  const done = await order(cake, 2, at('12:00'));
  const packed = await order(bread, 2, at('10:00'));
  await move(packed.id, { action: 'complete' });
  const cancelled = await order(cake, 1, at('10:00'));
  await move(cancelled.id, { action: 'cancel', reason: 'ill' });
  await move(done.id, { action: 'complete' });
  // These orders are not counted: one is not accepted yet, and one is for another day.
  await placeOrderOf({ lines: [{ product_id: cake, quantity: 9 }], pickup_at: at('10:00') });
  await order(cake, 1, at('10:00', addDays(date, 1)));
  expect(await sheetFor(date)).toEqual({
    date,
    special_day: null,
    cut_off_at: at('18:00', addDays(date, -1)),
    is_past_cut_off: false,
    products: [
      {
        product_id: cake,
        name: 'Rum Cake',
        kind: 'made_to_order',
        units: 5,
        planned: null,
        to_bake: 5,
        baked: null,
        units_done: 2,
        units_set_aside: 0,
        units_at_cut_off: null,
        change_since_cut_off: null,
        batch_size: 4,
        batches: 2,
        allergens: ['gluten', 'eggs'],
        traces: ['nuts', 'sesame'],
        allergens_declared: true,
        slots: [
          { starts_at: at('10:00'), units: 3 },
          { starts_at: at('12:00'), units: 2 },
        ],
        variants: [],
        inscriptions: [],
        notes: [{ order_id: first.id, pickup_at: at('10:00'), quantity: 3, note: 'Emma, 7 years' }],
      },
      expect.objectContaining({ product_id: bread, units: 2, units_done: 2, batches: 2 }),
    ],
  });
});

test('an order that was not picked up is still on the sheet, and nothing is left to do for it', async () => {
  const day = addDays(date, 8);
  const { id } = await order(cake, 2, at('10:00', day));
  await order(cake, 1, at('10:00', day));
  await sql('update orders set missed_at = now() where id = $1', [id]);
  expect(await sheetFor(day)).toMatchObject({ products: [{ units: 3, units_done: 2 }] });
});

test('counts what was set aside at acceptance apart from what staff have packed', async () => {
  const day = addDays(date, 7);
  const bun = await addProduct({ stock: 50 });
  const found = (quantity: number) => placeAndProcess({ product_id: bun, quantity });
  const [first, second] = [await found(3), await found(4)];
  await movePickup([first.id, second.id], at('10:00', day));
  await move(first.id, { action: 'collect' });
  const product = async () => (await sheetFor(day)).products[0];
  expect(await product()).toMatchObject({ units: 7, units_done: 7, units_set_aside: 7 });
  const packed = await order(bun, 2, at('10:00', day));
  expect(await product()).toMatchObject({ units: 9, units_done: 7, units_set_aside: 7 });
  await move(packed.id, { action: 'complete' });
  expect(await product()).toMatchObject({ units: 9, units_done: 9, units_set_aside: 7 });
});

test('lists products in the order of the catalogue', async () => {
  const names = async () => (await sheetFor(date)).products.map(({ name }) => name);
  expect(await names()).toEqual(['Rum Cake', 'Rye']);
  await sql('update products set position = 0 where id = $1', [bread]);
  expect(await names()).toEqual(['Rye', 'Rum Cake']);
});

test('an order placed before its allergens were declared marks the sheet', async () => {
  const mystery = await addProduct({ kind: 'made_to_order' });
  await sql('update products set allergens_declared = false where id = $1', [mystery]);
  const day = addDays(date, 3);
  await order(mystery, 1, at('10:00', day));
  await sql(`update products set allergens = '{nuts}' where id = $1`, [mystery]);
  await order(mystery, 1, at('10:00', day));
  expect((await sheetFor(day)).products).toEqual([
    expect.objectContaining({ allergens: ['nuts'], allergens_declared: false }),
  ]);
  const { body } = await ask({ date: day, format: 'csv' });
  expect(body).toContain('nuts, not declared');
});

test('after the cut-off the sheet shows the units at the cut-off and each change since', async () => {
  const day = addDays(date, 2);
  const kept = await order(cake, 2, at('10:00', day));
  const lost = await order(cake, 3, at('10:00', day));
  // Moves the orders to today, whose cut-off has passed, and dates their timeline before the
  // cut-off.
  const today = dateAt(new Date(), zone);
  await movePickup([kept.id, lost.id], instantAt(today, '12:00', zone));
  await sql(`update order_timeline set at = at - interval '3 days' where order_id = any($1)`, [
    [kept.id, lost.id],
  ]);
  await move(kept.id, { action: 'complete' });
  await move(lost.id, { action: 'cancel', reason: 'ill' });
  const { products, is_past_cut_off } = await sheetFor(today);
  expect(is_past_cut_off).toBe(true);
  expect(products).toEqual([
    expect.objectContaining({
      product_id: cake,
      units: 2,
      units_at_cut_off: 5,
      change_since_cut_off: -3,
    }),
  ]);
  const late = await order(bread, 1, at('10:00', day));
  await movePickup([late.id], instantAt(today, '12:00', zone));
  expect((await sheetFor(today)).products).toContainEqual(
    expect.objectContaining({ product_id: bread, units_at_cut_off: 0, change_since_cut_off: 1 }),
  );
});

test('the CSV file has a column per slot, and no note becomes a formula', async () => {
  const day = addDays(date, 4);
  await order(cake, 1, at('10:00', day), '=HYPERLINK("http://evil","Emma"), 7');
  await order(cake, 4, at('11:30', day));
  const { status, headers, body } = await ask({ date: day, format: 'csv' });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-disposition': `attachment; filename="bake-sheet-${day}.csv"`,
  });
  const [bom, header, row, end] = [
    String(body).slice(0, 1),
    ...String(body).slice(1).split('\r\n'),
  ];
  expect(bom).toBe('\ufeff');
  expect(header).toBe(
    'product,name,kind,units,done,at cut-off,change,batch size,batches,planned,to bake,baked,10:00,11:30,options,texts,allergens,traces,notes',
  );
  expect(row).toMatch(
    /^\d+,Rum Cake,made_to_order,5,0,,,4,2,,5,,1,4,,,"gluten, eggs","nuts, sesame","'=HYPERLINK\(""http:\/\/evil"",""Emma""\), 7 \(1 × order \d+\)"$/,
  );
  expect(end).toBe('');
});

test('the CSV file of a German bakery has semicolons, no formulas, and numbers as numbers', async () => {
  await sql(`update settings set locale = 'de-DE'`);
  const day = addDays(date, 6);
  const gone = await order(cake, 3, at('10:00', day), 'x;=1+1;y');
  const { body } = await ask({ date: day, format: 'csv' });
  await sql(`update settings set locale = 'en-IN'`);
  const [header = '', row = ''] = String(body).slice(1).split('\r\n');
  expect(header.split(';').slice(0, 4)).toEqual(['product', 'name', 'kind', 'units']);
  expect(row).toBe(
    `${cake};Rum Cake;made_to_order;3;0;;;4;1;;3;;3;;;"gluten, eggs";"nuts, sesame";"x;'=1+1;y (3 × order ${gone.id})"`,
  );
});

test('a daily product is baked as planned, or as ordered when that is more, with what was baked', async () => {
  const day = addDays(date, 7);
  const roll = await addProduct({ name: 'Roll', kind: 'daily', allergens: ['gluten'] });
  await sql('update products set batch_size = 12 where id = $1', [roll]);
  await sql('insert into product_weekdays values ($1, $2, 20, 5)', [roll, weekdayOf(day)]);
  const product = async () =>
    (await sheetFor(day)).products.find(({ product_id }) => product_id === roll);
  expect(await product()).toMatchObject({
    kind: 'daily',
    planned: 20,
    units: 0,
    to_bake: 20,
    baked: null,
    batches: 2,
    allergens: ['gluten'],
    slots: [],
  });
  await order(roll, 8, at('10:00', day));
  await sql('insert into product_dates values ($1, $2, 6, 0)', [roll, day]);
  await sql('insert into day_books (product_id, date, baked) values ($1, $2, 7)', [roll, day]);
  expect(await product()).toMatchObject({ planned: 6, units: 8, to_bake: 8, baked: 7, batches: 1 });
  await sql('update products set active = false where id = $1', [roll]);
  expect(await product()).toMatchObject({ planned: 0, units: 8, to_bake: 8 });
});

describe('a product with options', () => {
  const day = addDays(date, 9);
  let torte: number;
  let sizes: readonly number[];
  let icing: number;
  let gift: number;
  beforeAll(async () => {
    torte = await addProduct({ name: 'Torte', kind: 'made_to_order', allergens: ['gluten'] });
    sizes = await addOptionGroup(torte, {
      name: 'Size',
      options: [{ name: 'Small' }, { name: 'Large', allergens: ['nuts'] }],
    });
    [icing = 0] = await addOptionGroup(torte, {
      name: 'Inscription',
      kind: 'text',
      min: 0,
      options: [{ name: 'Icing' }],
    });
    [gift = 0] = await addOptionGroup(torte, {
      name: 'Gift box',
      kind: 'yes_no',
      min: 0,
      is_for_production: false,
      options: [{ name: 'Yes' }],
    });
  });
  afterEach(() => sql('truncate order_timeline, order_lines, stock_movements, claims, orders'));

  const orderTorte = (quantity: number, size: number, texts: readonly string[] = []) =>
    placeAndProcess({
      lines: [
        {
          product_id: torte,
          quantity,
          options: [
            { option_id: gift },
            ...(texts.length > 0 ? [{ option_id: icing, texts }] : []),
            { option_id: sizes[size] },
          ],
        },
      ],
      pickup_at: at('10:00', day),
    });

  test('is counted by the options for production, with a text for each piece', async () => {
    const { id } = await orderTorte(2, 1, ['Emma', 'Noah']);
    const other = await orderTorte(1, 1, ['Zoë']);
    await orderTorte(4, 0);
    await move(other.id, { action: 'complete' });
    const [product] = (await sheetFor(day)).products;
    expect(product?.variants).toEqual([
      {
        choices: 'Large',
        units: 3,
        units_done: 1,
        units_at_cut_off: null,
        change_since_cut_off: null,
      },
      expect.objectContaining({ choices: 'Small', units: 4, units_done: 0 }),
    ]);
    const written = { pickup_at: at('10:00', day), choices: 'Large', group: 'Inscription' };
    const isNew = { ...written, quantity: 1, is_done: false, change_since_cut_off: null };
    expect(product?.inscriptions).toEqual([
      { ...isNew, order_id: id, text: 'Emma', piece: 1 },
      { ...isNew, order_id: id, text: 'Noah', piece: 2 },
      { ...isNew, order_id: other.id, text: 'Zoë', piece: null, is_done: true },
    ]);
    expect(product?.allergens).toEqual(['gluten', 'nuts']);
  });

  test('keeps the names that its options had when they were ordered', async () => {
    await orderTorte(1, 1);
    await sql(`update options set name = 'Huge' where id = $1`, [sizes[1]]);
    await orderTorte(1, 1);
    await sql(`update options set name = 'Large' where id = $1`, [sizes[1]]);
    expect((await sheetFor(day)).products[0]?.variants).toMatchObject([
      { choices: 'Huge', units: 1 },
      { choices: 'Large', units: 1 },
    ]);
  });

  test('shows which options and texts have changed since the cut-off', async () => {
    const kept = await orderTorte(1, 0, ['Emma']);
    const lost = await orderTorte(2, 1, ['Noah']);
    const today = dateAt(new Date(), zone);
    const noon = instantAt(today, '12:00', zone);
    await sql(`update order_timeline set at = at - interval '3 days'`);
    await move(lost.id, { action: 'cancel', reason: 'ill' });
    const added = await orderTorte(3, 0, ['Zoë']);
    await movePickup([kept.id, lost.id, added.id], noon);
    const product = (await sheetFor(today)).products.find(({ product_id }) => product_id === torte);
    expect(product?.variants).toMatchObject([
      { choices: 'Large', units: 0, units_at_cut_off: 2, change_since_cut_off: -2 },
      { choices: 'Small', units: 4, units_at_cut_off: 1, change_since_cut_off: 3 },
    ]);
    expect(
      product?.inscriptions.map(({ text, quantity, change_since_cut_off: change }) => [
        text,
        quantity,
        change,
      ]),
    ).toEqual([
      ['Emma', 1, null],
      ['Noah', 2, 'removed'],
      ['Zoë', 3, 'added'],
    ]);
  });

  test('has its options and texts in the CSV file, and no text becomes a formula', async () => {
    const { id } = await orderTorte(2, 1, ['=1+1', 'Noah']);
    await orderTorte(1, 0);
    const { body } = await ask({ date: day, format: 'csv' });
    expect(body).toContain(
      `"Large (2 ×); Small (1 ×)","'=1+1 (1 × order ${id}, Large); Noah (1 × order ${id}, Large)",`,
    );
  });

  test('has no texts after the personal data was deleted', async () => {
    await orderTorte(1, 1, ['Emma']);
    await sql('update order_lines set texts = null');
    const [product] = (await sheetFor(day)).products;
    expect(product?.variants).toMatchObject([{ choices: 'Large', units: 1 }]);
    expect(product?.inscriptions).toEqual([]);
  });
});

test('the sheet of a special day has its text', async () => {
  const day = addDays(date, 8);
  await sql(`insert into closures (date, message) values ($1, 'Fair')`, [day]);
  expect((await sheetFor(day)).special_day).toEqual({ message: 'Fair', hours: [] });
  await sql('truncate closures');
});

test.each([{}, { date: '2026-02-30' }, { date, format: 'xml' }])(
  'refuses the query %j',
  async (query) => {
    expect((await ask(query as Record<string, string>)).status).toBe(400);
  },
);
