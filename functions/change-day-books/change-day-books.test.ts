import { listPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import fc from 'fast-check';
import { listDayMovementsResponse } from '../../shared/contract/day-books.ts';
import { type GetPlanResponse, getPlanResponse } from '../../shared/contract/plan.ts';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { addDays, instantAt, weekdayOf } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { figuresUnlikeClaims } from '../../tests/support/claims.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import {
  movePickup,
  placeAndProcess,
  placeOrderOf,
  processOrder,
} from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { zoneAtNoon } from '../../tests/support/zone-at-noon.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
import { handler as changePlan } from '../change-plan/handler.ts';
import { handler as getPlan } from '../get-plan/handler.ts';
import { handler as listDayMovements } from '../list-day-movements/handler.ts';
import { handler as listPickupSlots } from '../list-pickup-slots/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler } from './handler.ts';

const { zone, date: today } = zoneAtNoon();
const tomorrow = addDays(today, 1);
/** Slots of today. */
const begun = instantAt(today, '10:00', zone).toISOString();
const later = instantAt(today, '17:00', zone).toISOString();

let anna: SignedInStaff;
let croissant: number;

beforeAll(async () => {
  const hours = [{ from: '07:00', to: '19:00' }];
  const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, hours]));
  await sql('update settings set time_zone = $1, opening_hours = $2, slot_capacity = 1000', [
    zone,
    JSON.stringify(week),
  ]);
  anna = await signInAs('baker', 'anna');
});

beforeEach(async () => {
  await sql('delete from product_weekdays');
  await sql('delete from product_dates');
  croissant = await addProduct({ kind: 'daily', name: 'Croissant' });
});

const record = (body: object, { date = today, id = croissant } = {}) =>
  call(handler, 'PATCH /staff/plan/{date}/products/{id}', {
    headers: anna.headers,
    pathParameters: { date, id: String(id) },
    body,
  });
const wasteRest = (date = today) =>
  call(handler, 'POST /staff/plan/{date}/waste-rest', {
    headers: anna.headers,
    pathParameters: { date },
  });
const plan = (units: number, reserve = 0, date = today, id = croissant) =>
  call(changePlan, 'PUT /staff/products/{id}/plan/{date}', {
    headers: anna.headers,
    pathParameters: { id: String(id), date },
    body: { units, reserve },
  });

type Day = GetPlanResponse['products'][number]['days'][number];

async function dayOf(date = today, id = croissant): Promise<Day> {
  const { body } = await call(getPlan, 'GET /staff/plan', {
    headers: anna.headers,
    query: { from: date, days: '1' },
  });
  const { products } = getPlanResponse.parse(body);
  const day = products.find(({ product_id }) => product_id === id)?.days[0];
  if (!day) throw new Error('not in the plan');
  expect(day.ordered + day.sold + day.wasted + (day.left ?? NaN)).toBe(day.planned);
  return day;
}

const order = (quantity: number, pickup_at = later) =>
  placeAndProcess({ product_id: croissant, quantity, pickup_at });

async function orderAtCounter(quantity: number, pickup_at = later) {
  const { status, body } = await call(placeOrder, 'POST /staff/orders', {
    headers: anna.headers,
    body: { lines: [{ product_id: croissant, quantity }], pickup_at },
  });
  if (status !== 201) return (body as { code: string }).code;
  await processOrder({ id: placeOrderResponse.parse(body).order_id });
  return status;
}

async function refusalOf(quantity: number) {
  const body = { product_id: croissant, quantity, pickup_at: later };
  return (await call(placeOrder, 'POST /order', { body })).status;
}

const act = (id: number, body: object) =>
  call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
    headers: anna.headers,
    pathParameters: { id: String(id) },
    body,
  });

async function movementsOf(date = today, id = croissant) {
  const { status, body } = await call(
    listDayMovements,
    'GET /staff/plan/{date}/products/{id}/movements',
    {
      headers: anna.headers,
      pathParameters: { date, id: String(id) },
    },
  );
  expect(status).toBe(200);
  return listDayMovementsResponse
    .parse(body)
    .movements.map(({ what, from, to, weekday, by }) => [what, from, to, weekday, by]);
}

