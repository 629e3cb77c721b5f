/** The options of the demo catalogue. */
import { listProductsResponse } from '../../shared/contract/products.ts';
import { call } from '../../tests/support/call.ts';
import { placeOrderOf } from '../../tests/support/orders.ts';
import { handler as getOrder } from '../get-order/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler } from './handler.ts';

const [loaf, cake, box] = [2, 10, 13];

async function lineOf(product: number, options?: readonly object[]) {
  const line = { product_id: product, quantity: 1, ...(options && { options }) };
  const { id, token } = await placeOrderOf({ lines: [line] });
  const { body } = await call(getOrder, 'GET /order/{id}', {
    headers: { 'x-order-token': token },
    pathParameters: { id: String(id) },
  });
  return (body as { lines: readonly unknown[] }).lines[0];
}

/** The options of a product by name. */
async function optionsOf(product: number): Promise<ReadonlyMap<string, number>> {
  const products = listProductsResponse.parse((await call(listProducts, 'GET /products')).body);
  const groups = products.find(({ id }) => id === product)?.option_groups ?? [];
  return new Map(groups.flatMap(({ options }) => options.map(({ id, name }) => [name, id])));
}

test('an order without options gets what is chosen at first, at the price of the product', async () => {
  expect(await lineOf(cake)).toMatchObject({
    unit_price: 1200,
    options: [{ option: 'Small, serves 12' }, { option: 'Vanilla' }],
  });
  expect(await lineOf(box)).toMatchObject({
    unit_price: 540,
    options: [
      { option: 'Butter croissant', quantity: 2 },
      { option: 'Pain au chocolat', quantity: 2 },
      { option: 'Cinnamon roll', quantity: 2 },
    ],
  });
  expect(await lineOf(loaf)).toMatchObject({ unit_price: 220, options: [] });
});

test('a cake of two tiers has one of two fillings free, a name, and candles', async () => {
  const options = await optionsOf(cake);
  const choose = (name: string, texts?: readonly string[]) => ({
    option_id: options.get(name),
    ...(texts && { texts }),
  });
  const wanted = [
    choose('Two tiers, serves 30'),
    choose('Almond, without flour'),
    choose('Raspberry jam'),
    choose('Hazelnut nougat'),
    choose('Inscription', ['Emma 7']),
    choose('Candles'),
  ];
  expect(await lineOf(cake, wanted)).toMatchObject({
    unit_price: 1200 + 1300 + 150 + 60 + 40,
    allergens: expect.not.arrayContaining(['gluten']),
  });
});

test('a box needs exactly six pastries', async () => {
  const option_id = (await optionsOf(box)).get('Almond croissant');
  const body = (quantity: number) => ({
    lines: [{ product_id: box, quantity: 1, options: [{ option_id, quantity }] }],
  });
  expect((await call(handler, 'POST /order', { body: body(5) })).status).toBe(422);
  expect((await call(handler, 'POST /order', { body: body(6) })).status).toBe(201);
});
