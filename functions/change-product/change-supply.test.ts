import { type CatalogueProduct, catalogueProduct } from '../../shared/contract/catalogue.ts';
import { getPlanResponse } from '../../shared/contract/plan.ts';
import type { Problem } from '../../shared/contract/problem.ts';
import { findCatalogue } from '../../shared/db/catalogue.ts';
import { database } from '../../shared/db/database.ts';
import { addDays, instantAt } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../tests/support/claims.ts';
import { addProduct, sql, stockOf } from '../../tests/support/database.ts';
import {
  movePickup,
  placeAndProcess,
  placeOrderOf,
  processOrder,
} from '../../tests/support/orders.ts';
import { addPool } from '../../tests/support/pools.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { zoneAtNoon } from '../../tests/support/zone-at-noon.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
import { handler as changePlan } from '../change-plan/handler.ts';
import { handler as getPlan } from '../get-plan/handler.ts';
import { handler as listStockMovements } from '../list-stock-movements/handler.ts';
import { handler as recordStockMovement } from '../record-stock-movement/handler.ts';
import { handler } from './handler.ts';

const { zone, date: today } = zoneAtNoon();
const tomorrow = addDays(today, 1);
const tomorrowNoon = instantAt(tomorrow, '12:00', zone).toISOString();

let manager: SignedInStaff;
beforeAll(async () => {
  await sql('update settings set time_zone = $1', [zone]);
  manager = await signInAs('manager', 'maria');
});

async function getProduct(id: number): Promise<CatalogueProduct> {
  const product = (await findCatalogue(database)).find((one) => one.id === id);
  if (!product) throw new Error(`There is no product ${id}.`);
  return product;
}

/** Sends the product as it is listed, with another kind. */
async function change(id: number, kind: string, rest: object = {}) {
  const unsent = {
    id: undefined,
    stock: undefined,
    picture: undefined,
    pools: undefined,
    option_groups: undefined,
  };
  const listed = { ...(await getProduct(id)), ...unsent };
  return call(handler, 'PUT /staff/products/{id}', {
    headers: manager.headers,
    pathParameters: { id: String(id) },
    body: { ...listed, lead_time_hours: 0, daily_capacity: null, ...rest, kind },
  });
}

const act = (id: number, body: object) =>
  call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
    headers: manager.headers,
    pathParameters: { id: String(id) },
    body,
  });

const plan = (id: number, units: number, date = tomorrow) =>
  call(changePlan, 'PUT /staff/products/{id}/plan/{date}', {
    headers: manager.headers,
    pathParameters: { id: String(id), date },
    body: { units },
  });

/** Lets the last minute pass, in which staff may undo an action. */
async function forgetUndo(orderId: number) {
  await sql(`update order_timeline set at = at - interval '2 minutes' where order_id = $1`, [
    orderId,
  ]);
}

async function plannedOf(id: number) {
  const { body } = await call(getPlan, 'GET /staff/plan', {
    headers: manager.headers,
    query: { from: tomorrow, days: '1' },
  });
  return getPlanResponse.parse(body).products.find(({ product_id }) => product_id === id)?.days[0];
}

test('a shelf product becomes daily: its stock ends with a movement, and orders take from the plan', async () => {
  const id = await addProduct({ stock: 7 });
  expect(await change(id, 'daily')).toMatchObject({
    status: 200,
    body: { kind: 'daily', stock: null, version: 2 },
  });
  expect(await stockOf(id)).toBe(0);
  const movements =
    'select units, reason, by from stock_movements where product_id = $1 order by id';
  expect(await sql(movements, [id])).toEqual([
    { units: 7, reason: 'delivery', by: 'test' },
    { units: -7, reason: 'supply', by: 'staff:maria' },
  ]);
  await plan(id, 3);
  await placeAndProcess({ product_id: id, quantity: 2, pickup_at: tomorrowNoon });
  expect(await plannedOf(id)).toMatchObject({ planned: 3, ordered: 2, left: 1 });
  const listed = await call(listStockMovements, 'GET /staff/products/{id}/stock-movements', {
    headers: manager.headers,
    pathParameters: { id: String(id) },
  });
  expect(listed).toMatchObject({ body: { movements: [{ reason: 'supply' }, {}] } });
});