test('sales at the counter take the reserve first, and then what online orders can have', async () => {
  await plan(10, 3);
  await record({ sold: 2 });
  expect(await dayOf()).toMatchObject({ sold: 2, left: 8, left_online: 7 });
  await record({ sold: 5 });
  expect(await dayOf()).toMatchObject({ sold: 5, left: 5, left_online: 5 });
  expect(await refusalOf(6)).toBe(409);
  await order(5);
  expect(await dayOf()).toMatchObject({ ordered: 5, left: 0, left_online: 0 });
});

test('the shop and the slots show what is left after sales and waste', async () => {
  await plan(4);
  await record({ sold: 1, wasted: 1 });
  const offered = async () => {
    const { body } = await call(listProducts, 'GET /products', { query: { date: today } });
    return (body as { id: number; left: number }[]).find(({ id }) => id === croissant)?.left;
  };
  const refusals = async () => {
    const { body } = await call(listPickupSlots, 'GET /pickup-slots', {
      query: { date: today, product_id: String(croissant) },
    });
    const { slots } = body as { slots: { starts_at: string; refusal: string | null }[] };
    return slots.find(({ starts_at }) => starts_at === later)?.refusal;
  };
  expect([await offered(), await refusals()]).toEqual([2, null]);
  await record({ wasted: 3 });
  expect([await offered(), await refusals()]).toEqual([0, 'fully booked']);
});

test('a counter order for today may use the reserve, one for tomorrow may not', async () => {
  await plan(5, 2);
  await plan(5, 2, tomorrow);
  const refusalOn = async (date: string) => {
    const { body } = await call(listPickupSlots, 'GET /staff/pickup-slots', {
      headers: anna.headers,
      query: { date, product_id: String(croissant), quantity: '4' },
    });
    return listPickupSlotsResponse.parse(body).slots.at(-1)?.refusal;
  };
  expect([await refusalOn(today), await refusalOn(tomorrow)]).toEqual([null, 'fully booked']);
  const tomorrowAt = instantAt(tomorrow, '12:00', zone).toISOString();
  expect(await orderAtCounter(4, tomorrowAt)).toBe('pickup-fully-booked');
  expect(await orderAtCounter(4)).toBe(201);
  expect(await dayOf()).toMatchObject({ ordered: 4, left: 1, left_online: 0 });
  expect(await refusalOf(1)).toBe(409);
});

test('online orders can have a released reserve', async () => {
  await plan(5, 5);
  expect(await refusalOf(1)).toBe(409);
  await record({ is_reserve_released: true });
  expect(await dayOf()).toMatchObject({ is_reserve_released: true, left: 5, left_online: 5 });
  await order(5);
  expect(await dayOf()).toMatchObject({ ordered: 5, left: 0 });
  await record({ is_reserve_released: false });
  expect(await dayOf()).toMatchObject({ is_reserve_released: false, ordered: 5, left: 0 });
});

test('the processor rejects an order whose units were sold after its placement', async () => {
  await plan(3);
  const { id } = await placeOrderOf({ product_id: croissant, quantity: 2, pickup_at: later });
  await record({ sold: 2 });
  await processOrder({ id });
  expect(await sql('select status, reason from orders where id = $1', [id])).toEqual([
    { status: 'Rejected', reason: 'fully booked' },
  ]);
  expect(await dayOf()).toMatchObject({ ordered: 0, sold: 2, left: 1 });
});

test('sales above the plan are recorded, and shown as less than nothing left', async () => {
  await plan(3);
  expect((await record({ sold: 5 })).status).toBe(204);
  expect(await dayOf()).toMatchObject({ planned: 3, sold: 5, left: -2, left_online: 0 });
});

test('what was baked changes nothing that is left', async () => {
  await plan(3);
  await record({ baked: 20 });
  expect(await dayOf()).toMatchObject({ baked: 20, left: 3 });
  await record({ baked: null });
  expect(await dayOf()).toMatchObject({ baked: null });
});

