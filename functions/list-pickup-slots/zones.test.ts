/**
 * The days that are shown as open are the days for which the processor has capacity, in every zone.
 */
import fc from 'fast-check';
import { placeOrderResponse } from '../../shared/contract/orders.ts';
import { listOrdersResponse } from '../../shared/contract/staff-orders.ts';
import { database } from '../../shared/db/database.ts';
import { findOrderingOutlook } from '../../shared/db/pickup.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { unitsLeftOn } from '../../shared/domain/day-supply.ts';
import { businessDayOf, slotsOn } from '../../shared/domain/pickup.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { call, deliver } from '../../tests/support/call.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler as cancelOrder } from '../cancel-order/handler.ts';
import { getBakeSheet } from '../get-bake-sheet/get-bake-sheet.ts';
import { handler as listOrders } from '../list-orders/handler.ts';
import { handler as placeOrder } from '../place-order/handler.ts';
import { handler as processOrder } from '../process-order/handler.ts';
import { listPickupSlots } from './list-pickup-slots.ts';

/** Unusual clock changes, and zones whose rules may differ between Node and PostgreSQL. */
const zones = [
  'America/Edmonton',
  'America/Vancouver',
  'Atlantic/Azores',
  'America/Havana',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Africa/Cairo',
  'Asia/Gaza',
  'Asia/Beirut',
  'Africa/Casablanca',
  'America/Nuuk',
  'Asia/Kathmandu',
  'Europe/Dublin',
];

const now = new Date();

/** The days of the next year on which the clock changes. */
function daysOfChange(zone: string): string[] {
  const days = Array.from({ length: 360 }, (_, n) => addDays(dateAt(now, zone), n + 2));
  const begin = (date: string) => instantAt(date, '00:00', zone).getTime();
  return days.filter((date) => begin(addDays(date, 1)) - begin(date) !== 86_400_000);
}

const scene = fc.constantFrom(...zones).chain((zone) => {
  const anyDay = fc.integer({ min: 3, max: 360 }).map((n) => addDays(dateAt(now, zone), n));
  const changes = daysOfChange(zone);
  const dates = changes.length === 0 ? anyDay : fc.oneof(anyDay, fc.constantFrom(...changes));
  const slot = fc.oneof(fc.constantFrom(0, 1, -1, -2), fc.nat({ max: 47 }));
  return fc.record({ zone: fc.constant(zone), date: dates, slot });
});

test('an order fills the daily capacity of its own day and of no other day', async () => {
  const { headers } = await signInAs('baker');
  await sql(
    `update settings set days_ahead = 365, opening_hours =
       (select jsonb_object_agg(day, '[{"from":"00:00","to":"24:00"}]'::jsonb) from generate_series(1, 7) day)`,
  );
  const refusalsOn = async (date: string, productId: number) => {
    const wanted = { date, product_id: [productId] };
    const { slots } = await listPickupSlots(database, wanted, { isAtCounter: false, now });
    return [...new Set(slots.map(({ refusal }) => refusal))];
  };
  /** All pages: the orders of earlier runs stay on the board. */
  const listBoard = async (date: string, cursor?: string): Promise<number[]> => {
    const query = { date, limit: '200', ...(cursor !== undefined && { cursor }) };
    const { body } = await call(listOrders, 'GET /staff/orders', { headers, query });
    const { orders, next_cursor: next } = listOrdersResponse.parse(body);
    const ids = orders.map(({ order_id }) => order_id);
    return next === null ? ids : [...ids, ...(await listBoard(date, next))];
  };
  await fc.assert(
    fc.asyncProperty(scene, async ({ zone, date, slot }) => {
      await sql('update settings set time_zone = $1', [zone]);
      const product = await addProduct({ kind: 'made_to_order', daily_capacity: 1 });
      const slots = slotsOn(await getPickupRules(database), date);
      const pickupAt = slots.at(slot % slots.length)?.startsAt ?? now;
      const body = { product_id: product, quantity: 1, pickup_at: pickupAt.toISOString() };
      const placed = await call(placeOrder, 'POST /order', { body });
      const { order_id, token } = placeOrderResponse.parse(placed.body);
      await deliver(processOrder, [{ order_id, correlation_id: 'zones' }]);

      expect(await refusalsOn(date, product)).toEqual(['fully booked']);
      expect(await refusalsOn(addDays(date, 1), product)).toEqual([null]);
      expect(await refusalsOn(addDays(date, -1), product)).toEqual([null]);
      for (const { startsAt } of [slots.at(0), slots.at(-1)].flatMap((one) => one ?? [])) {
        const at = { from: startsAt, to: startsAt };
        const outlook = await findOrderingOutlook(database, [product], at);
        const day = businessDayOf(outlook.rules, startsAt);
        const left = outlook.products.map((one) => unitsLeftOn(outlook.days, one, day, false));
        expect(left).toEqual([0]);
      }

      const boards = [addDays(date, -1), date, addDays(date, 1)];
      for (const day of boards) {
        expect((await listBoard(day)).includes(order_id)).toBe(day === date);
        const { sheet } = await getBakeSheet(database, day, now);
        expect(sheet.products.some((one) => one.product_id === product)).toBe(day === date);
      }

      const cancelled = await call(cancelOrder, 'POST /order/{id}/cancel', {
        pathParameters: { id: String(order_id) },
        headers: { 'x-order-token': token },
      });
      expect(cancelled.status).toBe(200);
      expect(await refusalsOn(date, product)).toEqual([null]);
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 30) },
  );
});
