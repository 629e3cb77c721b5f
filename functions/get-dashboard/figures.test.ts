/**
 * Compares the figures of random orders and periods with figures computed from the same rows in
 * JavaScript.
 */
import fc from 'fast-check';
import { addDays, dateAt, instantAt, timeAt } from '../../shared/domain/calendar.ts';
import { type OrderStatus, orderStatuses } from '../../shared/domain/order-status.ts';
import { type ReportBy, reportDays } from '../../shared/domain/period.ts';
import { addProduct, sql } from '../../tests/support/database.ts';
import { getDashboard } from './get-dashboard.ts';

interface Place {
  readonly zone: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Periods at the end of a year and around clock changes: at night, or at a midnight that is skipped
 * or occurs twice.
 */
const places: readonly Place[] = [
  { zone: 'Asia/Kolkata', from: '2026-12-30', to: '2027-01-02' },
  { zone: 'Europe/Berlin', from: '2026-03-28', to: '2026-03-29' },
  { zone: 'Europe/Berlin', from: '2026-10-25', to: '2026-10-27' },
  { zone: 'America/Havana', from: '2026-03-08', to: '2026-03-09' },
  { zone: 'America/Havana', from: '2026-11-01', to: '2026-11-01' },
  { zone: 'America/Havana', from: '2026-10-30', to: '2026-10-31' },
  { zone: 'Asia/Beirut', from: '2026-10-24', to: '2026-10-25' },
  { zone: 'Atlantic/Azores', from: '2026-10-25', to: '2026-10-25' },
  { zone: 'Atlantic/Azores', from: '2026-10-23', to: '2026-10-24' },
  { zone: 'Africa/Cairo', from: '2026-10-28', to: '2026-10-30' },
  { zone: 'America/Edmonton', from: '2026-10-31', to: '2026-11-02' },
  { zone: 'America/Edmonton', from: '2026-12-02', to: '2026-12-02' },
  { zone: 'Pacific/Apia', from: '2011-12-29', to: '2011-12-31' },
  { zone: 'Australia/Lord_Howe', from: '2026-04-04', to: '2026-04-05' },
];

interface Line {
  /** The index of the product: 0, 1 or 2. */
  readonly product: number;
  readonly quantity: number;
  readonly price: number;
}

interface Order {
  readonly placedAt: Date;
  /** Null for an order without a pickup time. */
  readonly pickupAt: Date | null;
  readonly status: OrderStatus;
  /** Whether an accepted order was not picked up. */
  readonly isMissed: boolean;
  readonly reason: string;
  readonly lines: readonly Line[];
  /** Milliseconds from placement to each completion, by staff or by the processor. */
  readonly completedAfter: readonly { readonly ms: number; readonly isByStaff: boolean }[];
}

interface Movement {
  readonly reason: 'waste' | 'count' | 'delivery';
  readonly at: Date;
  readonly product: number;
  /** Negative for units that left the stock. */
  readonly units: number;
  readonly isUndone: boolean;
}

interface Scene {
  readonly place: Place;
  readonly by: ReportBy;
  readonly orders: readonly Order[];
  readonly movements: readonly Movement[];
}

const hourMs = 3_600_000;
const prices = [100, 250, 999];
const categories = ['Bread', 'Cakes', 'Bread'];
let products: readonly number[];

/** An instant around the period, more often near the midnights at its ends. */
function instantNear({ zone, from, to }: Place): fc.Arbitrary<Date> {
  const [start, end] = [instantAt(from, '00:00', zone), instantAt(addDays(to, 1), '00:00', zone)];
  const around = (at: Date) =>
    fc.integer({ min: -2 * hourMs, max: 2 * hourMs }).map((ms) => at.getTime() + ms);
  return fc
    .oneof(
      around(start),
      around(end),
      fc.constantFrom(start.getTime(), start.getTime() - 1, end.getTime(), end.getTime() - 1),
      fc.integer({ min: start.getTime() - 48 * hourMs, max: end.getTime() + 48 * hourMs }),
    )
    .map((ms) => new Date(ms));
}

const line = fc.record({
  product: fc.nat({ max: 2 }),
  quantity: fc.integer({ min: 1, max: 1_000 }),
  price: fc.nat({ max: 2_147_483_647 }),
});

const scene: fc.Arbitrary<Scene> = fc.constantFrom(...places).chain((place) =>
  fc.record({
    place: fc.constant(place),
    orders: fc.array(
      fc.record({
        placedAt: instantNear(place),
        pickupAt: fc.option(instantNear(place)),
        status: fc.constantFrom(...orderStatuses),
        isMissed: fc.boolean(),
        reason: fc.constantFrom('sold out', 'slot full', 'closed day'),
        lines: fc.array(line, { minLength: 1, maxLength: 4 }),
        completedAfter: fc.array(
          fc.record({ ms: fc.nat({ max: 10 * hourMs }), isByStaff: fc.boolean() }),
          { maxLength: 2 },
        ),
      }),
      { maxLength: 40 },
    ),
    by: fc.constantFrom(...reportDays),
    movements: fc.array(
      fc.record({
        reason: fc.constantFrom('waste' as const, 'count' as const, 'delivery' as const),
        at: instantNear(place),
        product: fc.nat({ max: 2 }),
        units: fc.oneof(fc.integer({ min: -9, max: -1 }), fc.integer({ min: 1, max: 9 })),
        isUndone: fc.boolean(),
      }),
      { maxLength: 20 },
    ),
  }),
);

beforeAll(async () => {
  products = await Promise.all(
    prices.map((price_minor, n) =>
      addProduct({ name: `Product ${n}`, price_minor, category: categories[n] ?? '' }),
    ),
  );
});

async function write({ zone }: Place, orders: readonly Order[], movements: readonly Movement[]) {
  await sql('truncate order_timeline, order_lines, stock_movements, claims, orders');
  await sql('update settings set time_zone = $1', [zone]);
  await sql(
    `with o as (
       insert into orders (id, status, reason, placed_at, pickup_at, pickup_date, missed_at, correlation_id, request_hash)
       overriding system value
       select id, status, case when status in ('Rejected', 'Cancelled') then reason end, placed_at, pickup_at, pickup_date,
         missed_at, 'model', 'model'
       from jsonb_to_recordset($1)
         as o (id integer, status text, reason text, placed_at timestamptz, pickup_at timestamptz, pickup_date date,
           missed_at timestamptz)
     ), l as (
       insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor, product_name)
       select order_id, line_no, product_id, quantity, price, name
       from jsonb_to_recordset($2)
         as l (order_id integer, line_no smallint, product_id integer, quantity integer, price integer, name text)
     ), c as (
       insert into claims (order_id, no, line_no, source, product_id, units)
       select order_id, line_no, line_no, 'stock', product_id, quantity
       from jsonb_to_recordset($2)
         as l (order_id integer, line_no smallint, product_id integer, quantity integer, is_claimed boolean)
       where is_claimed
     ), t as (
       insert into order_timeline (order_id, at, from_status, to_status, by)
       select order_id, at, from_status, to_status, 'model'
       from jsonb_to_recordset($3)
         as t (order_id integer, at timestamptz, from_status text, to_status text)
     )
     insert into stock_movements (id, product_id, at, units, reason, by, undoes)
     overriding system value
     select id, product_id, at, units, reason, 'model', undoes
     from jsonb_to_recordset($4)
       as m (id bigint, product_id integer, at timestamptz, units integer, reason text, undoes bigint)`,
    [
      orders.map((order, n) => ({
        ...order,
        id: 101 + n,
        placed_at: order.placedAt,
        pickup_at: order.pickupAt,
        pickup_date: dateAt(order.pickupAt ?? order.placedAt, zone),
        missed_at: isMissed(order) ? order.placedAt : null,
      })),
      orders.flatMap((order, n) =>
        order.lines.map(({ product, quantity, price }, m) => ({
          is_claimed: wasAccepted(order),
          order_id: 101 + n,
          line_no: m + 1,
          product_id: products[product],
          quantity,
          price,
          name: 'once',
        })),
      ),
      orders.flatMap(({ placedAt, completedAfter }, n) => [
        { order_id: 101 + n, at: placedAt, to_status: 'Pending' },
        ...completedAfter.map(({ ms, isByStaff }) => ({
          order_id: 101 + n,
          at: new Date(placedAt.getTime() + ms),
          from_status: isByStaff ? 'Processing' : 'Pending',
          to_status: 'Completed',
        })),
      ]),
      movements.flatMap(({ at, product, units, reason, isUndone }, n) => {
        const movement = { id: 2 * n, product_id: products[product], at, units, reason };
        // The undo is an hour later, so it may be after the period.
        const later = new Date(at.getTime() + hourMs);
        const undo = { ...movement, id: 2 * n + 1, at: later, units: -units, undoes: 2 * n };
        return isUndone ? [movement, undo] : [movement];
      }),
    ].map((rows) => JSON.stringify(rows)),
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const wasAccepted = ({ status }: Order) => status === 'Processing' || status === 'Completed';
const isMissed = (order: Order) => wasAccepted(order) && order.isMissed;
const isAccepted = (order: Order) => wasAccepted(order) && !order.isMissed;
const minorOf = (lines: readonly Line[]) => sum(lines.map((l) => l.quantity * l.price));
const takings = (orders: readonly Order[]) => ({
  orders: orders.length,
  revenue: sum(orders.filter(isAccepted).map(({ lines }) => minorOf(lines))) / 100,
});

/** Interpolated as in PostgreSQL's `percentile_cont`. */
function percentile(fraction: number, values: readonly number[]): unknown {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const rank = fraction * (sorted.length - 1);
  const [below = 0, above = 0] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return expect.closeTo(below + (above - below) * (rank - Math.floor(rank)), 6);
}

function counted({ place: { zone, from, to }, by, orders: all, movements }: Scene) {
  const isIn = (at: Date) => dateAt(at, zone) >= from && dateAt(at, zone) <= to;
  const instantOf = ({ placedAt, pickupAt }: Order) =>
    by === 'pickup' ? (pickupAt ?? placedAt) : placedAt;
  const orders = all.filter((order) => isIn(instantOf(order)));
  const days = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  const hourOf = (order: Order) => Number(timeAt(instantOf(order), zone).slice(0, 2));
  const lines = orders.filter(isAccepted).flatMap((order) => order.lines);
  const rejected = orders.filter(({ status }) => status === 'Rejected');
  const decided = rejected.length + orders.filter(wasAccepted).length;
  const seconds = orders.flatMap(({ completedAfter }) =>
    completedAfter.length === 0 ? [] : [Math.min(...completedAfter.map(({ ms }) => ms)) / 1_000],
  );
  const minutesBefore = orders.flatMap(({ status, placedAt, pickupAt, completedAfter }) => {
    const ready = completedAfter.filter(({ isByStaff }) => isByStaff).map(({ ms }) => ms);
    if (status !== 'Completed' || !pickupAt || ready.length === 0) return [];
    return [(pickupAt.getTime() - placedAt.getTime() - Math.max(...ready)) / 60_000];
  });
  const missedLines = all
    .filter((order) => isMissed(order) && isIn(order.pickupAt ?? order.placedAt))
    .flatMap((order) => order.lines);
  const lossesOf = (reason: Movement['reason'], claimed: readonly Line[]) => {
    const counting = movements.filter(
      (movement) => movement.reason === reason && !movement.isUndone && isIn(movement.at),
    );
    return products
      .map((product_id, n) => ({ product_id, name: `Product ${n}`, n }))
      .map(({ n, ...product }) => {
        const moved = -sum(counting.map(({ product: of, units: some }) => (of === n ? some : 0)));
        const lost = Math.max(0, moved);
        const missed = linesOf(claimed, n);
        return {
          ...product,
          units: lost + sum(missed.map(({ quantity }) => quantity)),
          worth: (lost * (prices[n] ?? 0) + minorOf(missed)) / 100,
        };
      })
      .filter(({ units }) => units > 0)
      .toSorted((a, b) => b.worth - a.worth || a.product_id - b.product_id);
  };
  const byProduct = products
    .map((product_id, n) => ({ product_id, name: `Product ${n}`, n, of: linesOf(lines, n) }))
    .map(({ of, n, ...product }) => ({
      ...product,
      category: categories[n] ?? '',
      units: sum(of.map(({ quantity }) => quantity)),
      revenue: minorOf(of) / 100,
    }))
    .filter(({ units }) => units > 0)
    .toSorted((a, b) => b.revenue - a.revenue || a.product_id - b.product_id);
  return {
    from,
    to,
    by,
    currency: 'INR',
    ...takings(orders),
    accepted: orders.filter(isAccepted).length,
    missed: orders.filter(isMissed).length,
    other_currencies: [],
    by_day: days.map((date) => ({
      date,
      ...takings(orders.filter((order) => dateAt(instantOf(order), zone) === date)),
    })),
    by_hour: Array.from({ length: 24 }, (_, hour) => ({
      hour,
      ...takings(orders.filter((order) => hourOf(order) === hour)),
    })),
    by_product: byProduct,
    by_category: [...new Set(byProduct.map(({ category }) => category))]
      .map((category) => ({ category, of: byProduct.filter((one) => one.category === category) }))
      .map(({ category, of }) => ({
        category,
        units: sum(of.map(({ units }) => units)),
        revenue: sum(of.map(({ revenue }) => Math.round(revenue * 100))) / 100,
      }))
      .toSorted((a, b) => b.revenue - a.revenue),
    by_option: [],
    rejected: {
      share: decided === 0 ? null : rejected.length / decided,
      by_reason: [...Map.groupBy(rejected, ({ reason }) => reason)]
        .map(([reason, { length }]) => ({ reason, orders: length }))
        .toSorted((a, b) => b.orders - a.orders || (a.reason < b.reason ? -1 : 1)),
    },
    cancelled: orders.filter(({ status }) => status === 'Cancelled').length,
    seconds_to_completed: { p50: percentile(0.5, seconds), p95: percentile(0.95, seconds) },
    minutes_ready_before_pickup: percentile(0.5, minutesBefore),
    counter_sales: [],
    waste: lossesOf('waste', missedLines),
    count_losses: lossesOf('count', []),
  };
}

const linesOf = (lines: readonly Line[], n: number) => lines.filter(({ product }) => product === n);

test('the figures of random orders equal the figures computed in JavaScript', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (drawn) => {
      const { place, by, orders, movements } = drawn;
      await write(place, orders, movements);
      const { from, to } = place;
      expect(await getDashboard({ from, to, by }, new Date())).toEqual(counted(drawn));
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 50) },
  );
});
