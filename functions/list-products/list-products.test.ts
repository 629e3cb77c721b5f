import { call } from '../../tests/support/call.ts';
import { addProduct, type NewProduct, sql } from '../../tests/support/database.ts';
import { listProductsResponse, type Product } from '../../shared/contract/products.ts';
import { problem } from '../../shared/contract/problem.ts';
import { database } from '../../shared/db/database.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../../shared/domain/calendar.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler } from './handler.ts';
import { listProducts } from './list-products.ts';

async function listed(): Promise<Product[]> {
  const { status, body } = await call(handler, 'GET /products');
  expect(status).toBe(200);
  return listProductsResponse.parse(body);
}

test('the first product of the demo catalogue is a chocolate cake for 500', async () => {
  expect((await listed())[0]).toMatchObject({ id: 1, name: 'Chocolate Cake', price: 500 });
});

test('the catalogue has products of every kind, each with a description', async () => {
  const products = await listed();
  expect(products.length).toBeGreaterThanOrEqual(12);
  expect(new Set(products.map(({ kind }) => kind))).toEqual(
    new Set(['shelf', 'daily', 'made_to_order']),
  );
  expect(products.every(({ description }) => description.length > 20)).toBe(true);
});

test('does not list a product that is off sale', async () => {
  const id = await addProduct({ active: false });
  expect((await listed()).map((product) => product.id)).not.toContain(id);
});

test('lists a shelf product without stock as not available', async () => {
  const id = await addProduct({ stock: 0 });
  expect((await listed()).find((product) => product.id === id)?.available).toBe(false);
});

test('shows a price in main units', async () => {
  const id = await addProduct({ price_minor: 1_250 });
  expect((await listed()).find((product) => product.id === id)?.price).toBe(12.5);
});

