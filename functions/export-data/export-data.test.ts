import { exportKinds } from '../../shared/contract/exports.ts';
import { previewImportResponse } from '../../shared/contract/catalogue-files.ts';
import { call } from '../../tests/support/call.ts';
import { exampleFile } from '../../tests/support/catalogue-files.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { addOptionGroup } from '../../tests/support/options.ts';
import { placeAndProcess } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as importCatalogue } from '../import-catalogue/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});

const ask = (kind: string, query: Record<string, string> = {}) =>
  call(handler, 'GET /staff/export/{kind}', {
    headers: manager.headers,
    pathParameters: { kind },
    query,
  });

async function part(kind: string, query: Record<string, string> = {}) {
  const { status, headers, body } = await ask(kind, query);
  expect(status).toBe(200);
  return { text: String(body), next: headers['x-next-cursor'] as string | undefined };
}

const preview = async (file: Buffer | string) => {
  const answer = await call(importCatalogue, 'POST /staff/catalogue/import/preview', {
    headers: manager.headers,
    body: { data: Buffer.from(file).toString('base64') },
  });
  return previewImportResponse.parse(answer.body);
};

async function importFile(file: Buffer | string) {
  const { confirmation } = await preview(file);
  const answer = await call(importCatalogue, 'POST /staff/catalogue/import', {
    headers: manager.headers,
    // An option of the demo removes an allergen.
    body: { data: Buffer.from(file).toString('base64'), confirmation, confirms_without: true },
  });
  expect(answer.status).toBe(200);
}

test.each(['point', 'comma'])(
  'the catalogue of the demo, exported in the form %s, changes nothing when it is imported',
  async (form) => {
    const { text, next } = await part('products', { form });
    expect(next).toBeUndefined();
    const found = await preview(text);
    expect(found).toMatchObject({ format: 'own', refusal: null, faults: [], changes: [] });
    expect(found.counts.unchanged).toBeGreaterThan(10);
  },
);

test('a file that was exported, edited and imported changes only what was edited, also after a sale', async () => {
  const id = await addProduct({ name: 'Edited Rye', stock: 20, price_minor: 500 });
  const { text } = await part('products');
  await placeAndProcess({ product_id: id, quantity: 3 });
  await sql(`update products set name = 'Renamed Rye', version = version + 1 where id = $1`, [id]);
  const edited = text
    .split('\r\n')
    .map((line) => (line.includes('Edited Rye') ? line.replace(',5,', ',5.5,') : line))
    .join('\r\n');
  expect((await preview(edited)).changes).toMatchObject([
    {
      product_id: id,
      fields: [
        { field: 'name', before: 'Renamed Rye', after: 'Edited Rye' },
        { field: 'price', before: '5', after: '5.5' },
      ],
    },
  ]);
  await importFile(edited);
  expect(await sql('select name, price_minor, stock from products where id = $1', [id])).toEqual([
    { name: 'Edited Rye', price_minor: 550, stock: 17 },
  ]);
});

test('an edited stock is a count', async () => {
  const id = await addProduct({ name: 'Counted Bun', stock: 20 });
  const { text } = await part('products');
  await placeAndProcess({ product_id: id, quantity: 3 });
  const edited = text
    .split('\r\n')
    .map((line) => (line.includes('Counted Bun') ? line.replace(',20,20,', ',12,20,') : line))
    .join('\r\n');
  await importFile(edited);
  expect(await sql('select stock from products where id = $1', [id])).toEqual([{ stock: 12 }]);
});

test('an imported catalogue can be exported and imported into an empty bakery, with its options', async () => {
  await importFile(exampleFile('woocommerce-english'));
  const { text } = await part('products', { form: 'comma' });
  const shown = `select p.name, p.price_minor, g.name as group, o.name as option, o.price_minor as delta, a.min, a.max
    from products p join product_option_groups a on a.product_id = p.id join option_groups g on g.id = a.group_id
    join options o on o.group_id = g.id order by p.name, a.position, o.position`;
  const before = await sql(shown);
  await sql(
    'truncate products, option_groups, options, stock_movements, claims, orders, order_lines cascade',
  );
  await importFile(text);
  expect(await sql(shown)).toEqual(before);
  expect(before.length).toBeGreaterThan(5);
});

