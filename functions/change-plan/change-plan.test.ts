import { lockAllocation } from '../../shared/db/allocation-lock.ts';
import { inTransaction } from '../../shared/db/database.ts';
import { getPlanResponse, type GetPlanResponse } from '../../shared/contract/plan.ts';
import { listProductsResponse } from '../../shared/contract/products.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../../shared/domain/calendar.ts';
import { call } from '../../tests/support/call.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../tests/support/claims.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { placeAndProcess, placeOrderOf, processOrder } from '../../tests/support/orders.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler as cancelOrder } from '../cancel-order/handler.ts';
import { handler as createProduct } from '../create-product/handler.ts';
import { handler as getPlan } from '../get-plan/handler.ts';
import { handler as listPickupSlots } from '../list-pickup-slots/handler.ts';
import { handler as listProducts } from '../list-products/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler as recordMovement } from '../record-stock-movement/handler.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';
const today = dateAt(new Date(), zone);
const day = addDays(today, 3);
const noon = (date: string) => instantAt(date, '12:00', zone).toISOString();

let baker: Awaited<ReturnType<typeof signInAs>>;
let croissant: number;

beforeAll(async () => {
  baker = await signInAs('baker');
});

beforeEach(async () => {
  croissant = await addProduct({ kind: 'daily', name: 'Croissant' });
});

const put = (
  path: 'PUT /staff/products/{id}/plan' | 'PUT /staff/products/{id}/plan/{date}',
  body: object,
  date = day,
  id = croissant,
) =>
  call(handler, path, { headers: baker.headers, pathParameters: { id: String(id), date }, body });
const planWeek = (units: number, reserve = 0) =>
  put('PUT /staff/products/{id}/plan', {
    weekdays: Array.from({ length: 7 }, () => ({ units, reserve })),
  });
const planDate = (date: string, units: number, reserve = 0) =>
  put('PUT /staff/products/{id}/plan/{date}', { units, reserve }, date);

async function planOf(
  date: string,
  id = croissant,
): Promise<GetPlanResponse['products'][number]['days'][number] | undefined> {
  const { status, body } = await call(getPlan, 'GET /staff/plan', {
    headers: baker.headers,
    query: { from: date, days: '1' },
  });
  expect(status).toBe(200);
  const { products } = getPlanResponse.parse(body);
  return products.find(({ product_id }) => product_id === id)?.days[0];
}

async function offered(date?: string, product = croissant) {
  const { body } = await call(listProducts, 'GET /products', {
    query: date === undefined ? {} : { date },
  });
  const found = listProductsResponse.parse(body).find(({ id }) => id === product);
  return (
    found && {
      kind: found.kind,
      available: found.available,
      from: found.available_from,
      left: found.left,
    }
  );
}

const order = (quantity: number, date: string, product_id = croissant) =>
  placeAndProcess({ product_id, quantity, pickup_at: noon(date) });
const refusalOf = async (body: object) => {
  const answer = await call(placeOrder, 'POST /order', { body });
  return [answer.status, (answer.body as { code?: string }).code];
};

test('a daily product without a plan is not available on any day', async () => {
  expect(await offered()).toEqual({ kind: 'daily', available: false, from: null, left: 0 });
  expect(await refusalOf({ product_id: croissant, quantity: 1 })).toEqual([409, 'sold-out']);
});

test('orders take from the plan of their day, and leave other days alone', async () => {
  await planWeek(10, 2);
  await order(5, day);
  expect(await planOf(day)).toMatchObject({
    planned: 10,
    reserve: 2,
    is_own: false,
    ordered: 5,
    left: 5,
    left_online: 3,
  });
  expect(await planOf(addDays(day, 1))).toMatchObject({
    planned: 10,
    ordered: 0,
    left: 10,
    left_online: 8,
  });
  expect(await offered(day)).toEqual({ kind: 'daily', available: true, from: day, left: 3 });
  expect(await refusalOf({ product_id: croissant, quantity: 4, pickup_at: noon(day) })).toEqual([
    409,
    'pickup-fully-booked',
  ]);
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
  expect(await sql(ordersUnlikeClaims)).toEqual([]);
});

