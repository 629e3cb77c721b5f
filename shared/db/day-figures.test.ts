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

beforeAll(async () => {
  const untilNight = [{ from: '10:00', to: '02:00' }];
  const hours = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, untilNight]));
  await sql('update settings set opening_hours = $1', [JSON.stringify(hours)]);
});

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

/** What the previous release does when an order of two units is cancelled: it knows no business day. */
async function cancelAsBefore(orderId: number, product: number, calendarDate: string) {
  const held = 'select pickup_at from orders where id = $1';
  await sql(`update pickup_slots set units_taken = units_taken - 2 where starts_at = (${held})`, [
    orderId,
  ]);
  await sql(`update pickup_spans set units_taken = units_taken - 2 where starts_at = (${held})`, [
    orderId,
  ]);
  await sql(
    'update baking_days set units_taken = units_taken - 2 where product_id = $1 and date = $2',
    [product, calendarDate],
  );
  await sql(`update orders set status = 'Cancelled' where id = $1`, [orderId]);
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
  await sql('update orders set pickup_date = $2 where id = $1', [order.id, day]);
});

test('housekeeping frees an order after midnight on its business day, not on its calendar date', async () => {
  const cake = await addProduct({ kind: 'made_to_order' });
  const [businessDay, calendarDate] = [addDays(day, 1), addDays(day, 2)];
  const orderFor = (date: string, time: string) => {
    const pickup_at = instantAt(date, time, zone).toISOString();
    return placeAndProcess({ product_id: cake, quantity: 2, pickup_at });
  };
  const afterMidnight = await orderFor(calendarDate, '01:00');
  await orderFor(calendarDate, '23:00');
  await cancelAsBefore(afterMidnight.id, cake, calendarDate);
  await housekeep(undefined, newContext());
  expect(
    await sql(
      `select date::text, units_taken from baking_days where product_id = $1 order by date`,
      [cake],
    ),
  ).toEqual([
    { date: businessDay, units_taken: 0 },
    { date: calendarDate, units_taken: 2 },
  ]);
  expect(await faults()).toEqual([]);
});
