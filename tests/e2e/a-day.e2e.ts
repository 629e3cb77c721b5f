/**
 * A day at the bakery from opening to closing, over HTTP on the embedded run. Every order goes through the queue and
 * the processor.
 */
import { account } from '../../shared/contract/accounts.ts';
import { type BakeSheet, bakeSheetResponse } from '../../shared/contract/bake-sheet.ts';
import { catalogueProduct } from '../../shared/contract/catalogue.ts';
import { getDashboardResponse } from '../../shared/contract/dashboard.ts';
import { type OrderResponse, placeOrderResponse } from '../../shared/contract/orders.ts';
import { listPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import { listProductsResponse } from '../../shared/contract/products.ts';
import { listOrdersResponse } from '../../shared/contract/staff-orders.ts';
import { addDays, dateAt } from '../../shared/domain/calendar.ts';
import { eventually } from '../support/eventually.ts';
import { newShopClient, type ShopClient } from '../support/shop-client.ts';
import { useSharedStack } from '../support/shared-stack.ts';

const today = dateAt(new Date(), 'Asia/Kolkata');
const partyDay = addDays(today, 3);

const { stack } = await useSharedStack();
let manager: ShopClient;
let baker: ShopClient;
let customer: ShopClient;

beforeAll(() => {
  // A browser reaches the API through the server of the page.
  [manager, baker, customer] = [1, 2, 3].map(() => newShopClient(`${stack.frontendUrl}/api`)) as [
    ShopClient,
    ShopClient,
    ShopClient,
  ];
});
interface Placed {
  readonly id: number;
  readonly token: string;
}

async function order(body: object): Promise<Placed> {
  const answer = await customer.post('/order', body);
  expect(answer.status).toBe(201);
  const { order_id, token } = placeOrderResponse.parse(answer.body);
  return { id: order_id, token };
}

/** Polls the order as its customer until it has the status. */
async function untilStatus({ id }: Placed, status: OrderResponse['status']) {
  await eventually(async () => {
    expect((await customer.get(`/order/${id}`)).body).toMatchObject({ order_id: id, status });
  });
}

const apply = ({ id }: Placed, body: object) => baker.post(`/staff/orders/${id}/actions`, body);
const sheetOf = async (date: string) =>
  bakeSheetResponse.parse((await baker.get(`/staff/bake-sheet?date=${date}`)).body);
/** Without the daily products that are only planned. */
const orderedOf = ({ products }: BakeSheet) => products.filter(({ units }) => units > 0);

test('a day at the bakery, from opening to the report', async () => {
  // ── Before opening: the demo's manager creates a baker's account and two products.
  await manager.signIn('manager', 'croissants-for-everybody');
  const created = await manager.post('/staff/accounts', {
    name: 'rosa',
    role: 'baker',
    password: 'up at half past two',
  });
  expect(account.parse(created.body)).toMatchObject({ name: 'rosa', role: 'baker' });
  await baker.signIn('rosa', 'up at half past two');
  const bread = catalogueProduct.parse(
    (
      await manager.post('/staff/products', {
        name: 'Day Bread',
        category: 'Bread',
        price: 4.5,
        kind: 'shelf',
        allergens: ['gluten'],
        batch_size: 6,
      })
    ).body,
  );
  const cake = catalogueProduct.parse(
    (
      await manager.post('/staff/products', {
        name: 'Party Cake',
        category: 'Cakes',
        price: 60,
        kind: 'made_to_order',
        allergens: ['gluten', 'milk'],
        lead_time_hours: 24,
        daily_capacity: 2,
      })
    ).body,
  );
  expect((await baker.post('/staff/products', {})).status).toBe(403);
  const isAvailable = async () =>
    listProductsResponse
      .parse((await customer.get('/products?category=Bread')).body)
      .find(({ id }) => id === bread.id)?.available;
  expect(await isAvailable()).toBe(false);

  // ── Open: the baker records a delivery of three loaves.
  expect(
    await baker.post(`/staff/products/${bread.id}/stock-movements`, {
      reason: 'delivery',
      units: 3,
    }),
  ).toMatchObject({ status: 200, body: { stock: 3 } });
  expect(await isAvailable()).toBe(true);

  // ── Sell out: an order for more than is left is refused at once.
  const breakfast = await order({ product_id: bread.id, quantity: 2 });
  await untilStatus(breakfast, 'Completed');
  expect(await customer.post('/order', { product_id: bread.id, quantity: 2 })).toMatchObject({
    status: 409,
    body: { code: 'not-enough-left', errors: [{ product_id: bread.id, left: 1 }] },
  });
  const last = await order({ product_id: bread.id, quantity: 1 });
  await untilStatus(last, 'Completed');
  expect(await customer.post('/order', { product_id: bread.id, quantity: 1 })).toMatchObject({
    status: 409,
    body: { code: 'sold-out' },
  });
  expect(await isAvailable()).toBe(false);

  // ── Two cakes are ordered for a party in three days. An order for a third cake is refused.
  const slots = listPickupSlotsResponse.parse(
    (await customer.get(`/pickup-slots?date=${partyDay}&product_id=${cake.id}`)).body,
  ).slots;
  const pickup_at = slots.find(({ refusal }) => refusal === null)?.starts_at;
  expect(pickup_at).toBeDefined();
  const wish = (name: string) => ({
    lines: [{ product_id: cake.id, quantity: 1, note: `for ${name}` }],
    customer: { name, phone: '+91 98765 43210' },
    pickup_at,
  });
  const forParty = (name: string) => order(wish(name));
  const [emma, noah] = [await forParty('Emma'), await forParty('Noah')];
  await untilStatus(emma, 'Processing');
  await untilStatus(noah, 'Processing');
  expect(await customer.post('/order', wish('Ida'))).toMatchObject({
    status: 409,
    body: { code: 'pickup-fully-booked' },
  });

  // ── The bake sheet of the party's day.
  expect(orderedOf(await sheetOf(partyDay))).toEqual([
    expect.objectContaining({
      product_id: cake.id,
      units: 2,
      slots: [{ starts_at: pickup_at, units: 2 }],
      notes: [
        expect.objectContaining({ order_id: emma.id, note: 'for Emma' }),
        expect.objectContaining({ order_id: noah.id, note: 'for Noah' }),
      ],
    }),
  ]);

  // ── Cancel: Noah cancels his order. The token of another order is refused.
  const withToken = (token: string) => ({ 'x-order-token': token });
  expect(
    (await customer.post(`/order/${noah.id}/cancel`, undefined, withToken(emma.token))).status,
  ).toBe(403);
  expect(
    (await customer.post(`/order/${noah.id}/cancel`, undefined, withToken(noah.token))).status,
  ).toBe(200);
  expect(orderedOf(await sheetOf(partyDay))).toEqual([expect.objectContaining({ units: 1 })]);

  // ── Complete and collect; a mistaken tap is undone.
  expect((await apply(emma, { action: 'complete' })).body).toMatchObject({ status: 'Completed' });
  expect((await apply(emma, { action: 'undo' })).body).toMatchObject({ status: 'Processing' });
  await apply(emma, { action: 'complete' });
  expect((await apply(emma, { action: 'collect' })).body).toMatchObject({
    status: 'Completed',
    collected_at: expect.any(String),
    timeline: expect.arrayContaining([
      expect.objectContaining({ to: 'Processing', by: 'staff:rosa', reason: 'taken back' }),
    ]),
  });
  await apply(breakfast, { action: 'collect' });
  // The last loaf was not picked up, so it returns to stock.
  await apply(last, { action: 'cancel', reason: 'not picked up' });
  const board = listOrdersResponse.parse((await baker.get(`/staff/orders?date=${partyDay}`)).body);
  expect(board.orders.map(({ order_id, status }) => [order_id, status])).toEqual([
    [emma.id, 'Completed'],
    [noah.id, 'Cancelled'],
  ]);

  // ── Close: the remaining stock is recorded as waste, and tomorrow is a holiday.
  expect(
    await baker.post(`/staff/products/${bread.id}/stock-movements`, { reason: 'waste', units: 1 }),
  ).toMatchObject({ status: 200, body: { stock: 0 } });
  const holiday = addDays(today, 1);
  expect(
    (await manager.put(`/staff/special-days/${holiday}`, { message: 'We are asleep' })).status,
  ).toBe(200);
  expect(
    listPickupSlotsResponse.parse((await customer.get(`/pickup-slots?date=${holiday}`)).body),
  ).toMatchObject({ closure: 'We are asleep' });

  // ── The report of the day. Its period has a day more on both sides, in case midnight passes.
  const period = `from=${addDays(today, -1)}&to=${addDays(today, 1)}`;
  const figures = getDashboardResponse.parse(
    (await manager.get(`/staff/dashboard?${period}`)).body,
  );
  expect(figures).toMatchObject({
    orders: 4,
    // Two loaves and a cake.
    revenue: 69,
    cancelled: 2,
    rejected: { share: 0 },
    waste: [expect.objectContaining({ product_id: bread.id, units: 1, worth: 4.5 })],
  });
  expect(figures.by_product.map(({ name, units, revenue }) => [name, units, revenue])).toEqual([
    ['Party Cake', 1, 60],
    ['Day Bread', 2, 9],
  ]);

  // ── The baker signs out.
  expect((await baker.delete('/staff/session')).status).toBe(204);
  expect((await baker.get('/staff/orders')).status).toBe(401);
});
