/**
 * Orders with options. run.ts also runs this test with the code of an earlier commit, which may not know options: so only
 * statements write them here.
 */
import { handler as applyOrderAction } from '../../../functions/apply-order-action/handler.ts';
import { handler as cancelOrder } from '../../../functions/cancel-order/handler.ts';
import { handler as getOrder } from '../../../functions/get-order/handler.ts';
import { handler as listOrders } from '../../../functions/list-orders/handler.ts';
import { addDays, dateAt, instantAt } from '../../../shared/domain/calendar.ts';
import { call } from '../../support/call.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../support/claims.ts';
import { addProduct, sql } from '../../support/database.ts';
import { placeAndProcess, processOrder } from '../../support/orders.ts';
import { signInAs } from '../../support/staff.ts';

const zone = 'Asia/Kolkata';
const day = addDays(dateAt(new Date(), zone), 3);

let cake: number;
let option: number;
beforeEach(async () => {
  cake = await addProduct({ kind: 'made_to_order', price_minor: 1_000 });
  const [added] = await sql<{ id: number }>(
    `with added as (insert into option_groups (name, kind) values ('Size', 'one') returning id)
     insert into options (group_id, name, price_minor, daily_limit) select id, 'Large', 500, 9 from added returning id`,
  );
  option = added?.id ?? 0;
});
afterEach(async () => {
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
  expect(await sql(ordersUnlikeClaims)).toEqual([]);
});

/** An order of two large cakes, as this release accepts it. */
async function acceptOrder() {
  const pickup_at = instantAt(day, '12:00', zone).toISOString();
  const order = await placeAndProcess({ product_id: cake, quantity: 2, pickup_at });
  const choices = [{ group: 'Size', kind: 'one', option_id: option, option: 'Large', quantity: 1 }];
  await sql(
    `with line as (
       update order_lines set unit_price_minor = 1500, choices = $2 where order_id = $1 returning quantity
     ), claimed as (
       insert into claims (order_id, no, line_no, source, product_id, option_id, date, units)
       select $1, 9, 1, 'option', $3, $4, $5, quantity from line
       returning units
     )
     insert into option_days (option_id, date, units_taken) select $4, $5, units from claimed`,
    [
      order.id,
      JSON.stringify(choices.map((one) => ({ ...one, price_minor: 500, is_for_production: true }))),
      cake,
      option,
      day,
    ],
  );
  return order;
}

async function takenOfOption(): Promise<number> {
  const [row] = await sql<{ units: number }>(
    `select coalesce(sum(units_taken), 0)::integer as units from option_days where option_id = $1`,
    [option],
  );
  return row?.units ?? 0;
}

test('a cancellation gives the units of the option back', async () => {
  const { id, token } = await acceptOrder();
  expect(await takenOfOption()).toBe(2);
  const cancelled = await call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(id) },
    headers: { 'x-order-token': token },
  });
  expect(cancelled.status).toBe(200);
  expect(await takenOfOption()).toBe(0);
});

test('an undone cancellation is decided again, and no figure is wrong', async () => {
  const { id } = await acceptOrder();
  const baker = await signInAs('baker');
  const act = (body: object) =>
    call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
      headers: baker.headers,
      pathParameters: { id: String(id) },
      body,
    });
  expect((await act({ action: 'cancel', reason: 'ill' })).status).toBe(200);
  expect((await act({ action: 'undo' })).status).toBe(200);
  await processOrder({ id });
  expect(await sql('select status from orders where id = $1', [id])).toEqual([
    { status: 'Processing' },
  ]);
});

test('the price of an order with options is right for the customer and for staff', async () => {
  const { id, token } = await acceptOrder();
  const pathParameters = { id: String(id) };
  const own = await call(getOrder, 'GET /order/{id}', {
    pathParameters,
    headers: { 'x-order-token': token },
  });
  expect(own.body).toMatchObject({ total: 30, lines: [{ unit_price: 15 }] });
  const { headers } = await signInAs('baker');
  const listed = await call(listOrders, 'GET /staff/orders', { headers, query: { date: day } });
  const { orders } = listed.body as { orders: { order_id: number; total: number }[] };
  expect(orders.find(({ order_id }) => order_id === id)?.total).toBe(30);
});

test('a product with a group of options can be ordered without options', async () => {
  await sql(
    `insert into product_option_groups (product_id, group_id, min, max, defaults)
     select $1, group_id, 1, 1, array[id] from options where id = $2`,
    [cake, option],
  );
  const pickup_at = instantAt(day, '12:30', zone).toISOString();
  const { id } = await placeAndProcess({ product_id: cake, quantity: 1, pickup_at });
  expect(await sql('select status from orders where id = $1', [id])).toEqual([
    { status: 'Processing' },
  ]);
});