describe('a search', () => {
  const find = async (query: Readonly<Record<string, string>>) => {
    const { status, body } = await call(handler, 'GET /products', { query });
    expect(status).toBe(200);
    return listProductsResponse.parse(body).map(({ name }) => name);
  };

  beforeAll(async () => {
    await addProduct({
      name: 'Rye Loaf',
      category: 'Loaves',
      allergens: ['gluten'],
      traces: ['nuts', 'milk'],
    });
    await addProduct({ name: 'Nut Loaf', category: 'Loaves', allergens: ['gluten', 'nuts'] });
    await addProduct({ name: 'Macaroon', category: 'Sweets', allergens: ['nuts', 'eggs'] });
    await addProduct({ name: '100% Rice_Cake', category: 'Sweets' });
    await addProduct({ name: 'Crème Brûlée', category: 'Desserts' });
  });

  test('finds a category', async () => {
    expect(await find({ category: 'Loaves' })).toEqual(['Rye Loaf', 'Nut Loaf']);
  });

  test('excludes one allergen, and several', async () => {
    expect(await find({ category: 'Sweets', without: 'eggs' })).toEqual(['100% Rice_Cake']);
    expect(await find({ category: 'Loaves', without: 'nuts,milk' })).toEqual(['Rye Loaf']);
  });

  test('lists a product with traces of an excluded allergen, together with its traces', async () => {
    const { body } = await call(handler, 'GET /products', { query: { without: 'nuts,eggs' } });
    expect(listProductsResponse.parse(body)).toContainEqual(
      expect.objectContaining({
        name: 'Rye Loaf',
        allergens: ['gluten'],
        traces: ['nuts', 'milk'],
      }),
    );
  });

  test('does not list a product with undeclared allergens under an allergen filter', async () => {
    const id = await addProduct({ name: 'Mystery Bun', category: 'Loaves' });
    await sql('update products set allergens_declared = false where id = $1', [id]);
    expect(await find({ category: 'Loaves', without: 'nuts' })).toEqual(['Rye Loaf']);
    expect((await listed()).find((product) => product.id === id)).toMatchObject({
      allergens: null,
    });
    await sql('update products set active = false where id = $1', [id]);
  });

  test('finds words in any order and in any case', async () => {
    expect(await find({ q: 'loaf NUT' })).toEqual(['Nut Loaf']);
    expect(await find({ q: 'loaf cake' })).toEqual([]);
    expect(await find({ q: 'BRÛLÉE' })).toEqual(['Crème Brûlée']);
  });

  describe('in any spelling', () => {
    const zopf = 'Zo\u0308pfli';
    beforeAll(async () => {
      for (const name of [
        'Crème Fraîche',
        'Weißbrot',
        'Brötchentüte',
        'Jalapeño Bread',
        'Smørrebrød',
        zopf,
      ]) {
        await addProduct({ name, category: 'Folded' });
      }
      for (const name of [
        'İzmir Boyozu',
        'Baker’s Dozen',
        'Pain-au-Chocolat',
        'メロンパン',
        'كَعْك',
      ]) {
        await addProduct({ name, category: 'Folded' });
      }
    });

    test.each([
      ['weissbrot', 'Weißbrot'],
      ['WEISSBROT', 'Weißbrot'],
      ['weiẞbrot', 'Weißbrot'],
      ['ｗｅｉｓｓｂｒｏｔ', 'Weißbrot'],
      ['weiß\u00adbrot', 'Weißbrot'],
      ['brotchentute', 'Brötchentüte'],
      ['broetchentuete', 'Brötchentüte'],
      ['broetchentute', 'Brötchentüte'],
      ['bro\u0308tchen', 'Brötchentüte'],
      ['creme  fraiche', 'Crème Fraîche'],
      ['fraiche, creme', 'Crème Fraîche'],
      ['jalapeno', 'Jalapeño Bread'],
      ['smorrebrod', 'Smørrebrød'],
      ['smoerrebroed', 'Smørrebrød'],
      ['zöpfli', zopf],
      ['zopfli', zopf],
      ['izmir', 'İzmir Boyozu'],
      ['IZMIR', 'İzmir Boyozu'],
      ['ızmır', 'İzmir Boyozu'],
      ["baker's", 'Baker’s Dozen'],
      ['bakers', 'Baker’s Dozen'],
      ['pain au chocolat', 'Pain-au-Chocolat'],
      ['pain–au–chocolat', 'Pain-au-Chocolat'],
      ['ﾒﾛﾝﾊﾟﾝ', 'メロンパン'],
      ['كعك', 'كَعْك'],
      ['كـعـك', 'كَعْك'],
      ['folded boyozu', 'İzmir Boyozu'],
    ])('%j finds %j', async (q, name) => {
      expect(await find({ q, category: 'folded' })).toEqual([name]);
    });

    test('does not find a short word that only looks similar', async () => {
      expect(await find({ q: 'oe', category: 'Sweets' })).toEqual([]);
      expect(await find({ q: 'ハン' })).toEqual([]);
    });

    // cspell:ignore Croisant Weisbrot brotchnetute Crosant
    test.each([
      ['Croisant', ['Butter Croissant', 'Pain au Chocolat']],
      ['Weisbrot', ['Weißbrot']],
      ['brotchnetute', ['Brötchentüte']],
      ['Crosant', []],
    ])('%j finds %j in spite of a typing error', async (q, names) => {
      expect(await find({ q })).toEqual(names);
    });

    test('finds a category in any spelling', async () => {
      await addProduct({ name: 'One', category: 'Pâtés' });
      await addProduct({ name: 'Two', category: 'pa\u0302te\u0301s ' });
      expect(await find({ category: 'Pâtés' })).toEqual(['One', 'Two']);
      expect(await find({ category: 'PÂTÉS' })).toEqual(['One', 'Two']);
    });
  });

  test.each(['100%', '%_', 'rice_cake'])('treats %j as text, not as a pattern', async (q) => {
    expect(await find({ q })).toEqual(q === '%_' ? [] : ['100% Rice_Cake']);
  });

  test('refuses control characters', async () => {
    for (const query of [{ q: 'a\u0000b' }, { category: '\u0000' }]) {
      expect((await call(handler, 'GET /products', { query })).status).toBe(400);
    }
  });

  test.each<[string, Record<string, string>, string]>([
    ['an unknown allergen', { without: 'sugar' }, '/query/without/0'],
    ['an invalid date', { date: '2026-02-30' }, '/query/date'],
    ['an unknown parameter', { colour: 'red' }, '/query/colour'],
  ])('refuses %s', async (_, query, path) => {
    expect(await call(handler, 'GET /products', { query })).toMatchObject({
      status: 400,
      body: { errors: [{ path }] },
    });
  });
});