test('a daily product becomes a shelf product without stock, and its coming plans and pools end', async () => {
  const id = await addProduct({ kind: 'daily' });
  const yesterday = addDays(today, -3);
  await plan(id, 5);
  await plan(id, 4, yesterday);
  await sql('insert into product_weekdays values ($1, 1, 6, 2)', [id]);
  await addPool(10, new Map([[id, 1]]));
  expect((await change(id, 'shelf')).body).toMatchObject({ kind: 'shelf', stock: 0 });
  const rows = (table: string) => sql(`select * from ${table} where product_id = $1`, [id]);
  expect(await rows('product_weekdays')).toEqual([]);
  expect(await rows('product_dates')).toMatchObject([{ units: 4 }]);
  expect(await rows('product_pools')).toEqual([]);
  expect(
    await sql(
      `select what, weekday, units_before, units_after, by from day_movements
       where product_id = $1 and units_after is null order by weekday, what`,
      [id],
    ),
  ).toEqual([
    { what: 'planned', weekday: 1, units_before: 6, units_after: null, by: 'staff:maria' },
    { what: 'reserve', weekday: 1, units_before: 2, units_after: null, by: 'staff:maria' },
    { what: 'planned', weekday: null, units_before: 5, units_after: null, by: 'staff:maria' },
    { what: 'reserve', weekday: null, units_before: 0, units_after: null, by: 'staff:maria' },
  ]);
});

test('a shelf product becomes made to order with its terms in the same change, and back', async () => {
  const id = await addProduct({ stock: 2 });
  const terms = { lead_time_hours: 24, daily_capacity: 5 };
  expect((await change(id, 'made_to_order', terms)).body).toMatchObject({
    kind: 'made_to_order',
    stock: null,
    ...terms,
  });
  expect(await stockOf(id)).toBeNull();
  expect(catalogueProduct.parse((await change(id, 'shelf')).body)).toMatchObject({
    kind: 'shelf',
    stock: 0,
    lead_time_hours: 0,
    daily_capacity: null,
  });
});

test.each([
  ['a shelf product', 'shelf', 'made_to_order'],
  ['a daily product', 'daily', 'shelf'],
  ['a made-to-order product', 'made_to_order', 'daily'],
] as const)(
  'refuses another kind for %s while uncollected orders hold units, and lists them',
  async (_, kind, other) => {
    const id = await addProduct({ kind });
    if (kind === 'daily') await plan(id, 9);
    const order = { product_id: id, quantity: 1, pickup_at: tomorrowNoon };
    const { id: first } = await placeAndProcess(order);
    const { id: second } = await placeAndProcess(order);
    const before = await getProduct(id);
    const refusal = await change(id, other);
    expect(refusal).toMatchObject({ status: 409, body: { code: 'supply-in-use' } });
    expect((refusal.body as Problem).holding).toEqual({ order_ids: [first, second], count: 2 });
    expect(await getProduct(id)).toEqual(before);

    await act(first, { action: 'cancel', reason: 'dropped' });
    await act(second, { action: 'collect' });
    await forgetUndo(second);
    expect((await change(id, other)).status).toBe(200);
    expect(await sql(figuresUnlikeClaims)).toEqual([]);
    expect(await sql(ordersUnlikeClaims)).toEqual([]);
  },
);

test('an order that was picked up within the last minute counts, because that may be undone', async () => {
  const id = await addProduct();
  const { id: order } = await placeAndProcess({ product_id: id, quantity: 1 });
  await act(order, { action: 'collect' });
  expect((await change(id, 'daily')).status).toBe(409);
  await forgetUndo(order);
  expect((await change(id, 'daily')).status).toBe(200);
});

test('an order that was not picked up does not count', async () => {
  const id = await addProduct();
  const { id: order } = await placeAndProcess({ product_id: id, quantity: 1 });
  await movePickup([order], new Date(Date.now() - 3_600_000));
  await act(order, { action: 'miss' });
  await forgetUndo(order);
  expect((await change(id, 'made_to_order')).status).toBe(200);
});