test('a repeated request changes nothing, and a missing total stays', async () => {
  await plan(10);
  await record({ sold: 4 });
  await record({ sold: 4 });
  await record({ wasted: 1 });
  await record({});
  expect(await dayOf()).toMatchObject({ sold: 4, wasted: 1, baked: null });
  expect(await movementsOf()).toEqual([
    ['wasted', 0, 1, null, 'staff:anna'],
    ['sold', 0, 4, null, 'staff:anna'],
    ['planned', 0, 10, null, 'staff:anna'],
  ]);
});

test('every change of the plan and the books of a date is a movement', async () => {
  const weekday = weekdayOf(today);
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    units: day === weekday ? 8 : 1,
    reserve: 1,
  }));
  await call(changePlan, 'PUT /staff/products/{id}/plan', {
    headers: anna.headers,
    pathParameters: { id: String(croissant) },
    body: { weekdays },
  });
  await plan(12, 3);
  await record({ baked: 12, is_reserve_released: true });
  await call(changePlan, 'DELETE /staff/products/{id}/plan/{date}', {
    headers: anna.headers,
    pathParameters: { id: String(croissant), date: today },
  });
  expect((await movementsOf()).map((movement) => movement.slice(0, 4))).toEqual([
    ['reserve', 3, 1, null],
    ['planned', 12, 8, null],
    ['released', 0, 1, null],
    ['baked', null, 12, null],
    ['reserve', 1, 3, null],
    ['planned', 8, 12, null],
    ['reserve', 0, 1, weekday],
    ['planned', 0, 8, weekday],
  ]);
  expect(await movementsOf(tomorrow)).toHaveLength(2);
});

test('a week with the same plans is no movement', async () => {
  const body = { weekdays: Array.from({ length: 7 }, () => ({ units: 2, reserve: 0 })) };
  for (let times = 1; times <= 2; times += 1) {
    await call(changePlan, 'PUT /staff/products/{id}/plan', {
      headers: anna.headers,
      pathParameters: { id: String(croissant) },
      body,
    });
  }
  expect(await movementsOf()).toEqual([['planned', 0, 2, weekdayOf(today), 'staff:anna']]);
});

test('a capacity that is removed follows the daily capacity again', async () => {
  const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 9 });
  const set = (units: number | null) =>
    call(changePlan, 'PUT /staff/products/{id}/plan', {
      headers: anna.headers,
      pathParameters: { id: String(cake) },
      body: { weekdays: Array.from({ length: 7 }, () => ({ units })) },
    });
  await set(4);
  await set(null);
  expect((await movementsOf(today, cake)).map((movement) => movement.slice(0, 3))).toEqual([
    ['planned', 4, null],
    ['planned', null, 4],
  ]);
});

test('"The rest is waste" records what is left of every daily product once', async () => {
  const pretzel = await addProduct({ kind: 'daily', name: 'Pretzel' });
  const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 9 });
  await plan(10, 2);
  await plan(6, 0, today, pretzel);
  await plan(5, 0, tomorrow);
  await record({ sold: 3, wasted: 1 });
  await record({ sold: 6 }, { id: pretzel });
  await order(2);
  const { status, body } = await wasteRest();
  expect([status, body]).toEqual([200, { products: [{ product_id: croissant, units: 4 }] }]);
  expect(await dayOf()).toMatchObject({ ordered: 2, sold: 3, wasted: 5, left: 0, left_online: 0 });
  expect(await dayOf(today, pretzel)).toMatchObject({ sold: 6, wasted: 0, left: 0 });
  expect(await dayOf(tomorrow)).toMatchObject({ wasted: 0, left: 5 });
  expect(await sql('select from day_books where product_id = $1', [cake])).toEqual([]);
  expect((await movementsOf())[0]).toEqual(['wasted', 1, 5, null, 'staff:anna']);
  expect((await wasteRest()).body).toEqual({ products: [] });
});

test('"The rest is waste" leaves out a product that is off sale, unless the day has records of it', async () => {
  await sql('update products set active = false where id = $1', [croissant]);
  await plan(10);
  expect((await wasteRest()).body).toEqual({ products: [] });
  await record({ sold: 1 });
  expect((await wasteRest()).body).toEqual({ products: [{ product_id: croissant, units: 9 }] });
});