test('a product is not available on a day without capacity, within its lead time or on a closed day', async () => {
  const id = await addProduct({ kind: 'made_to_order', daily_capacity: 2 });
  const tomorrow = addDays(dateAt(new Date(), 'Asia/Kolkata'), 1);
  const [full, free, holiday] = [3, 4, 5].map((days) => addDays(tomorrow, days)) as [
    string,
    string,
    string,
  ];
  await sql(`insert into baking_days values ($1, $2, 2)`, [id, full]);
  await sql(`insert into closures values ($1, 'We are asleep')`, [holiday]);
  const slow = await addProduct({ kind: 'made_to_order', lead_time_hours: 240 });
  const on = async (date: string, product = id) => {
    const { body } = await call(handler, 'GET /products', { query: { date } });
    return listProductsResponse.parse(body).find((one) => one.id === product)?.available;
  };
  expect(await on(full)).toBe(false);
  expect(await on(free)).toBe(true);
  expect(await on(free, slow)).toBe(false);
  expect(await on(holiday)).toBe(false);
  const later = [{ from: '18:00', to: '19:00' }];
  await sql('update closures set hours = $1', [JSON.stringify(later)]);
  expect(await on(holiday)).toBe(true);
  // From the only slot of the day on, this product needs an hour too many.
  const ms = instantAt(holiday, '18:30', 'Asia/Kolkata').getTime() - Date.now();
  const [quick, tooSlow] = [Math.floor(ms / 3_600_000) - 1, Math.ceil(ms / 3_600_000)];
  const products = await Promise.all(
    [quick, tooSlow].map((lead_time_hours) =>
      addProduct({ kind: 'made_to_order', lead_time_hours }),
    ),
  );
  expect(await Promise.all(products.map((product) => on(holiday, product)))).toEqual([true, false]);
});

describe('the units left', () => {
  const day = addDays(dateAt(new Date(), 'Asia/Kolkata'), 9);
  const leftOf = async (id: number, query?: Readonly<Record<string, string>>) => {
    const { body } = await call(handler, 'GET /products', query && { query });
    return listProductsResponse.parse(body).find((product) => product.id === id)?.left;
  };

  test('of a shelf product are its stock, on every day', async () => {
    const id = await addProduct({ stock: 7 });
    expect(await leftOf(id)).toBe(7);
    expect(await leftOf(id, { date: day })).toBe(7);
    await sql('update products set stock = 0 where id = $1', [id]);
    expect(await leftOf(id)).toBe(0);
  });

  test('of a made-to-order product are what the capacity of the day allows, and never negative', async () => {
    const id = await addProduct({ kind: 'made_to_order', daily_capacity: 5 });
    await sql('insert into baking_days values ($1, $2, 3)', [id, day]);
    expect(await leftOf(id)).toBe(5);
    expect(await leftOf(id, { date: day })).toBe(2);
    expect(await leftOf(id, { date: addDays(day, 1) })).toBe(5);
    await sql('update baking_days set units_taken = 9 where product_id = $1', [id]);
    expect(await leftOf(id, { date: day })).toBe(0);
    expect(await leftOf(await addProduct({ kind: 'made_to_order' }), { date: day })).toBeNull();
  });

  test('can be ordered, and one more is refused with the product and its units left', async () => {
    const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 5 });
    const bread = await addProduct({ stock: 3 });
    await sql('insert into baking_days values ($1, $2, 1)', [cake, day]);
    const pickup_at = instantAt(day, '12:00', 'Asia/Kolkata').toISOString();
    const orders = [
      { product_id: bread, pickup: {}, query: undefined },
      { product_id: bread, pickup: { pickup_at }, query: { date: day } },
      { product_id: cake, pickup: {}, query: undefined },
      { product_id: cake, pickup: { pickup_at }, query: { date: day } },
    ];
    for (const { product_id, pickup, query } of orders) {
      const left = (await leftOf(product_id, query)) ?? 0;
      const order = (quantity: number) =>
        call(placeOrder, 'POST /order', { body: { product_id, quantity, ...pickup } });
      const { status, body } = await order(left + 1);
      expect([status, problem.parse(body).errors?.at(-1)]).toEqual([
        409,
        expect.objectContaining({ product_id, left }),
      ]);
      expect((await order(left)).status).toBe(201);
    }
  });
});

