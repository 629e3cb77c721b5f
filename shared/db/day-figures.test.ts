/** The units taken by day after the previous release has counted them without claims. */
import { handler as housekeep } from '../../functions/housekeep/handler.ts';
import { newContext } from '../../tests/support/call.ts';
import { figuresUnlikeClaims } from '../../tests/support/claims.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { placeAndProcess } from '../../tests/support/orders.ts';
import { addPool } from '../../tests/support/pools.ts';
import { connectionConfig } from './connection.ts';
import { addDays, dateAt, instantAt } from '../domain/calendar.ts';
import { migrateDatabase } from './migrate.ts';
import { database } from './database.ts';
import { recountWrongDays } from './day-figures.ts';

const zone = 'Asia/Kolkata';
const day = addDays(dateAt(new Date(), zone), 3);
const noon = instantAt(day, '12:00', zone).toISOString();
const owner = { ...connectionConfig(), connectionString: process.env['SUPERUSER_DATABASE_URL'] };

let order: { readonly id: number };
beforeEach(async () => {
  const roll = await addProduct({ kind: 'daily' });
  const cake = await addProduct({ kind: 'made_to_order' });
  await sql('insert into product_dates values ($1, $2, 5, 0)', [roll, day]);
  await addPool(10, new Map([[cake, 3]]));
  const lines = [roll, cake].map((product_id) => ({ product_id, quantity: 2 }));
  order = await placeAndProcess({ lines, pickup_at: noon });
});

/** What the previous release does when the time zone changes: it knows neither daily products nor claims. */
async function recountAsBefore() {
  await sql('delete from baking_days d using products p where p.id = d.product_id and p.is_daily');
  await sql('update baking_days set date = date + 1');
  await sql('update pool_days set units_taken = 0');
}

const faults = () => sql<{ what: string }>(figuresUnlikeClaims);

test.each([
  ['housekeeping', () => housekeep(undefined, newContext())],
  ['a migration', () => migrateDatabase(owner)],
])('%s counts them by the claims again', async (_, run) => {
  expect(await recountWrongDays(database)).toBe(0);
  await recountAsBefore();
  expect((await faults()).length).toBeGreaterThanOrEqual(4);
  await run();
  expect(await faults()).toEqual([]);
});

test('they stay as they are while an order has no claims', async () => {
  await recountAsBefore();
  const before = await faults();
  await sql('update orders set pickup_date = null where id = $1', [order.id]);
  expect(await recountWrongDays(database)).toBe(0);
  expect(await faults()).toEqual(before);
});
