import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { listProductsResponse, type Product } from '../../shared/contract/products.ts';
import { handler } from './handler.ts';

async function listed(): Promise<Product[]> {
  const { status, body } = await call(handler, 'GET /products');
  expect(status).toBe(200);
  return listProductsResponse.parse(body);
}

test('the first product of the demo catalogue is a chocolate cake for 500', async () => {
  expect((await listed())[0]).toMatchObject({ id: 1, name: 'Chocolate Cake', price: 500 });
});

test('the catalogue has shelf and made-to-order products, each with a description', async () => {
  const products = await listed();
  expect(products.length).toBeGreaterThanOrEqual(12);
  expect(new Set(products.map(({ kind }) => kind))).toEqual(new Set(['shelf', 'made_to_order']));
  expect(products.every(({ description }) => description.length > 20)).toBe(true);
});

test('a product that is not on sale is not listed', async () => {
  const id = await addProduct({ active: false });
  expect((await listed()).map((product) => product.id)).not.toContain(id);
});

test('a shelf product with nothing left is listed as not available', async () => {
  const id = await addProduct({ stock: 0 });
  expect((await listed()).find((product) => product.id === id)?.available).toBe(false);
});

test('a price in minor units is shown in the main unit', async () => {
  const id = await addProduct({ price_minor: 1_250 });
  expect((await listed()).find((product) => product.id === id)?.price).toBe(12.5);
});

test('an empty catalogue is an empty list', async () => {
  await sql('update products set active = false');
  expect(await listed()).toEqual([]);
});