describe('the availability of a product', () => {
  beforeAll(() => sql('truncate closures'));

  const zone = 'Asia/Kolkata';
  const today = dateAt(new Date(), zone);
  const day = addDays(today, 6);
  const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000);
  const find = async (id: number, query?: Readonly<Record<string, string>>) => {
    const { body } = await call(handler, 'GET /products', query && { query });
    const found = listProductsResponse.parse(body).find((product) => product.id === id);
    return [found?.available, found?.available_from];
  };
  const add = (availability: NewProduct['availability'] = {}, product: NewProduct = {}) =>
    addProduct({ ...product, availability });

  test('is in the list, for the shop to explain', async () => {
    const availability = {
      season_from: day,
      season_to: null,
      min_quantity: 6,
      quantity_step: 3,
      max_quantity: 12,
      cut_off: '12:00',
      cut_off_days: 2,
      horizon_days: 9,
    };
    const sale_closes_at = hoursFromNow(1);
    const id = await add({ ...availability, sale_closes_at });
    const { body } = await call(handler, 'GET /products');
    expect(listProductsResponse.parse(body).find((product) => product.id === id)).toMatchObject({
      ...availability,
      lead_time_days: 0,
      sale_opens_at: null,
      sale_closes_at: sale_closes_at.toISOString(),
    });
  });

  test('begins with its season', async () => {
    const id = await add({ season_from: day });
    expect(await find(id)).toEqual([true, day]);
    expect(await find(id, { date: addDays(day, -1) })).toEqual([false, null]);
    expect(await find(id, { date: day })).toEqual([true, day]);
    expect(await find(await add({ season_from: addDays(today, 30) }))).toEqual([false, null]);
    expect(await find(await add({ season_to: addDays(today, -1) }))).toEqual([false, null]);
  });

  test('is limited to its sale', async () => {
    expect(await find(await add({ sale_opens_at: hoursFromNow(1) }))).toEqual([false, null]);
    expect(await find(await add({ sale_closes_at: hoursFromNow(-1) }))).toEqual([false, null]);
    const open = await add({
      sale_opens_at: hoursFromNow(-1),
      sale_closes_at: hoursFromNow(1),
    });
    expect((await find(open, { date: day }))[0]).toBe(true);
  });

  test('needs the minimum of an order', async () => {
    expect((await find(await add({ min_quantity: 6 }, { stock: 5 })))[0]).toBe(false);
    expect((await find(await add({ min_quantity: 6 }, { stock: 6 })))[0]).toBe(true);
    const cake = await add({ min_quantity: 4 }, { kind: 'made_to_order', daily_capacity: 5 });
    await sql('insert into baking_days values ($1, $2, 2)', [cake, day]);
    expect(await find(cake, { date: day })).toEqual([false, null]);
    expect((await find(cake))[0]).toBe(true);
  });

  test('of a daily product needs a day with the minimum', async () => {
    const id = await add({ min_quantity: 4 }, { kind: 'daily' });
    await sql('insert into product_dates values ($1, $2, 3, 0), ($1, $3, 4, 0)', [
      id,
      addDays(day, -1),
      day,
    ]);
    expect(await find(id)).toEqual([true, day]);
    await sql('update product_dates set reserve = 1 where product_id = $1', [id]);
    expect(await find(id)).toEqual([false, null]);
  });

  test('ends with its cut-off and its horizon', async () => {
    const early = await add({ cut_off: '00:00', cut_off_days: 3 });
    expect(await find(early)).toEqual([true, addDays(today, 4)]);
    const near = await add({ horizon_days: 2 });
    expect((await find(near, { date: addDays(today, 2) }))[0]).toBe(true);
    expect((await find(near, { date: addDays(today, 3) }))[0]).toBe(false);
    expect(await find(await add({ cut_off: '00:00', cut_off_days: 3, horizon_days: 3 }))).toEqual([
      false,
      null,
    ]);
  });

  test('of a product with a lead time of working days begins after them', async () => {
    const id = await add({ lead_time_days: 3 }, { kind: 'made_to_order' });
    expect(await find(id)).toEqual([true, addDays(today, 3)]);
  });
});