describe('an order whose day is over for more than a day', () => {
  const old = addDays(today, -2);
  const letPass = (order: number) =>
    sql('update orders set pickup_date = $2 where id = $1', [order, old]);

  test('does not count, although it was not marked as picked up', async () => {
    const id = await addProduct();
    const { id: order } = await placeAndProcess({ product_id: id, quantity: 1 });
    await sql('update orders set pickup_date = $2 where id = $1', [order, addDays(old, 1)]);
    expect((await change(id, 'daily')).status).toBe(409);
    await letPass(order);
    expect((await change(id, 'daily')).status).toBe(200);
  });

  test('is cancelled after the change, and its stock does not return', async () => {
    const id = await addProduct({ stock: 5 });
    const { id: order } = await placeAndProcess({ product_id: id, quantity: 2 });
    await letPass(order);
    expect((await change(id, 'daily')).status).toBe(200);
    expect((await act(order, { action: 'cancel', reason: 'forgotten' })).status).toBe(200);
    expect(await stockOf(id)).toBe(0);
    expect(
      await sql('select sum(units)::integer as units from stock_movements where product_id = $1', [
        id,
      ]),
    ).toEqual([{ units: 0 }]);
    expect(await sql(figuresUnlikeClaims)).toEqual([]);
  });

  test('does not count without claims of an earlier release either', async () => {
    const id = await addProduct();
    const { id: order } = await placeAndProcess({ product_id: id, quantity: 1 });
    await sql('delete from claims where order_id = $1', [order]);
    await sql(
      `update orders set pickup_date = null, pickup_at = now() - interval '3 days' where id = $1`,
      [order],
    );
    expect((await change(id, 'daily')).status).toBe(200);
    await sql(`update orders set status = 'Cancelled' where id = $1`, [order]);
  });
});

test('an order of an earlier release without claims counts by its lines', async () => {
  const id = await addProduct();
  const { id: order } = await placeAndProcess({ product_id: id, quantity: 1 });
  await sql('delete from claims where order_id = $1', [order]);
  await sql('update orders set pickup_date = null where id = $1', [order]);
  const { body } = await change(id, 'daily');
  expect((body as Problem).holding).toEqual({ order_ids: [order], count: 1 });
  await sql(`update orders set status = 'Cancelled' where id = $1`, [order]);
});

test('a Pending order does not count: it is decided by the new supply', async () => {
  const id = await addProduct();
  const order = await placeOrderOf({ product_id: id, quantity: 2, pickup_at: tomorrowNoon });
  expect((await change(id, 'daily')).status).toBe(200);
  await plan(id, 5);
  await processOrder(order);
  expect(
    await sql('select source, units from claims where order_id = $1 and line_no = 1', [order.id]),
  ).toEqual([{ source: 'plan', units: 2 }]);
});

test('changes and orders at once leave every figure equal to its claims', async () => {
  const id = await addProduct({ stock: 20 });
  const orders = await Promise.all(
    Array.from({ length: 6 }, () => placeOrderOf({ product_id: id, quantity: 1 })),
  );
  await Promise.all([
    ...orders.slice(0, 3).map(processOrder),
    change(id, 'daily'),
    ...orders.slice(3).map(processOrder),
  ]);
  const { kind } = await getProduct(id);
  const sources = await sql<{ source: string }>(
    `select distinct source from claims where product_id = $1`,
    [id],
  );
  expect(sources.every(({ source }) => source === (kind === 'shelf' ? 'stock' : 'plan'))).toBe(
    true,
  );
  expect(await sql(ordersUnlikeClaims)).toEqual([]);
});

test('a stale version changes neither the supply nor the stock', async () => {
  const id = await addProduct({ stock: 4 });
  expect(await change(id, 'daily', { version: 9 })).toMatchObject({
    status: 409,
    body: { code: 'stale-version' },
  });
  expect(await getProduct(id)).toMatchObject({ kind: 'shelf', stock: 4 });
});

test('refuses terms of the earlier kind', async () => {
  const id = await addProduct({ kind: 'made_to_order', lead_time_hours: 24 });
  expect(await change(id, 'shelf', { lead_time_hours: 24 })).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/lead_time_hours' }] },
  });
});

test('the undo of waste is refused after the supply has changed', async () => {
  const id = await addProduct({ stock: 4 });
  const movement = await call(recordStockMovement, 'POST /staff/products/{id}/stock-movements', {
    headers: manager.headers,
    pathParameters: { id: String(id) },
    body: { reason: 'waste', units: 4 },
  });
  const { movement_id } = movement.body as { movement_id: number };
  await change(id, 'daily');
  const undo = 'POST /staff/products/{id}/stock-movements/{movement_id}/undo';
  expect(
    await call(recordStockMovement, undo, {
      headers: manager.headers,
      pathParameters: { id: String(id), movement_id: String(movement_id) },
    }),
  ).toMatchObject({ status: 409, body: { code: 'not-stocked' } });
});