test('a sold-out day can be ordered for the next day all the same', async () => {
  await planDate(day, 2);
  await planDate(addDays(day, 1), 6);
  await order(2, day);
  expect(await offered()).toEqual({
    kind: 'daily',
    available: true,
    from: addDays(day, 1),
    left: 6,
  });
  const { id } = await placeAndProcess({ product_id: croissant, quantity: 2 });
  expect(await sql('select pickup_date::text from orders where id = $1', [id])).toEqual([
    { pickup_date: addDays(day, 1) },
  ]);
});

test('a cancellation gives the units back to the plan of their day, also after the plan has changed', async () => {
  await planWeek(10);
  const { id, token } = await order(4, day);
  await planDate(day, 20);
  const cancelled = await call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(id) },
    headers: { 'x-order-token': token },
  });
  expect(cancelled.status).toBe(200);
  expect(await planOf(day)).toMatchObject({ planned: 20, is_own: true, ordered: 0, left: 20 });
});

test('a plan may be lowered below what is ordered, and shows by how much', async () => {
  await planWeek(10);
  await order(6, day);
  expect((await planDate(day, 4)).status).toBe(204);
  expect(await planOf(day)).toMatchObject({ planned: 4, ordered: 6, left: -2, left_online: 0 });
  expect(await offered(day)).toMatchObject({ available: false, left: 0 });
});

test('a date without a plan of its own follows its weekday again, also with orders', async () => {
  await planWeek(10);
  await planDate(day, 3);
  await order(2, day);
  const removed = await call(handler, 'DELETE /staff/products/{id}/plan/{date}', {
    headers: baker.headers,
    pathParameters: { id: String(croissant), date: day },
  });
  expect(removed.status).toBe(204);
  expect(await planOf(day)).toMatchObject({ planned: 10, is_own: false, ordered: 2, left: 8 });
});

test('the slots of a day without units left say so', async () => {
  await planDate(day, 1);
  await order(1, day);
  const { body } = await call(listPickupSlots, 'GET /pickup-slots', {
    query: { date: day, product_id: String(croissant) },
  });
  const { slots } = body as { slots: { refusal: string | null }[] };
  expect(new Set(slots.map(({ refusal }) => refusal))).toEqual(new Set(['fully booked']));
});

test('fifty orders at once for the last ten units take exactly ten', async () => {
  await planDate(day, 10);
  const body = { product_id: croissant, quantity: 1, pickup_at: noon(day) };
  const placed = await Promise.all(Array.from({ length: 50 }, () => placeOrderOf(body)));
  await Promise.all(placed.map(processOrder));
  expect(await planOf(day)).toMatchObject({ ordered: 10, left: 0 });
  expect(await sql(figuresUnlikeClaims)).toEqual([]);
});

test('a manager creates a daily product, which has no stock', async () => {
  const manager = await signInAs('manager');
  const body = { name: 'Brezel', category: 'Bread', price: 1, kind: 'daily', allergens: [] };
  const created = await call(createProduct, 'POST /staff/products', {
    headers: manager.headers,
    body,
  });
  expect(created).toMatchObject({ status: 201, body: { kind: 'daily', stock: null } });
  const wrong = { ...body, stock: 5 };
  expect(
    await call(createProduct, 'POST /staff/products', { headers: manager.headers, body: wrong }),
  ).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/stock' }] },
  });
  const movement = await call(recordMovement, 'POST /staff/products/{id}/stock-movements', {
    headers: baker.headers,
    pathParameters: { id: String(croissant) },
    body: { reason: 'delivery', units: 1 },
  });
  expect(movement).toMatchObject({ status: 409, body: { code: 'not-stocked' } });
});

