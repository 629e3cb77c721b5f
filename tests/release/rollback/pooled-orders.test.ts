/**
 * Orders that take from pools. run.ts also runs this test with the code of an earlier commit, which may not know pools:
 * so only statements write them here.
 */
import { handler as applyOrderAction } from '../../../functions/apply-order-action/handler.ts';
import { handler as cancelOrder } from '../../../functions/cancel-order/handler.ts';
import { addDays, dateAt, instantAt } from '../../../shared/domain/calendar.ts';
import { call } from '../../support/call.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../support/claims.ts';
import { addProduct, sql } from '../../support/database.ts';
import { placeAndProcess, processOrder } from '../../support/orders.ts';
import { addPool } from '../../support/pools.ts';
import { signInAs } from '../../support/staff.ts';

const zone = 'Asia/Kolkata';
const day = addDays(dateAt(new Date(), zone), 3);
const weight = 3;

let cake: number;
let pool: number;
beforeEach(async () => {
  cake = await addProduct({ kind: 'made_to_order' });
  pool = await addPool(100, new Map([[cake, weight]]));
});
afterEach(async () => {
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
  expect(await sql(ordersUnlikeClaims)).toEqual([]);
});

/** An order of two cakes with its claim of the pool, as this release accepts it. */
async function acceptOrder() {
  const pickup_at = instantAt(day, '12:00', zone).toISOString();
  const order = await placeAndProcess({ product_id: cake, quantity: 2, pickup_at });
  await sql(
    `with claimed as (
       insert into claims (order_id, no, line_no, source, product_id, pool_id, date, units)
       select $1, 9, 1, 'pool', $2, $3, $4, 2 * $5::integer
       where not exists (select from claims where order_id = $1 and source = 'pool')
       returning units
     )
     insert into pool_days (pool_id, date, units_taken) select $3, $4, units from claimed`,
    [order.id, cake, pool, day, weight],
  );
  return order;
}

async function takenOfPool(): Promise<number> {
  const [row] = await sql<{ units: number }>(
    `select coalesce(sum(units_taken), 0)::integer as units from pool_days where pool_id = $1`,
    [pool],
  );
  return row?.units ?? 0;
}

test('a cancellation gives the units back to the pool', async () => {
  const { id, token } = await acceptOrder();
  expect(await takenOfPool()).toBe(2 * weight);
  const cancelled = await call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(id) },
    headers: { 'x-order-token': token },
  });
  expect(cancelled.status).toBe(200);
  expect(await takenOfPool()).toBe(0);
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
  expect(await takenOfPool()).toBe(0);
  expect((await act({ action: 'undo' })).status).toBe(200);
  await processOrder({ id });
  expect(await sql('select status from orders where id = $1', [id])).toEqual([
    { status: 'Processing' },
  ]);
});

test('an order that is packed and picked up keeps its units', async () => {
  const { id } = await acceptOrder();
  const baker = await signInAs('baker');
  for (const action of ['complete', 'collect']) {
    const { status } = await call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
      headers: baker.headers,
      pathParameters: { id: String(id) },
      body: { action },
    });
    expect(status).toBe(200);
  }
  expect(await takenOfPool()).toBe(2 * weight);
});
