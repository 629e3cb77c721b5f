import { listPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import { database } from '../../shared/db/database.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { handler } from './handler.ts';
import { listPickupSlots } from './list-pickup-slots.ts';

const zone = 'Asia/Kolkata';
const at = (date: string, time: string) => instantAt(date, time, zone);
const today = dateAt(new Date(), zone);
/**
 * The day this number of days after today. The tests begin with tomorrow, because the database
 * omits past closures by its own clock.
 */
const day = (number: number) => addDays(today, number);
const now = at(day(1), '09:10');

async function refusals(
  date: string,
  product_id: number[] = [],
  wanted: { quantity?: number[]; units?: number } = {},
) {
  const { slots } = await listPickupSlots(
    database,
    { date, product_id, ...wanted },
    { isAtCounter: false, now },
  );
  return slots.map(({ refusal }) => refusal);
}

test('lists the slots of a day as the contract says', async () => {
  const date = addDays(dateAt(new Date(), zone), 1);
  const { status, body } = await call(handler, 'GET /pickup-slots', { query: { date } });
  expect(status).toBe(200);
  const { slots, closure } = listPickupSlotsResponse.parse(body);
  expect(closure).toBeNull();
  expect(slots).toHaveLength(24);
  expect(slots[0]).toEqual({
    starts_at: at(date, '07:00').toISOString(),
    ends_at: at(date, '07:30').toISOString(),
    refusal: null,
  });
});

test('of today, only future slots are open', async () => {
  const refused = await refusals(day(1));
  expect(refused.slice(0, 6)).toEqual([...Array<string>(5).fill('in the past'), null]);
});

test('refuses slots within the lead time of a product', async () => {
  const cake = await addProduct({ kind: 'made_to_order', lead_time_hours: 24 });
  const tomorrow = await refusals(day(2), [cake, 2]);
  expect(tomorrow.slice(4, 6)).toEqual(['lead time', null]);
});

test('names the earliest cut-off of the products for the day', async () => {
  const add = (cut_off: string, cut_off_days: number) =>
    addProduct({ availability: { cut_off, cut_off_days } });
  const [early, late] = [await add('09:00', 3), await add('12:00', 0)];
  const cutOffFor = async (...product_id: number[]) => {
    const answer = await listPickupSlots(
      database,
      { date: day(4), product_id },
      { isAtCounter: false, now },
    );
    return [answer.cut_off_at, [...new Set(answer.slots.map(({ refusal }) => refusal))]];
  };
  expect(await cutOffFor(2)).toEqual([null, [null]]);
  expect(await cutOffFor(late)).toEqual([at(day(4), '12:00').toISOString(), [null]]);
  expect(await cutOffFor(late, early)).toEqual([
    at(day(1), '09:00').toISOString(),
    ['cut-off passed'],
  ]);
});

test('refuses slots of days out of season and beyond the horizon of a product', async () => {
  const id = await addProduct({ availability: { season_from: day(3), horizon_days: 4 } });
  const refusalOn = async (date: string) => new Set(await refusals(date, [id]));
  expect(await refusalOn(day(2))).toEqual(new Set(['out of season']));
  expect(await refusalOn(day(3))).toEqual(new Set([null]));
  expect(await refusalOn(day(6))).toEqual(new Set(['too far ahead']));
});

test("a closed day has the bakery's message", async () => {
  await sql(`insert into closures values ($1, 'We are at the fair')`, [day(5)]);
  const closed = await listPickupSlots(database, { date: day(5) }, { isAtCounter: false, now });
  expect(closed.closure).toBe('We are at the fair');
  expect(new Set(closed.slots.map(({ refusal }) => refusal))).toEqual(new Set(['closed day']));
});

test('a slot with little capacity left refuses a large order and accepts a small order', async () => {
  await sql('insert into pickup_slots values ($1, 1990)', [at(day(3), '12:00')]);
  expect((await refusals(day(3), [], { units: 10 }))[10]).toBeNull();
  expect((await refusals(day(3), [], { units: 11 }))[10]).toBe('slot full');
});

test.each<[string, Record<string, string>, string]>([
  ['no date', {}, '/query/date'],
  ['a date that does not exist', { date: '2026-02-30' }, '/query/date'],
  [
    'a product id that is no number',
    { date: '2026-11-23', product_id: 'cake' },
    '/query/product_id',
  ],
  ['no units', { date: '2026-11-23', units: '0' }, '/query/units'],
  [
    'fewer quantities than products',
    { date: '2026-11-23', product_id: '1,2', quantity: '2' },
    '/query/quantity',
  ],
  ['quantities without products', { date: '2026-11-23', quantity: '2' }, '/query/quantity'],
  [
    'a quantity of none',
    { date: '2026-11-23', product_id: '1,2', quantity: '2,0' },
    '/query/quantity/1',
  ],
])('refuses %s', async (_, query, path) => {
  expect(await call(handler, 'GET /pickup-slots', { query })).toMatchObject({
    status: 400,
    body: { errors: [{ path }] },
  });
});

test('all slots of a day without capacity left are fully booked', async () => {
  const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 2 });
  await sql(`insert into baking_days values ($1, $2, 2)`, [cake, day(4)]);
  expect(new Set(await refusals(day(4), [cake]))).toEqual(new Set(['fully booked']));
  expect(new Set(await refusals(day(6), [cake]))).toEqual(new Set([null]));
});

test('a day is fully booked for more units than its plan has left, summed over the lines of a product', async () => {
  const roll = await addProduct({ kind: 'daily' });
  await sql(`insert into product_dates values ($1, $2, 5, 2)`, [roll, day(4)]);
  const refusalsOf = async (ids: number[], quantity: number[]) =>
    new Set(await refusals(day(4), ids, { quantity }));
  expect(await refusalsOf([roll, 2], [3, 1])).toEqual(new Set([null]));
  expect(await refusalsOf([roll, 2], [4, 1])).toEqual(new Set(['fully booked']));
  expect(await refusalsOf([roll, 2, roll], [2, 1, 2])).toEqual(new Set(['fully booked']));
  expect(new Set(await refusals(day(4), [roll]))).toEqual(new Set([null]));
});

test('a slot must have room for the sum of the quantities', async () => {
  await sql('insert into pickup_slots values ($1, 1990)', [at(day(3), '13:00')]);
  expect((await refusals(day(3), [2], { quantity: [10] }))[12]).toBeNull();
  expect((await refusals(day(3), [2], { quantity: [11] }))[12]).toBe('slot full');
  expect((await refusals(day(3), [2], { quantity: [11], units: 10 }))[12]).toBeNull();
});