test.each([
  ['a negative plan', { units: -1 }, '/units'],
  ['a plan above 100,000', { units: 100_001 }, '/units'],
  ['a reserve above the plan', { units: 5, reserve: 6 }, '/reserve'],
])('refuses %s', async (_, body, path) => {
  expect(await put('PUT /staff/products/{id}/plan/{date}', body)).toMatchObject({
    status: 400,
    body: { errors: expect.arrayContaining([expect.objectContaining({ path })]) as object[] },
  });
});

test('refuses a week of six days, an unknown product and a shelf product', async () => {
  const weekdays = Array.from({ length: 7 }, () => ({ units: 1 }));
  const week = 'PUT /staff/products/{id}/plan';
  expect((await put(week, { weekdays: weekdays.slice(1) })).status).toBe(400);
  expect(await put(week, { weekdays }, day, 99_999)).toMatchObject({
    status: 404,
    body: { code: 'unknown-product' },
  });
  const bread = await addProduct();
  expect(await put(week, { weekdays }, day, bread)).toMatchObject({
    status: 409,
    body: { code: 'not-planned' },
  });
});

test('plans each weekday by its place in the week', async () => {
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((units) => ({ units, reserve: 0 }));
  await put('PUT /staff/products/{id}/plan', { weekdays });
  expect(await planOf(day)).toMatchObject({ planned: weekdayOf(day) });
});

describe('a made-to-order product', () => {
  let cake: number;
  beforeEach(async () => {
    cake = await addProduct({ kind: 'made_to_order', name: 'Cake', daily_capacity: 3 });
  });
  const next = addDays(day, 1);
  /** Follows the daily capacity, but for the weekday of `next`. */
  const week = (units: number) =>
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      units: weekday === weekdayOf(next) ? units : null,
    }));
  const putWeek = (units: number) =>
    put('PUT /staff/products/{id}/plan', { weekdays: week(units) }, day, cake);
  const putDate = (units: number) =>
    put('PUT /staff/products/{id}/plan/{date}', { units }, next, cake);
  const limits = async (date: string) => {
    const planned = await planOf(date, cake);
    return [planned?.planned, planned?.ordered, planned?.left, planned?.is_own];
  };

  test('has the capacity of its date, its weekday or its own, in this order', async () => {
    expect((await putWeek(5)).status).toBe(204);
    expect([await limits(day), await limits(next)]).toEqual([
      [3, 0, 3, false],
      [5, 0, 5, false],
    ]);
    expect((await putDate(1)).status).toBe(204);
    await order(1, next, cake);
    expect(await limits(next)).toEqual([1, 1, 0, true]);
    expect(await offered(next, cake)).toMatchObject({ available: false, left: 0 });
    expect(await refusalOf({ product_id: cake, quantity: 1, pickup_at: noon(next) })).toEqual([
      409,
      'pickup-fully-booked',
    ]);
    await call(handler, 'DELETE /staff/products/{id}/plan/{date}', {
      headers: baker.headers,
      pathParameters: { id: String(cake), date: next },
    });
    expect(await limits(next)).toEqual([5, 1, 4, false]);
  });

  test('without a limit has one on the weekdays that have a number', async () => {
    await sql('update products set daily_capacity = null where id = $1', [cake]);
    await putWeek(2);
    expect([await limits(day), await limits(next)]).toEqual([
      [null, 0, null, false],
      [2, 0, 2, false],
    ]);
    expect(await offered(undefined, cake)).toMatchObject({ available: true, left: null });
  });

  test('is not available on a weekday of 0, and never when all weekdays are', async () => {
    await putWeek(0);
    expect(await offered(next, cake)).toMatchObject({ available: false, left: 0 });
    const never = Array.from({ length: 7 }, () => ({ units: 0 }));
    await put('PUT /staff/products/{id}/plan', { weekdays: never }, day, cake);
    expect(await offered(undefined, cake)).toMatchObject({ available: false, from: null, left: 0 });
    expect(await refusalOf({ product_id: cake, quantity: 1 })).toEqual([409, 'sold-out']);
  });

  test('can be ordered up to the capacity of its best day', async () => {
    await putWeek(5);
    expect(await offered(undefined, cake)).toMatchObject({ left: 5 });
    expect(await refusalOf({ product_id: cake, quantity: 6 })).toEqual([409, 'not-enough-left']);
    const { id } = await placeAndProcess({ product_id: cake, quantity: 5 });
    expect(await sql('select pickup_date::text from orders where id = $1', [id])).toEqual([
      { pickup_date: next },
    ]);
  });

  test('has no reserve', async () => {
    const weekdays = week(5).map((plan) => (plan.units === null ? plan : { units: 5, reserve: 1 }));
    expect(await put('PUT /staff/products/{id}/plan', { weekdays }, day, cake)).toMatchObject({
      status: 400,
      body: { errors: [{ path: `/weekdays/${weekdayOf(next) - 1}/reserve` }] },
    });
  });
});

