import { listCatalogueResponse } from '../../shared/contract/catalogue.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct } from '../../tests/support/database.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler } from './handler.ts';

async function listed() {
  const { headers } = await signInAs('baker');
  const { status, body } = await call(handler, 'GET /staff/products', { headers });
  expect(status).toBe(200);
  return listCatalogueResponse.parse(body);
}

test('a baker sees every product with all its fields, in the order of the catalogue', async () => {
  const catalogue = await listed();
  expect(catalogue.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(catalogue[0]).toMatchObject({
    name: 'Chocolate Cake',
    category: 'Cakes',
    price: 500,
    kind: 'shelf',
    allergens: ['gluten', 'eggs', 'milk', 'soybeans'],
    batch_size: 4,
    stock: 1_000,
    active: true,
    version: 1,
  });
  expect(catalogue[9]).toMatchObject({
    kind: 'made_to_order',
    lead_time_hours: 24,
    daily_capacity: 40,
    stock: null,
  });
});

test('includes products that are off sale or sold out', async () => {
  const off = await addProduct({ active: false, price_minor: 1_250 });
  const gone = await addProduct({ stock: 0 });
  const catalogue = await listed();
  expect(catalogue).toContainEqual(
    expect.objectContaining({ id: off, active: false, price: 12.5 }),
  );
  expect(catalogue).toContainEqual(expect.objectContaining({ id: gone, stock: 0 }));
});

test('requires a session', async () => {
  expect((await call(handler, 'GET /staff/products')).status).toBe(401);
});
