import { noLimits } from '../../shared/domain/availability.ts';
import { catalogueProduct } from '../../shared/contract/catalogue.ts';
import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as listCatalogue } from '../list-catalogue/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});

const create = (body: object, by = manager) =>
  call(handler, 'POST /staff/products', { headers: by.headers, body });

const bread = { name: 'Olive Bread', category: 'Bread', price: 19.99, kind: 'shelf' };
const cake = { name: 'Opera Cake', category: 'Cakes', price: 1_500, kind: 'made_to_order' };

async function created(body: object) {
  const answer = await create(body);
  expect(answer.status).toBe(201);
  return catalogueProduct.parse(answer.body);
}

const movementsOf = (id: number) =>
  sql('select units, reason, by, order_id from stock_movements where product_id = $1', [id]);

test('a product with only the required fields gets defaults for the rest', async () => {
  const { id, ...product } = await created(bread);
  expect(product).toEqual({
    ...bread,
    description: '',
    allergens: null,
    traces: [],
    ...noLimits,
    lead_time_hours: 0,
    daily_capacity: null,
    batch_size: 1,
    stock: 0,
    picture: null,
    pools: [],
    option_groups: [],
    // Not on sale before its allergens are declared.
    active: false,
    version: 1,
  });
  expect(await movementsOf(id)).toEqual([]);
  expect(await sql('select price_minor from products where id = $1', [id])).toEqual([
    { price_minor: 1_999 },
  ]);
});

test('a new product is on sale at once, and staff find it in the catalogue', async () => {
  const allergens = { allergens: ['gluten', 'nuts'], traces: ['sesame', 'milk'] };
  const product = await created({ ...bread, ...allergens, stock: 3 });
  expect(product).toMatchObject(allergens);
  const catalogue = await call(listCatalogue, 'GET /staff/products', { headers: manager.headers });
  expect(catalogue.body).toContainEqual(product);
  const shop = await call(listProducts, 'GET /products');
  expect(shop.body).toContainEqual(
    expect.objectContaining({ id: product.id, price: 19.99, ...allergens }),
  );
});

test.each<[string, object]>([
  ['left out', {}],
  ['null', { allergens: null }],
])('a product whose allergens are %s is not on sale', async (_, allergens) => {
  const product = await created({ ...bread, ...allergens });
  expect(product).toMatchObject({ allergens: null, active: false });
  expect((await call(listProducts, 'GET /products')).body).not.toContainEqual(
    expect.objectContaining({ id: product.id }),
  );
});

test('a product declared to contain no allergens is on sale, and every allergen filter lists it', async () => {
  const product = await created({ ...bread, allergens: [] });
  expect(product).toMatchObject({ allergens: [], active: true });
  expect(
    (await call(listProducts, 'GET /products', { query: { without: 'nuts' } })).body,
  ).toContainEqual(expect.objectContaining({ id: product.id, allergens: [] }));
});

test('records the initial stock as a delivery by the creator', async () => {
  const { id, stock } = await created({ ...bread, stock: 24 });
  expect(stock).toBe(24);
  expect(await movementsOf(id)).toEqual([
    { units: 24, reason: 'delivery', by: `staff:${manager.name}`, order_id: null },
  ]);
});

test('a made-to-order product has a lead time and a daily capacity, and no stock', async () => {
  const terms = { lead_time_hours: 48, daily_capacity: 5, batch_size: 2 };
  const product = await created({ ...cake, ...terms, description: 'Coffee and almonds.' });
  expect(product).toMatchObject({ ...terms, stock: null });
  expect(await movementsOf(product.id)).toEqual([]);
});

test('a new product has the season, the sale, the quantities and the cut-off that it is created with', async () => {
  const limits = {
    season_from: '2026-11-01',
    season_to: '2026-12-24',
    sale_opens_at: '2026-10-01T06:00:00.000Z',
    sale_closes_at: null,
    min_quantity: 6,
    quantity_step: 6,
    max_quantity: 24,
    cut_off: '09:30',
    cut_off_days: 0,
    horizon_days: 7,
    lead_time_days: 2,
  };
  expect(await created({ ...cake, ...limits })).toMatchObject(limits);
});

test('a shelf product may state empty values for the fields of made-to-order products', async () => {
  const terms = { lead_time_hours: 0, daily_capacity: null };
  expect((await create({ ...bread, ...terms })).status).toBe(201);
});

test.each<[string, object, string]>([
  ['a blank name', { ...bread, name: '  ' }, '/name'],
  ['no category', { ...bread, category: undefined }, '/category'],
  ['a description with a line feed', { ...bread, description: 'a\nb' }, '/description'],
  ['a negative price', { ...bread, price: -1 }, '/price'],
  ['a price above the limit', { ...bread, price: 10_000_000.01 }, '/price'],
  ['a price that is text', { ...bread, price: '5' }, '/price'],
  ['half a paisa', { ...bread, price: 1.005 }, '/price'],
  ['an unknown kind', { ...bread, kind: 'frozen' }, '/kind'],
  ['an unknown allergen', { ...bread, allergens: ['sugar'] }, '/allergens/0'],
  ['an allergen twice', { ...bread, allergens: ['nuts', 'nuts'] }, '/allergens'],
  ['an unknown trace', { ...bread, allergens: [], traces: ['sugar'] }, '/traces/0'],
  ['a trace twice', { ...bread, allergens: [], traces: ['nuts', 'nuts'] }, '/traces'],
  [
    'traces of a contained allergen',
    { ...bread, allergens: ['milk'], traces: ['nuts', 'milk'] },
    '/traces/1',
  ],
  ['traces without declared allergens', { ...bread, traces: ['nuts'] }, '/traces'],
  ['a batch size of 0', { ...bread, batch_size: 0 }, '/batch_size'],
  ['a negative stock', { ...bread, stock: -1 }, '/stock'],
  ['half a loaf', { ...bread, stock: 1.5 }, '/stock'],
  [
    'a season that ends before it begins',
    { ...bread, season_from: '2026-12-24', season_to: '2026-12-01' },
    '/season_to',
  ],
  ['a lead time of a shelf product', { ...bread, lead_time_hours: 1 }, '/lead_time_hours'],
  ['a capacity of a shelf product', { ...bread, daily_capacity: 9 }, '/daily_capacity'],
  ['a stock of a made-to-order product', { ...cake, stock: 0 }, '/stock'],
  ['a capacity of 0', { ...cake, daily_capacity: 0 }, '/daily_capacity'],
  ['a version', { ...bread, version: 1 }, '/version'],
])('refuses %s', async (_, body, path) => {
  const before = await sql('select count(*) from products');
  expect(await create(body)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request', errors: [{ path }] },
  });
  expect(await sql('select count(*) from products')).toEqual(before);
});

test('names all faults of price and kind at once', async () => {
  const body = { ...bread, price: 1.005, lead_time_hours: 1, daily_capacity: 1 };
  expect(await create(body)).toMatchObject({
    body: {
      errors: [{ path: '/price' }, { path: '/lead_time_hours' }, { path: '/daily_capacity' }],
    },
  });
});

test('refuses decimals in a currency without them', async () => {
  await sql(`update settings set currency = 'JPY'`);
  expect(await create({ ...bread, price: 5.5 })).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/price', message: expect.stringContaining('JPY') }] },
  });
  expect(await created({ ...bread, price: 500 })).toMatchObject({ price: 500 });
  await sql(`update settings set currency = 'INR'`);
});

test('a baker may not create products', async () => {
  expect((await create(bread, await signInAs('baker'))).status).toBe(403);
});