describe('a change that is based on other numbers than the saved ones', () => {
  const stale = (errors: object[]) => ({ status: 409, body: { code: 'stale-version', errors } });
  const seen = { units: 10, reserve: 2 };

  test('of a date is refused with the saved numbers, and nothing is written', async () => {
    await planWeek(10, 2);
    const path = 'PUT /staff/products/{id}/plan/{date}';
    expect((await put(path, { units: 12, reserve: 2, expected: seen })).status).toBe(204);
    expect(await put(path, { units: 9, expected: seen })).toMatchObject(
      stale([{ path: '/expected/units', current: 12 }]),
    );
    expect(await planOf(day)).toMatchObject({ planned: 12, reserve: 2 });
  });

  test('of one of many dates refuses them all', async () => {
    await planWeek(10, 2);
    const next = addDays(day, 1);
    await planDate(next, 7, 1);
    const entries = [day, next].map((date) => {
      return { product_id: croissant, date, units: null, expected: seen };
    });
    const body = { entries: [{ ...entries[0], units: 5 }, entries[1]] };
    expect(await call(handler, 'PUT /staff/plan', { headers: baker.headers, body })).toMatchObject(
      stale([
        { path: '/entries/1/expected/units', current: 7 },
        { path: '/entries/1/expected/reserve', current: 1 },
      ]),
    );
    expect(await planOf(day)).toMatchObject({ planned: 10, is_own: false });
    expect(await planOf(next)).toMatchObject({ planned: 7, is_own: true });
  });

  test('of a week is refused', async () => {
    await planWeek(10, 2);
    const week = (units: number) => ({
      weekdays: Array.from({ length: 7 }, () => ({ units: 4, expected: { units, reserve: 2 } })),
    });
    const answer = await put('PUT /staff/products/{id}/plan', week(9));
    expect(answer.status).toBe(409);
    expect(await planOf(day)).toMatchObject({ planned: 10 });
    expect((await put('PUT /staff/products/{id}/plan', week(10))).status).toBe(204);
    expect(await planOf(day)).toMatchObject({ planned: 4 });
  });

  test('of a made-to-order product is compared with the capacity that the plan shows', async () => {
    const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 3 });
    const change = (units: number | null) =>
      put(
        'PUT /staff/products/{id}/plan/{date}',
        { units: 5, expected: { units, reserve: 0 } },
        day,
        cake,
      );
    expect(await change(null)).toMatchObject(stale([{ path: '/expected/units', current: 3 }]));
    expect((await change(3)).status).toBe(204);
  });

  test('of two at once, one is written', async () => {
    await planWeek(10, 2);
    const answers = await Promise.all(
      [5, 6].map((units) => put('PUT /staff/products/{id}/plan/{date}', { units, expected: seen })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});

test('refuses a weekday of a daily product without units', async () => {
  const weekdays = Array.from({ length: 7 }, (_, at) => ({ units: at === 3 ? null : 4 }));
  await planWeek(10);
  expect(await put('PUT /staff/products/{id}/plan', { weekdays })).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/weekdays/3/units' }] },
  });
  expect(await planOf(day)).toMatchObject({ planned: 10 });
});

