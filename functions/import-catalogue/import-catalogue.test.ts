import type { PreviewImportResponse } from '../../shared/contract/catalogue-files.ts';
import { previewImportResponse } from '../../shared/contract/catalogue-files.ts';
import { call } from '../../tests/support/call.ts';
import { exampleFile, exampleText } from '../../tests/support/catalogue-files.ts';
import { addProduct, sql, stockOf } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});
beforeEach(() =>
  sql(
    'truncate products, option_groups, options, stock_movements, claims, orders, order_lines cascade',
  ),
);

const toData = (file: Buffer | string) => Buffer.from(file).toString('base64');

async function preview(file: Buffer | string): Promise<PreviewImportResponse> {
  const answer = await call(handler, 'POST /staff/catalogue/import/preview', {
    headers: manager.headers,
    body: { data: toData(file) },
  });
  expect(answer.status).toBe(200);
  return previewImportResponse.parse(answer.body);
}

const apply = (file: Buffer | string, confirmation: string | null, more = {}) =>
  call(handler, 'POST /staff/catalogue/import', {
    headers: manager.headers,
    body: { data: toData(file), confirmation, ...more },
  });

async function imported(file: Buffer | string) {
  const { confirmation } = await preview(file);
  const answer = await apply(file, confirmation);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

const square = exampleFile('square-one-place');

test('a preview changes nothing', async () => {
  expect(await preview(square)).toMatchObject({
    format: 'square',
    refusal: null,
    encoding: 'utf-8',
    separator: ',',
    rows: 8,
    counts: { new: 2, changed: 0, unchanged: 0, options_new: 6, faults: 0 },
    ignored_columns: expect.arrayContaining(['Item Type']),
    confirmation: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await sql('select from products')).toEqual([]);
});

test('imports products with options, stock and the keys of the file', async () => {
  expect(await imported(square)).toEqual({
    products_new: 2,
    products_changed: 0,
    options_new: 6,
    options_changed: 0,
  });
  expect(
    await sql(
      'select import_key, name, price_minor, kind, stock, active from products order by id',
    ),
  ).toEqual([
    {
      import_key: 'square:K7QWERTY2B4N6M8P1A3SDFGH',
      name: 'Sourdough Loaf',
      price_minor: 420,
      kind: 'shelf',
      stock: 18,
      active: false,
    },
    {
      import_key: 'square:C1AAAA4ZK2P6LQ8R9S0TUVWX',
      name: 'Celebration Cake',
      price_minor: 2_800,
      kind: 'made_to_order',
      stock: null,
      active: false,
    },
  ]);
  expect(await sql('select units, reason, by from stock_movements')).toEqual([
    { units: 18, reason: 'delivery', by: `staff:${manager.name}` },
  ]);
  expect(
    await sql(
      `select p.name, g.name as group, a.min, a.max, o.name as default, o.price_minor
       from product_option_groups a
       join products p on p.id = a.product_id join option_groups g on g.id = a.group_id
       join options o on o.id = any(a.defaults)`,
    ),
  ).toEqual([
    {
      name: 'Celebration Cake',
      group: 'Size, Flavour',
      min: 1,
      max: 1,
      default: '6 inch, Lemon',
      price_minor: 0,
    },
  ]);
});

test('customers can choose imported options once the allergens are declared', async () => {
  await imported(square);
  await sql(`update products set allergens_declared = true, active = true`);
  expect((await call(listProducts, 'GET /products')).body).toContainEqual(
    expect.objectContaining({
      name: 'Celebration Cake',
      price: 28,
      option_groups: [
        expect.objectContaining({
          name: 'Size, Flavour',
          kind: 'one',
          options: expect.arrayContaining([
            expect.objectContaining({ name: '10 inch, Lemon', price: 24 }),
          ]),
        }),
      ],
    }),
  );
});

test.each([
  'square-one-place',
  'square-two-places',
  'square-online',
  'square-old',
  'square-german-excel',
  'shopify-export',
  'shopify-template-2025',
  'woocommerce-english',
  'woocommerce-german',
] as const)('the second import of %s changes nothing', async (name) => {
  const file = exampleFile(name);
  await imported(file);
  const second = await preview(file);
  expect(second).toMatchObject({
    changes: [],
    counts: { new: 0, changed: 0, options_new: 0, options_changed: 0 },
    confirmation: null,
  });
  expect(second.counts.unchanged).toBeGreaterThan(0);
});

test('changes only what was edited in the file, field by field', async () => {
  await imported(square);
  const edited = exampleText('square-one-place')
    .replace('Sourdough Loaf', 'Country Loaf')
    .replace(',4.20,', ',4.50,')
    .replace(',52.00,', ',55.00,');
  const { changes, counts } = await preview(edited);
  expect(counts).toMatchObject({ new: 0, changed: 1, unchanged: 1, options_changed: 1 });
  expect(changes).toEqual([
    expect.objectContaining({
      record: 'product',
      row: 2,
      name: 'Country Loaf',
      is_new: false,
      fields: [
        { field: 'name', before: 'Sourdough Loaf', after: 'Country Loaf' },
        { field: 'price', before: '4.2', after: '4.5' },
      ],
    }),
    expect.objectContaining({
      record: 'option',
      row: 7,
      fields: [{ field: 'price', before: '24', after: '27' }],
    }),
  ]);
  await imported(edited);
  expect(await sql('select name, version from products order by id')).toEqual([
    { name: 'Country Loaf', version: 2 },
    { name: 'Celebration Cake', version: 1 },
  ]);
});

test('what the file does not say stays: description, category, allergens', async () => {
  await imported('Token,Item Name,Variation Name,Price\nT1,Bun,,2\n');
  await sql(
    `update products set category = 'Buns', description = 'Soft', allergens = '{milk}',
       allergens_declared = true, active = true`,
  );
  const file = 'Token,Item Name,Variation Name,Description,Category,Price\nT1,Bun,,,,3\n';
  expect((await preview(file)).changes).toMatchObject([{ fields: [{ field: 'price' }] }]);
  await imported(file);
  expect(
    await sql('select price_minor, category, description, allergens, active from products'),
  ).toEqual([
    { price_minor: 300, category: 'Buns', description: 'Soft', allergens: ['milk'], active: true },
  ]);
});

test('another quantity in the file is a count of the stock', async () => {
  const file = (units: number) =>
    `Token,Item Name,Variation Name,Price,Current Quantity\nT1,Bun,,2,${units}\n`;
  await imported(file(10));
  expect((await preview(file(7))).changes).toMatchObject([
    { fields: [{ field: 'stock', before: '10', after: '7' }] },
  ]);
  await imported(file(7));
  const [{ id } = { id: 0 }] = await sql<{ id: number }>('select id from products');
  expect(await stockOf(id)).toBe(7);
  expect(await sql('select units, reason from stock_movements order by id')).toEqual([
    { units: 10, reason: 'delivery' },
    { units: -3, reason: 'count' },
  ]);
});

test('refuses the confirmation of another file, and of a catalogue that has changed since', async () => {
  const { confirmation } = await preview(square);
  const other = exampleText('square-one-place').replace('4.20', '4.30');
  expect(await apply(other, confirmation)).toMatchObject({
    status: 409,
    body: { code: 'stale-version' },
  });
  expect(await apply(square, confirmation)).toMatchObject({ status: 200 });
  const edited = exampleText('square-one-place').replace('4.20', '4.50');
  const { confirmation: second } = await preview(edited);
  await sql(`update products set price_minor = 430, version = version + 1`);
  expect(await apply(edited, second)).toMatchObject({ status: 409 });
  expect(await sql('select distinct price_minor from products')).toEqual([{ price_minor: 430 }]);
});

test('a file with one fault changes nothing', async () => {
  const file = 'Token,Item Name,Variation Name,Price\nT1,Bun,,2\nT2,Roll,,free\n';
  const { confirmation, faults, counts } = await preview(file);
  expect(confirmation).toBeNull();
  expect(counts.faults).toBe(1);
  expect(faults).toEqual([{ row: 3, column: 'Price', reason: 'no-number', value: 'free' }]);
  expect(await apply(file, 'a'.repeat(64))).toMatchObject({
    status: 422,
    body: { code: 'import-refused' },
  });
  expect(await sql('select from products')).toEqual([]);
});

test('a price that the currency cannot express is a fault', async () => {
  const { faults } = await preview('Token,Item Name,Variation Name,Price\nT1,Bun,,2.005\n');
  expect(faults).toMatchObject([{ row: 2, column: 'Price', reason: 'invalid' }]);
});

test('an option group is not attached to a product of the same name', async () => {
  const id = await addProduct({ name: 'Celebration Cake', category: 'Mine' });
  await imported(square);
  expect(await sql('select from product_option_groups where product_id = $1', [id])).toEqual([]);
});

test('says what a file is that is not a catalogue', async () => {
  expect(await preview(Buffer.from('PK\x03\x04'))).toMatchObject({
    format: null,
    refusal: { reason: 'other-file', what: 'zip' },
    confirmation: null,
  });
  expect(await preview('Name;Preis\nBrot;2')).toMatchObject({
    refusal: { reason: 'unknown-header', seen: ['Name', 'Preis'] },
  });
  expect(await apply('Name;Preis\nBrot;2', 'a'.repeat(64))).toMatchObject({ status: 422 });
});

test('imports 5,000 rows with options', async () => {
  const rows = Array.from({ length: 5_000 }, (_, no) => {
    const [item, size] = [Math.floor(no / 5), no % 5];
    return `T${no},Cake ${item},Size ${size},Two layers of sponge.,Cakes,${20 + size}.50,${size}`;
  });
  const header = 'Token,Item Name,Variation Name,Description,Categories,Price,Current Quantity';
  expect(await imported([header, ...rows].join('\n'))).toMatchObject({
    products_new: 1_000,
    options_new: 5_000,
  });
});
