import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler as processOrder } from '../process-order/handler.ts';
import { call, deliver } from '../../tests/support/call.ts';
import { addProduct, sql, stockOf, timelineOf } from '../../tests/support/database.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler } from './handler.ts';

interface Line {
  readonly product_id: number;
  readonly quantity: number;
}

async function place(lines: Line[], isProcessed = true) {
  const { body } = await call(placeOrder, 'POST /order', { body: { lines } });
  const { order_id, token } = placeOrderResponse.parse(body);
  if (isProcessed) await deliver(processOrder, [{ order_id, correlation_id: 'test' }]);
  return { id: order_id, token };
}

const cancel = ({ id, token }: { id: number; token: string }) =>
  call(handler, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(id) },
    headers: { 'x-order-token': token },
  });

const endCancelling = ({ id }: { id: number }) =>
  sql('update orders set cancel_until = now() where id = $1', [id]);

async function apply({ id }: { id: number }, action: 'complete' | 'collect' | 'undo') {
  const { headers } = await signInAs('baker');
  const { status } = await call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
    headers,
    pathParameters: { id: String(id) },
    body: { action },
  });
  expect(status).toBe(200);
}

async function heldBySlots(): Promise<number> {
  const [row] = await sql<{ units: number }>(
    'select coalesce(sum(units_taken), 0)::integer as units from pickup_slots',
  );
  return row?.units ?? -1;
}

async function baked(productId: number): Promise<number> {
  const [row] = await sql<{ units: number }>(
    'select coalesce(sum(units_taken), 0)::integer as units from baking_days where product_id = $1',
    [productId],
  );
  return row?.units ?? -1;
}

test('cancels a Pending order, which stays cancelled when its message arrives', async () => {
  const product = await addProduct({ stock: 5 });
  const order = await place([{ product_id: product, quantity: 2 }], false);
  expect(await cancel(order)).toMatchObject({
    status: 200,
    body: { order_id: order.id, status: 'Cancelled' },
  });
  await deliver(processOrder, [{ order_id: order.id, correlation_id: 'test' }]);
  expect(await stockOf(product)).toBe(5);
  expect((await timelineOf(order.id)).map(({ to_status }) => to_status)).toEqual([
    'Pending',
    'Cancelled',
  ]);
});

test('cancelling a Processing order releases its stock, slot and baking day', async () => {
  const bread = await addProduct({ stock: 5 });
  const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 3, lead_time_hours: 48 });
  const before = await heldBySlots();
  const order = await place([
    { product_id: bread, quantity: 2 },
    { product_id: cake, quantity: 3 },
  ]);
  expect([await stockOf(bread), await baked(cake), await heldBySlots()]).toEqual([
    3,
    3,
    before + 5,
  ]);
  expect((await cancel(order)).status).toBe(200);
  expect([await stockOf(bread), await baked(cake), await heldBySlots()]).toEqual([5, 0, before]);
});

test('ten concurrent cancellations release the stock once and are recorded once', async () => {
  const bread = await addProduct({ stock: 5 });
  const cake = await addProduct({ kind: 'made_to_order', lead_time_hours: 48 });
  const order = await place([
    { product_id: bread, quantity: 2 },
    { product_id: cake, quantity: 1 },
  ]);
  const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(order)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await stockOf(bread)).toBe(5);
  expect(
    (await timelineOf(order.id)).filter(({ to_status }) => to_status === 'Cancelled'),
  ).toHaveLength(1);
});

test('cancels an order that was set aside until its slot begins, and releases its stock', async () => {
  const product = await addProduct({ stock: 5 });
  const [mine, late] = await Promise.all([
    place([{ product_id: product, quantity: 2 }]),
    place([{ product_id: product, quantity: 1 }]),
  ]);
  expect(await stockOf(product)).toBe(2);
  await endCancelling(late);
  expect(await cancel(late)).toMatchObject({ status: 409, body: { code: 'too-late' } });
  expect((await cancel(mine)).status).toBe(200);
  expect(await stockOf(product)).toBe(4);
  expect((await timelineOf(mine.id)).map(({ to_status, by }) => `${to_status} ${by}`)).toEqual([
    'Pending customer',
    'Completed processor',
    'Cancelled customer',
  ]);
});

test('refuses to cancel an order that was set aside and picked up before its slot', async () => {
  const order = await place([{ product_id: await addProduct(), quantity: 1 }]);
  await apply(order, 'collect');
  expect(await cancel(order)).toMatchObject({ status: 409, body: { code: 'too-late' } });
});

test('refuses to cancel an order that staff have packed, until staff undo that', async () => {
  const cake = await addProduct({ kind: 'made_to_order', lead_time_hours: 48 });
  const order = await place([{ product_id: cake, quantity: 1 }]);
  await apply(order, 'complete');
  expect(await cancel(order)).toMatchObject({ status: 409, body: { code: 'too-late' } });
  await apply(order, 'undo');
  expect((await cancel(order)).status).toBe(200);
});

test('refuses to cancel a Processing order after its deadline', async () => {
  const cake = await addProduct({ kind: 'made_to_order', lead_time_hours: 48 });
  const order = await place([{ product_id: cake, quantity: 1 }]);
  await endCancelling(order);
  expect((await cancel(order)).status).toBe(409);
});

test('cancels until the stored deadline, although the cut-off has moved before now', async () => {
  const cake = await addProduct({ kind: 'made_to_order', lead_time_hours: 48 });
  const order = await place([{ product_id: cake, quantity: 1 }]);
  // By the current settings, the cut-off of this day is over.
  await sql(`update orders set pickup_at = now() + interval '1 minute' where id = $1`, [order.id]);
  expect((await cancel(order)).status).toBe(200);
});

test('refuses to cancel an order of an earlier release after the cut-off', async () => {
  const cake = await addProduct({ kind: 'made_to_order', lead_time_hours: 48 });
  const order = await place([{ product_id: cake, quantity: 1 }]);
  await sql(
    `update orders set cancel_until = null, pickup_at = now() + interval '1 minute' where id = $1`,
    [order.id],
  );
  expect((await cancel(order)).status).toBe(409);
});

test("refuses to cancel an order with another order's token", async () => {
  const mine = await place([{ product_id: await addProduct(), quantity: 1 }], false);
  const other = await place([{ product_id: await addProduct(), quantity: 1 }], false);
  expect((await cancel({ id: mine.id, token: other.token })).status).toBe(403);
  expect((await cancel({ id: mine.id, token: 'x' })).status).toBe(400);
  expect((await cancel({ id: 999_999, token: mine.token })).status).toBe(404);
});