describe('many dates at once', () => {
  const putAll = (entries: object[]) =>
    call(handler, 'PUT /staff/plan', { headers: baker.headers, body: { entries } });
  const next = addDays(day, 1);
  const entry = (date: string, units: number | null, product_id = croissant) => ({
    product_id,
    date,
    units,
  });

  test('are planned with a movement for each changed number, and follow their weekday without units', async () => {
    const cake = await addProduct({ kind: 'made_to_order', daily_capacity: 3 });
    await planWeek(10, 2);
    await planDate(next, 7, 1);
    await sql('truncate day_movements');
    const entries = [
      { ...entry(day, 12), reserve: 4 },
      entry(next, null),
      entry(addDays(day, 2), null),
      entry(day, 1, cake),
    ];
    expect((await putAll(entries)).status).toBe(204);
    expect(await planOf(day)).toMatchObject({ planned: 12, reserve: 4, is_own: true });
    expect(await planOf(next)).toMatchObject({ planned: 10, reserve: 2, is_own: false });
    expect(await planOf(day, cake)).toMatchObject({ planned: 1, is_own: true });
    const movements = await sql(
      `select product_id, date::text, what, units_before as before, units_after as after from day_movements
       order by product_id, date, what`,
    );
    const movement = (date: string, what: string, before: number | null, after: number) => {
      return { product_id: croissant, date, what, before, after };
    };
    expect(movements).toEqual([
      movement(day, 'planned', 10, 12),
      movement(day, 'reserve', 2, 4),
      movement(next, 'planned', 7, 10),
      movement(next, 'reserve', 1, 2),
      // Without a number of its own, it followed its daily capacity.
      { ...movement(day, 'planned', null, 1), product_id: cake },
    ]);
  });

  test.each<[string, (shelf: number) => object[], number, object]>([
    ['no entry', () => [], 400, { errors: [{ path: '/entries' }] }],
    [
      'a date twice',
      () => [entry(day, 1), entry(next, 1), entry(day, 2)],
      400,
      { errors: [{ path: '/entries/2' }] },
    ],
    [
      'a reserve above its plan',
      () => [entry(day, 1), { ...entry(next, 1), reserve: 2 }],
      400,
      { errors: [{ path: '/entries/1/reserve' }] },
    ],
    [
      'an unknown product',
      () => [entry(day, 1), entry(day, 1, 99_999)],
      404,
      { code: 'unknown-product' },
    ],
    [
      'a shelf product',
      (shelf) => [entry(day, 1), entry(day, 1, shelf)],
      409,
      { code: 'not-planned' },
    ],
  ])('refuses %s, and plans none of them', async (_, entries, status, body) => {
    const shelf = await addProduct();
    await planWeek(10);
    expect(await putAll(entries(shelf))).toMatchObject({ status, body });
    expect(await planOf(day)).toMatchObject({ planned: 10, is_own: false });
  });
});

test('a plan is refused when its product becomes a shelf product while the request waits', async () => {
  const { planned } = await inTransaction(
    async (transaction) => {
      await transaction.query(
        { name: 'leave-the-plan', text: 'update products set is_daily = false where id = $1' },
        [croissant],
      );
      const planned = planDate(day, 5);
      await eventually(async () =>
        expect(
          await sql(
            `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
          ),
        ).toHaveLength(1),
      );
      return { planned };
    },
    [lockAllocation],
  );
  expect(await planned).toMatchObject({ status: 409, body: { code: 'not-planned' } });
  expect(await sql('select from product_dates where product_id = $1', [croissant])).toEqual([]);
});