describe('a date with slots of the night before', () => {
  const zone = 'Asia/Kolkata';
  const saturday = addDays(dateAt(new Date(), zone), 7);
  const sunday = addDays(saturday, 1);
  let before: unknown;
  beforeAll(async () => {
    [before] = await sql('select opening_hours from settings');
    // The day after is closed, and its only slots are those of the night before.
    const hours = { [weekdayOf(saturday)]: [{ from: '18:00', to: '02:00' }] };
    await sql('update settings set opening_hours = $1', [hours]);
  });
  afterAll(async () => {
    const { opening_hours } = before as { opening_hours: object };
    await sql('update settings set opening_hours = $1', [opening_hours]);
  });

  const find = async (id: number, date?: string, now = new Date()) => {
    const products = await listProducts(database, { date }, now);
    const { available, available_from, left } = products.find((one) => one.id === id) ?? {};
    return { available, available_from, left };
  };
  const addWith = async (onSaturday: number, onSunday: number) => {
    const id = await addProduct({ kind: 'daily' });
    await sql('insert into product_dates values ($1, $2, $3, 0), ($1, $4, $5, 0)', [
      id,
      saturday,
      onSaturday,
      sunday,
      onSunday,
    ]);
    return id;
  };

  test('has what is left of the day before, not of its own plan', async () => {
    const soldOut = await addWith(0, 10);
    expect(await find(soldOut, sunday)).toEqual({
      available: false,
      available_from: null,
      left: 0,
    });
    expect(await find(soldOut)).toEqual({ available: false, available_from: null, left: 0 });
    const rest = await addWith(4, 0);
    expect(await find(rest, sunday)).toEqual({ available: true, available_from: sunday, left: 4 });
    expect(await find(rest)).toEqual({ available: true, available_from: saturday, left: 4 });
  });

  test('is the first day when only the night is left of the day before', async () => {
    const late = instantAt(sunday, '00:30', zone);
    const rest = await addWith(4, 0);
    expect(await find(rest, undefined, late)).toMatchObject({ available_from: sunday, left: 4 });
  });
});

test('answers 304 until a product changes', async () => {
  const first = await call(handler, 'GET /products');
  const headers = { 'if-none-match': String(first.headers['etag']) };
  expect(await call(handler, 'GET /products', { headers })).toMatchObject({
    status: 304,
    body: null,
  });
  await addProduct();
  expect((await call(handler, 'GET /products', { headers })).status).toBe(200);
});

test('an empty catalogue is an empty list', async () => {
  await sql('update products set active = false');
  expect(await listed()).toEqual([]);
});
