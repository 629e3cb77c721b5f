/** Orders keep their slots when the length or the start of slots changes. */
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { listPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import { addDays, dateAt, instantAt, timeAt } from '../../shared/domain/calendar.ts';
import { call, deliver } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { signInAs, type SignedInStaff } from '../../tests/support/staff.ts';
import { handler as cancelOrder } from '../cancel-order/handler.ts';
import { handler as applyOrderAction } from '../apply-order-action/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler as processOrder } from '../process-order/handler.ts';
import { handler } from './handler.ts';

const zone = 'Asia/Kolkata';
const date = addDays(dateAt(new Date(), zone), 3);
const at = (time: string) => instantAt(date, time, zone);
let product: number;
let staff: SignedInStaff;

beforeAll(async () => {
  product = await addProduct({ kind: 'made_to_order' });
  staff = await signInAs('baker');
});

beforeEach(async () => {
  await sql('truncate pickup_slots, pickup_spans');
  await cut(30);
});

/** Sets slots of this length (minutes) from this time of day on, with a capacity of ten units. */
async function cut(minutes: number, from = '07:00') {
  await sql(
    `update settings set slot_capacity = 10, slot_minutes = $1, opening_hours =
       (select jsonb_object_agg(day, jsonb_build_array(jsonb_build_object('from', $2::text, 'to', '19:00')))
        from generate_series(1, 7) day)`,
    [minutes, from],
  );
}

async function order(time: string, quantity: number, override_reason?: string) {
  const pickup_at = at(time).toISOString();
  const lines = [{ product_id: product, quantity }];
  const answer =
    override_reason === undefined
      ? await call(placeOrder, 'POST /order', { body: { lines, pickup_at } })
      : await call(placeOrder, 'POST /staff/orders', {
          headers: staff.headers,
          body: { lines, pickup_at, override_reason },
        });
  if (answer.status !== 201) return answer.body;
  const { order_id, token } = placeOrderResponse.parse(answer.body);
  await deliver(processOrder, [{ order_id, correlation_id: 'slots' }]);
  const [row] = await sql<{ status: string }>('select status from orders where id = $1', [
    order_id,
  ]);
  return { id: order_id, token, status: row?.status };
}

/** The starts of the slots that are full for this number of units. */
async function fullFor(units: number): Promise<string[]> {
  const query = { date, product_id: String(product), units: String(units) };
  const { body } = await call(handler, 'GET /pickup-slots', { query });
  return listPickupSlotsResponse
    .parse(body)
    .slots.filter(({ refusal }) => refusal === 'slot full')
    .map(({ starts_at }) => timeAt(new Date(starts_at), zone));
}

test('a longer slot is full when it contains a shorter slot that was full', async () => {
  await order('10:30', 10);
  await cut(60);
  expect(await fullFor(1)).toEqual(['10:00']);
  expect(await order('10:00', 1)).toMatchObject({ code: 'pickup-slot-full' });
  expect(await order('11:00', 10)).toMatchObject({ status: 'Processing' });
});

test('shorter slots are full when they lie in a longer slot that was full', async () => {
  await cut(60);
  await order('10:00', 10);
  await cut(30);
  expect(await fullFor(1)).toEqual(['10:00', '10:30']);
  expect(await order('10:30', 1)).toMatchObject({ code: 'pickup-slot-full' });
});

test('orders with the same start and different lengths count in their own spans', async () => {
  await order('10:00', 5);
  await cut(60);
  await order('10:00', 5);
  await cut(30);
  expect(await fullFor(1)).toEqual(['10:00']);
  expect(await fullFor(6)).toEqual(['10:00', '10:30']);
});

test('slots that overlap a full slot are full after opening hours have moved', async () => {
  await order('10:00', 10);
  await cut(30, '07:15');
  expect(await fullFor(1)).toEqual(['09:45', '10:15']);
});

test('a time that staff chose outside all slots counts in the slot around it', async () => {
  await order('14:15', 9, 'for a friend');
  expect(await fullFor(2)).toEqual(['14:00']);
  expect(await order('14:00', 2)).toMatchObject({ code: 'pickup-slot-full' });
  await order('14:30', 10, 'at the start of a slot');
  expect(await fullFor(1)).toEqual(['14:30']);
});

test('a cancellation releases its span, also after slots have changed', async () => {
  const placed = (await order('10:30', 10)) as { id: number; token: string };
  await cut(60);
  await call(cancelOrder, 'POST /order/{id}/cancel', {
    pathParameters: { id: String(placed.id) },
    headers: { 'x-order-token': placed.token },
  });
  expect(await fullFor(10)).toEqual([]);
  expect(await order('10:00', 10)).toMatchObject({ status: 'Processing' });
});

/** Staff cancel an order, slots change, and the cancellation is undone. */
async function takeBackAfter(id: number, change: () => Promise<unknown>) {
  const move = (action: string) =>
    call(applyOrderAction, 'POST /staff/orders/{id}/actions', {
      headers: staff.headers,
      pathParameters: { id: String(id) },
      body: { action, ...(action === 'cancel' && { reason: 'by mistake' }) },
    });
  expect((await move('cancel')).status).toBe(200);
  await change();
  expect((await move('undo')).status).toBe(200);
  await deliver(processOrder, [{ order_id: id, correlation_id: 'slots' }]);
}

test.each([
  // The order's start, the slot lengths before and after the change, and the slots that are full afterwards.
  ['10:30', 30, 60, ['10:00']],
  ['10:00', 30, 60, ['10:00']],
  ['10:00', 60, 30, ['10:00', '10:30']],
  ['10:30', 30, 20, ['10:20', '10:40']],
] as const)(
  'an order for %s, restored after slots of %d minutes became slots of %d, holds its span again',
  async (time, before, after, full) => {
    await cut(before);
    const { id } = (await order(time, 10)) as { id: number };
    await takeBackAfter(id, () => cut(after));
    expect(await fullFor(1)).toEqual(full);
    await cut(before);
    expect(await fullFor(1)).toEqual([time]);
  },
);

test('rejects a restored order when its span is taken', async () => {
  const { id } = (await order('10:30', 5)) as { id: number };
  await takeBackAfter(id, async () => {
    await cut(60);
    await order('10:00', 6);
  });
  const [row] = await sql<{ reason: string }>('select reason from orders where id = $1', [id]);
  expect(row?.reason).toBe('slot full');
});

test('an order without a pickup time takes no capacity that an earlier order holds', async () => {
  await sql('update settings set days_ahead = 3, cut_off_days = 0');
  await order('07:00', 10);
  await cut(60);
  // All earlier days are closed, so only the slots of this day are left.
  await sql(`insert into closures select $1::date + n, 'Closed' from generate_series(-3, -1) n`, [
    date,
  ]);
  const answer = await call(placeOrder, 'POST /order', {
    body: { product_id: product, quantity: 1 },
  });
  const { order_id } = placeOrderResponse.parse(answer.body);
  await deliver(processOrder, [{ order_id, correlation_id: 'slots' }]);
  const [row] = await sql<{ pickup_at: Date }>('select pickup_at from orders where id = $1', [
    order_id,
  ]);
  expect(row?.pickup_at).toEqual(at('08:00'));
  await sql('truncate closures');
});