test('orders and "The rest is waste" at once share the units', async () => {
  await plan(20);
  const placed = await Promise.all(
    Array.from({ length: 12 }, () =>
      placeOrderOf({ product_id: croissant, quantity: 1, pickup_at: later }),
    ),
  );
  await Promise.all([
    ...placed.slice(0, 6).map(processOrder),
    wasteRest(),
    ...placed.slice(6).map(processOrder),
  ]);
  const { ordered, wasted, left } = await dayOf();
  expect([ordered + wasted, left]).toEqual([20, 0]);
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
});

test('a cancelled order gives its units back, so that they are left, or waste at closing', async () => {
  await plan(10);
  const { id } = await order(4);
  await act(id, { action: 'cancel', reason: 'dropped' });
  expect(await dayOf()).toMatchObject({ ordered: 0, wasted: 0, left: 10 });
  await wasteRest();
  expect(await dayOf()).toMatchObject({ ordered: 0, wasted: 10, left: 0 });
});

test('the undo of a cancellation takes the units again, unless they are waste', async () => {
  await plan(10);
  const { id: first } = await order(4);
  const { id: second } = await order(3);
  await act(first, { action: 'cancel', reason: 'dropped' });
  await act(first, { action: 'undo' });
  await processOrder({ id: first });
  expect(await dayOf()).toMatchObject({ ordered: 7, left: 3 });
  await act(second, { action: 'cancel', reason: 'dropped' });
  await wasteRest();
  await act(second, { action: 'undo' });
  await processOrder({ id: second });
  expect(await sql('select status, reason from orders where id = $1', [second])).toEqual([
    { status: 'Rejected', reason: 'fully booked' },
  ]);
  expect(await dayOf()).toMatchObject({ ordered: 4, wasted: 6, left: 0 });
});

test('an order that was not picked up stays ordered, also after "The rest is waste" and the undo', async () => {
  await plan(10);
  const { id } = await order(4);
  await movePickup([id], begun);
  await act(id, { action: 'miss' });
  expect(await dayOf()).toMatchObject({ ordered: 4, wasted: 0, left: 6 });
  await wasteRest();
  expect(await dayOf()).toMatchObject({ ordered: 4, wasted: 6, left: 0 });
  await act(id, { action: 'undo' });
  await act(id, { action: 'collect' });
  expect(await dayOf()).toMatchObject({ ordered: 4, wasted: 6, left: 0 });
});

test('an order that is cancelled after closing is left over, and waste afterwards', async () => {
  await plan(10);
  const { id } = await order(4);
  await wasteRest();
  await act(id, { action: 'cancel', reason: 'dropped' });
  expect(await dayOf()).toMatchObject({ ordered: 0, wasted: 6, left: 4 });
  expect((await wasteRest()).body).toEqual({ products: [{ product_id: croissant, units: 4 }] });
});

test.each([
  ['fewer than 0 units', { sold: -1 }, '/sold'],
  ['more than 100,000 units', { wasted: 100_001 }, '/wasted'],
  ['a fraction', { baked: 1.5 }, '/baked'],
  ['an unknown field', { given: 1 }, '/given'],
])('refuses %s', async (_, body, path) => {
  expect(await record(body)).toMatchObject({
    status: 400,
    body: { errors: [expect.objectContaining({ path })] },
  });
});

test('of two tablets that saw the same totals, the second gets the new ones, and no sale is lost', async () => {
  await plan(20);
  await record({ sold: 3, baked: 20 });
  expect((await record({ sold: 5, expected: { sold: 3 } })).status).toBe(204);
  const movements = await movementsOf();
  const stale = { sold: 4, wasted: 1, baked: 9, expected: { sold: 3, wasted: 0, baked: null } };
  expect(await record(stale)).toMatchObject({
    status: 409,
    body: {
      code: 'stale-version',
      errors: [
        { path: '/expected/sold', current: 5 },
        { path: '/expected/baked', current: 20 },
      ],
    },
  });
  expect(await dayOf()).toMatchObject({ sold: 5, wasted: 0, baked: 20 });
  expect(await movementsOf()).toEqual(movements);
});