test('exports the lines of orders with options, and neutralises formulas', async () => {
  const id = await addProduct({ name: '=1+1 Cake', price_minor: 1_050 });
  await addOptionGroup(id, {
    name: 'Size',
    options: [{ name: 'Large', price_minor: 200 }],
    defaults: [0],
  });
  const order = await placeAndProcess({
    lines: [{ product_id: id, quantity: 2, note: '@home' }],
    customer: { name: '-Emma', email: 'emma@example.com' },
  });
  const { text } = await part('orders', { form: 'comma' });
  const line = text.split('\r\n').find((one) => one.startsWith(`${order.id};`)) ?? '';
  expect(line).toContain(`;'-Emma;`);
  expect(line).toContain(`;'=1+1 Cake;`);
  expect(line).toContain(`;2;"12,5";25;Size: Large;;'@home;`);
  expect(text.startsWith('\ufeffOrder;Status;')).toBe(true);
});

test('exports stock movements, plans and customers, by period', async () => {
  const id = await addProduct({ name: 'Moved Loaf', stock: 7 });
  const daily = await addProduct({ name: 'Daily Roll', kind: 'daily' });
  await sql('insert into product_weekdays values ($1, 1, 30, 5)', [daily]);
  await sql(`insert into product_dates values ($1, '2031-05-05', 40, 0)`, [daily]);
  await placeAndProcess({
    product_id: id,
    quantity: 1,
    customer: { name: 'Noah', email: 'noah@example.com' },
  });
  expect((await part('stock-movements')).text).toMatch(/,Moved Loaf,\d+,[^,]+,7,delivery,/);
  expect((await part('stock-movements', { to: '2020-01-01' })).text.split('\r\n')).toHaveLength(2);
  expect((await part('plans')).text).toMatch(/Daily Roll,\d+,[^,]+,1,,30,5\r\n/);
  expect((await part('plans')).text).toMatch(/Daily Roll,\d+,[^,]+,,2031-05-05,40,0\r\n/);
  expect((await part('plans', { to: '2030-01-01' })).text).not.toContain('2031-05-05');
  expect((await part('customers')).text).toMatch(/Noah,,noah@example.com,1,\d{4}-/);
});

test('customers whose personal data is deleted are not exported', async () => {
  const { id } = await placeAndProcess({
    product_id: await addProduct(),
    quantity: 1,
    customer: { name: 'Forgotten', email: 'forgotten@example.com' },
  });
  await sql(
    'update orders set customer_name = null, customer_email = null, anonymised_at = now() where id = $1',
    [id],
  );
  for (const kind of exportKinds) expect((await part(kind)).text).not.toContain('Forgotten');
});

test('parts of at most 5,000 rows follow each other by their cursors, without a gap', async () => {
  const id = await addProduct({ name: 'Often Moved', stock: 0 });
  await sql(
    `insert into stock_movements (product_id, units, reason, by)
     select $1, n, 'count', 'test' from generate_series(1, 10200) n`,
    [id],
  );
  const units: number[] = [];
  const sizes: number[] = [];
  for (let cursor: string | undefined = '0'; cursor !== undefined;) {
    const { text, next }: { text: string; next: string | undefined } = await part(
      'stock-movements',
      { cursor },
    );
    const rows = text.trimEnd().split('\r\n').slice(1);
    sizes.push(rows.length);
    units.push(
      ...rows.filter((row) => row.includes('Often Moved')).map((row) => Number(row.split(',')[5])),
    );
    cursor = next;
  }
  expect(sizes.slice(0, 2)).toEqual([5_000, 5_000]);
  expect(units).toEqual(Array.from({ length: 10_200 }, (_, n) => n + 1));
});

test.each([
  ['an unknown kind', 'accounts', {}],
  ['a cursor that is no number', 'orders', { cursor: 'x' }],
  ['a period that ends before it begins', 'orders', { from: '2026-02-01', to: '2026-01-01' }],
])('refuses %s', async (_, kind, query) => {
  expect((await ask(kind, query)).status).toBe(400);
});
