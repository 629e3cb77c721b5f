/** 200 clients race for the last 20 units of three days and one pool. */
import { handler as placeOrder } from '../../../functions/place-order/handler.ts';
import { handler } from '../../../functions/process-order/handler.ts';
import { addDays, dateAt, instantAt } from '../../../shared/domain/calendar.ts';
import { call, deliver } from '../../support/call.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../support/claims.ts';
import { addProduct, sql } from '../../support/database.ts';
import { addPool } from '../../support/pools.ts';

const clients = 200;
const zone = 'Asia/Kolkata';
const first = addDays(dateAt(new Date(), zone), 3);
const dates = [first, addDays(first, 1), addDays(first, 2)];
/** Fourteen croissants by plan. */
const planned = [5, 5, 4];
/** Units of the oven that the plans leave: two cakes a day, one unit more on the first two days. */
const left = [5, 5, 4];

test('sells exactly the supply, and every order once', async () => {
  const croissant = await addProduct({ kind: 'daily' });
  const cake = await addProduct({ kind: 'made_to_order' });
  const weights = new Map([
    [croissant, 1],
    [cake, 2],
  ]);
  const oven = await addPool(0, weights);
  for (const [day, date] of dates.entries()) {
    const units = planned[day] ?? 0;
    await sql('insert into product_dates values ($1, $2, $3, 0)', [croissant, date, units]);
    await sql('insert into pool_dates values ($1, $2, $3)', [oven, date, units + (left[day] ?? 0)]);
  }
  const ids = await race([croissant, cake]);
  // Both processors get every message, in opposite sequence.
  await Promise.all([process(ids), process(ids.toReversed())]);

  const sold = await sql(
    `select product_id, date::text, sum(units)::integer as units from claims
     where source in ('plan', 'capacity') and product_id = any($1) group by 1, 2 order by 1, 2`,
    [[croissant, cake]],
  );
  expect(sold).toEqual([
    ...dates.map((date, day) => ({ product_id: croissant, date, units: planned[day] })),
    ...dates.map((date) => ({ product_id: cake, date, units: 2 })),
  ]);
  const ends = await sql(
    'select status, count(*)::integer as orders from orders where id = any($1) group by 1 order by 1',
    [ids],
  );
  expect(ends).toEqual([
    { status: 'Processing', orders: 20 },
    { status: 'Rejected', orders: ids.length - 20 },
  ]);
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
  expect(await sql(ordersUnlikeClaims)).toEqual([]);
});

async function process(ids: readonly number[]) {
  for (let from = 0; from < ids.length; from += 10) {
    const messages = ids
      .slice(from, from + 10)
      .map((order_id) => ({ order_id, correlation_id: 'race' }));
    expect(await deliver(handler, messages)).toEqual([]);
  }
}

/** Every client orders one unit of one product, each fourth without a pickup time. @returns the accepted orders */
async function race(products: readonly number[]): Promise<number[]> {
  const answers = await Promise.all(
    Array.from({ length: clients }, (_, client) => {
      const date = dates[Math.floor(client / 2) % 4];
      const body = {
        product_id: products[client % 2],
        quantity: 1,
        ...(date !== undefined && { pickup_at: instantAt(date, '12:00', zone).toISOString() }),
      };
      return call(placeOrder, 'POST /order', { body });
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(clients).fill(201));
  return answers.map(({ body }) => (body as { order_id: number }).order_id);
}
