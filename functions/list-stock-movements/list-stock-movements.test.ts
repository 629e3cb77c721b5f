import {
  listStockMovementsResponse,
  type ListStockMovementsResponse,
} from '../../shared/contract/catalogue.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as recordStockMovement } from '../record-stock-movement/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { processBatch } from '../process-order/process-orders.ts';
import { handler } from './handler.ts';

let baker: SignedInStaff;
beforeAll(async () => {
  baker = await signInAs('baker');
});

const list = (id: number | string, query: Readonly<Record<string, string>> = {}) =>
  call(handler, 'GET /staff/products/{id}/stock-movements', {
    headers: baker.headers,
    pathParameters: { id: String(id) },
    query,
  });

async function listed(id: number, query = {}): Promise<ListStockMovementsResponse> {
  const { status, body } = await list(id, query);
  expect(status).toBe(200);
  return listStockMovementsResponse.parse(body);
}

const move = (id: number, body: object) =>
  call(recordStockMovement, 'POST /staff/products/{id}/stock-movements', {
    headers: baker.headers,
    pathParameters: { id: String(id) },
    body,
  });

async function deliverTimes(id: number, count: number) {
  for (let nth = 1; nth <= count; nth += 1) await move(id, { reason: 'delivery', units: nth });
}

test('lists all movements with actor and reason, newest first', async () => {
  const id = await addProduct({ stock: 10 });
  const answer = await call(placeOrder, 'POST /order', { body: { product_id: id, quantity: 3 } });
  const { order_id } = placeOrderResponse.parse(answer.body);
  await processBatch([{ order_id, correlation_id: 'test' }]);
  await move(id, { reason: 'waste', units: 2, note: 'burnt' });
  const by = `staff:${baker.name}`;
  expect(await listed(id)).toMatchObject({
    product_id: id,
    stock: 5,
    movements: [
      { units: -2, reason: 'waste', order_id: null, by, note: 'burnt' },
      { units: -3, reason: 'order', order_id, by: 'processor', note: null },
      { units: 10, reason: 'delivery', order_id: null, by: 'test', note: null },
    ],
    next_cursor: null,
  });
});

test('pages have no gaps while new movements are made', async () => {
  const id = await addProduct({ stock: 100 });
  await deliverTimes(id, 6);
  const unitsOn = ({ movements }: ListStockMovementsResponse) =>
    movements.map(({ units }) => units);
  const first = await listed(id, { limit: '3' });
  expect(unitsOn(first)).toEqual([6, 5, 4]);
  await deliverTimes(id, 2);
  await deliverTimes(await addProduct(), 2);
  const second = await listed(id, { limit: '3', cursor: first.next_cursor });
  expect(unitsOn(second)).toEqual([3, 2, 1]);
  const third = await listed(id, { limit: '3', cursor: second.next_cursor });
  expect(third).toMatchObject({ stock: 124, next_cursor: null });
  expect(unitsOn(third)).toEqual([100]);
});

test('a full last page has no next page', async () => {
  const id = await addProduct({ stock: 1 });
  await deliverTimes(id, 2);
  expect((await listed(id, { limit: '3' })).next_cursor).toBeNull();
});

test('a page has fifty movements by default', async () => {
  const id = await addProduct({ stock: 1 });
  await deliverTimes(id, 51);
  const page = await listed(id);
  expect(page.movements).toHaveLength(50);
  expect(page.next_cursor).toBe(String(page.movements.at(-1)?.id));
  expect((await listed(id, { limit: '200' })).movements).toHaveLength(52);
});

test('a product without movements has an empty list, and a made-to-order product has no stock', async () => {
  const shelf = await addProduct({ stock: 0 });
  const cake = await addProduct({ kind: 'made_to_order' });
  const nothing = { movements: [], next_cursor: null };
  expect(await listed(shelf)).toEqual({ product_id: shelf, stock: 0, ...nothing });
  expect(await listed(cake)).toEqual({ product_id: cake, stock: null, ...nothing });
});

test.each<[string, Record<string, string>, string]>([
  ['a limit of 0', { limit: '0' }, '/query/limit'],
  ['a limit above 200', { limit: '201' }, '/query/limit'],
  ['an invalid limit', { limit: 'all' }, '/query/limit'],
  ['an invalid cursor', { cursor: 'newest' }, '/query/cursor'],
  ['a cursor out of range', { cursor: '9'.repeat(19) }, '/query/cursor'],
  ['an unknown parameter', { page: '2' }, '/query/page'],
])('refuses %s', async (_, query, path) => {
  const id = await addProduct();
  expect(await list(id, query)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});

test('refuses a product that does not exist', async () => {
  expect(await list(999_999)).toMatchObject({ status: 404, body: { code: 'unknown-product' } });
  expect((await list('x')).status).toBe(400);
});