test('of two tablets at once, one changes the total', async () => {
  await plan(20);
  const answers = await Promise.all([6, 7].map((sold) => record({ sold, expected: { sold: 0 } })));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  expect((await movementsOf()).filter(([what]) => what === 'sold')).toHaveLength(1);
});

test('refuses sales, waste and closing of a day that has not begun', async () => {
  const refusal = { status: 400, body: { errors: [{ path: '/path/date' }] } };
  expect(await record({ sold: 1 }, { date: tomorrow })).toMatchObject(refusal);
  expect(await record({ wasted: 1 }, { date: tomorrow })).toMatchObject(refusal);
  expect(await wasteRest(tomorrow)).toMatchObject(refusal);
  expect((await record({ baked: 1, is_reserve_released: true }, { date: tomorrow })).status).toBe(
    204,
  );
});

test('refuses an unknown product, and a product that is not baked daily', async () => {
  expect(await record({ sold: 1 }, { id: 99_999 })).toMatchObject({
    status: 404,
    body: { code: 'unknown-product' },
  });
  const bread = await addProduct();
  expect(await record({ sold: 1 }, { id: bread })).toMatchObject({
    status: 409,
    body: { code: 'not-daily' },
  });
  expect(await sql('select from day_books where product_id = $1', [bread])).toEqual([]);
  const unknown = await call(listDayMovements, 'GET /staff/plan/{date}/products/{id}/movements', {
    headers: anna.headers,
    pathParameters: { date: today, id: '99999' },
  });
  expect(unknown.status).toBe(404);
});

type Step =
  | { readonly kind: 'online' | 'counter' | 'sold' | 'wasted'; readonly units: number }
  | { readonly kind: 'cancel' | 'miss' | 'release' | 'keep' | 'rest is waste' }
  | { readonly kind: 'plan'; readonly units: number; readonly reserve: number };

const units = fc.integer({ min: 0, max: 5 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom(
        'online' as const,
        'counter' as const,
        'sold' as const,
        'wasted' as const,
      ),
      units: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({
      kind: fc.constantFrom(
        'cancel' as const,
        'miss' as const,
        'release' as const,
        'keep' as const,
        'rest is waste' as const,
      ),
    }),
    fc
      .tuple(units, units)
      .map(([free, reserve]) => ({ kind: 'plan' as const, units: free + reserve, reserve })),
  ),
  { minLength: 1, maxLength: 12 },
);

async function take(step: Step, placed: { readonly id: number }[]) {
  switch (step.kind) {
    case 'online':
    case 'counter': {
      const before = await dayOf();
      const isAtCounter = step.kind === 'counter';
      const left = (isAtCounter ? before.left : before.left_online) ?? NaN;
      if (isAtCounter) await orderAtCounter(step.units);
      else placed.push(...(await tryOrder(step.units)));
      const taken = (await dayOf()).ordered - before.ordered;
      expect(taken).toBe(step.units <= left ? step.units : 0);
      return;
    }
    case 'sold':
    case 'wasted':
      await record({ [step.kind]: step.units });
      return;
    case 'cancel':
      await Promise.all(
        placed.splice(0, 1).map(({ id }) => act(id, { action: 'cancel', reason: 'x' })),
      );
      return;
    case 'miss':
      for (const { id } of placed.splice(0, 1)) {
        await movePickup([id], begun);
        await act(id, { action: 'miss' });
      }
      return;
    case 'release':
    case 'keep':
      await record({ is_reserve_released: step.kind === 'release' });
      return;
    case 'rest is waste':
      await wasteRest();
      expect((await dayOf()).left).toBeLessThanOrEqual(0);
      return;
    case 'plan':
      await plan(step.units, step.reserve);
  }
}

async function tryOrder(quantity: number) {
  try {
    return [await order(quantity)];
  } catch {
    return [];
  }
}

test('planned = ordered + sold + wasted + left after every step of random days', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (happening) => {
      croissant = await addProduct({ kind: 'daily' });
      await plan(8, 2);
      const placed: { readonly id: number }[] = [];
      for (const step of happening) {
        await take(step, placed);
        // Checks the sum of the parts.
        await dayOf();
      }
      expect(await sql(figuresUnlikeClaims)).toEqual([]);
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 25) },
  );
});
