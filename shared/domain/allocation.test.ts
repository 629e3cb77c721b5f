import fc from 'fast-check';
import {
  add,
  decideOrders,
  type PendingLine,
  type PendingOrder,
  type Supplies,
} from './allocation.ts';
import { anyDay } from './availability.ts';
import { instantAt } from './calendar.ts';
import type { Claim } from './claims.ts';
import {
  type DayBook,
  dayKey,
  type DaySupplies,
  planOn,
  poolOn,
  type PoolSupplies,
  weekdayKey,
} from './day-supply.ts';
import type { PickupRules } from './pickup.ts';

const rules: PickupRules = {
  timeZone: 'Asia/Kolkata',
  openingHours: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, [{ from: '07:00', to: '19:00' }]]),
  ),
  slotMinutes: 30,
  slotCapacity: 10,
  cutOff: { time: '18:00', days: 1 },
  daysAhead: 14,
  specialDays: new Map([['2026-11-26', { message: 'Holiday', hours: [] }]]),
};
const at = (date: string, time: string) => instantAt(date, time, rules.timeZone);
const now = at('2026-11-23', '08:10');

const bread: PendingLine = {
  lineNo: 1,
  productId: 1,
  quantity: 2,
  kind: 'shelf',
  ...anyDay,
  dailyCapacity: null,
  options: [],
  isToPrepare: false,
};
const cake: PendingLine = {
  lineNo: 2,
  productId: 2,
  quantity: 1,
  kind: 'made_to_order',
  ...anyDay,
  leadTimeHours: 24,
  dailyCapacity: 3,
  options: [],
  isToPrepare: false,
};

function order(lines: PendingLine[], rest: Partial<PendingOrder> = {}): PendingOrder {
  const isPickupChosen = (rest.pickupAt ?? null) !== null;
  const undecided = {
    isPickupChosen,
    isAtCounter: false,
    isOverridden: false,
    wasAccepted: false,
  };
  return { id: 101, placedAt: now, pickupAt: null, ...undecided, lines, ...rest };
}

function supplies(stock: [number, number][], rest: Partial<Supplies> = {}): Supplies {
  const since = new Date(now.getTime() - 86_400_000);
  return { since, stock: new Map(stock), slots: [], days: days(), ...rest };
}

/** Days without plans, on which orders hold these units. */
function days(taken: [number, string, number][] = []): DaySupplies {
  return {
    weekdayPlans: new Map(),
    datePlans: new Map(),
    taken: new Map(taken.map(([productId, date, units]) => [dayKey(productId, date), units])),
    books: new Map(),
    pools: noPools,
    optionsTaken: new Map(),
  };
}

const noPools: PoolSupplies = {
  weekdays: new Map(),
  dates: new Map(),
  taken: new Map(),
  uses: new Map(),
  plannedUses: new Map(),
};

const span = (startsAt: Date, units: number, minutes = 30) => ({
  startsAt: startsAt.getTime(),
  endsAt: startsAt.getTime() + minutes * 60_000,
  units,
});

const decide = (orders: PendingOrder[], left: Supplies, rulesNow = rules) =>
  decideOrders(orders, left, rulesNow, now);

test('completes an order of shelf products in stock at once, for the next slot', () => {
  const [decision] = decide([order([bread])], supplies([[1, 2]]));
  expect(decision).toMatchObject({
    orderId: 101,
    status: 'Completed',
    reason: null,
    pickup: { startsAt: at('2026-11-23', '08:30') },
    cancelUntil: at('2026-11-23', '08:30'),
    claims: [
      { source: 'stock', lineNo: 1, productId: 1, units: 2 },
      {
        source: 'slot',
        startsAt: at('2026-11-23', '08:30'),
        endsAt: at('2026-11-23', '09:00'),
        units: 2,
      },
    ],
  });
});

test('accepts an order with a made-to-order line for baking, and still takes its shelf units', () => {
  const [decision] = decide([order([bread, cake])], supplies([[1, 2]]));
  expect(decision).toMatchObject({
    status: 'Processing',
    pickup: { startsAt: at('2026-11-24', '08:30') },
    cancelUntil: at('2026-11-23', '18:00'),
    claims: [
      { source: 'stock', lineNo: 1, productId: 1, units: 2 },
      { source: 'capacity', lineNo: 2, productId: 2, date: '2026-11-24', units: 1 },
      { source: 'slot', startsAt: at('2026-11-24', '08:30'), units: 3 },
    ],
  });
});

test('leaves an order of shelf products for a chosen time to staff', () => {
  const pickupAt = at('2026-11-27', '09:00');
  const [decision] = decide([order([bread], { pickupAt })], supplies([[1, 2]]));
  expect(decision).toMatchObject({ status: 'Processing', cancelUntil: pickupAt });
});

test('completes an order at its found time again when its cancellation is undone', () => {
  const pickupAt = at('2026-11-23', '08:30');
  const undone = { pickupAt, isPickupChosen: false, wasAccepted: true };
  const [decision] = decide([order([bread], undone)], supplies([[1, 2]]));
  expect(decision).toMatchObject({ status: 'Completed', pickup: { startsAt: pickupAt } });
});

test('completes the order of a shelf product without a time at any hour, also on closed days', () => {
  const hours = Array.from({ length: 14 * 24 }, (_, hour) => now.getTime() + hour * 3_600_000);
  const { 7: sunday, ...openingHours } = rules.openingHours;
  expect(sunday).toBeDefined();
  const statuses = hours.map((time) => {
    const placed = order([bread], { placedAt: new Date(time) });
    const left = { ...supplies([[1, 2]]), since: new Date(time - 86_400_000) };
    return decideOrders([placed], left, { ...rules, openingHours }, new Date(time))[0]?.status;
  });
  expect(new Set(statuses)).toEqual(new Set(['Completed']));
});

test('rejects a whole order when one product is short, and takes nothing', () => {
  const croissant = { ...bread, productId: 3, quantity: 5 };
  const [decision] = decide(
    [order([bread, croissant, cake])],
    supplies([
      [1, 2],
      [3, 4],
    ]),
  );
  expect(decision).toMatchObject({
    status: 'Rejected',
    reason: 'sold out',
    pickup: null,
    claims: [],
  });
});

test('counts two lines of the same product together', () => {
  const [decision] = decide([order([bread, bread])], supplies([[1, 3]]));
  expect(decision?.status).toBe('Rejected');
});

test('accepts a small order after rejecting a larger one', () => {
  const orders = [order([{ ...bread, quantity: 9 }]), order([bread])];
  expect(decide(orders, supplies([[1, 2]])).map(({ status }) => status)).toEqual([
    'Rejected',
    'Completed',
  ]);
});

test('fills slots one after the other with orders without a pickup time', () => {
  const orders = Array.from({ length: 4 }, () => order([{ ...bread, quantity: 4 }]));
  const starts = decide(orders, supplies([[1, 100]])).map(({ pickup }) => pickup?.startsAt);
  expect(starts).toEqual([
    at('2026-11-23', '08:30'),
    at('2026-11-23', '08:30'),
    at('2026-11-23', '09:00'),
    at('2026-11-23', '09:00'),
  ]);
});

test('rejects an order for a slot that an earlier order of the batch has filled', () => {
  const pickupAt = at('2026-11-23', '12:00');
  const before = [span(pickupAt, 7)];
  const wish = order([bread], { pickupAt });
  const decisions = decide([wish, wish], supplies([[1, 100]], { slots: before }));
  expect(decisions.map(({ reason }) => reason)).toEqual([null, 'slot full']);
});

test.each([
  ['2026-11-26', '12:00', 'closed day'],
  ['2026-11-23', '12:05', 'no such slot'],
  ['2026-11-23', '07:00', 'in the past'],
  ['2026-12-20', '12:00', 'too far ahead'],
])('rejects a pickup at %s %s: %s', (date, time, reason) => {
  const [decision] = decide([order([bread], { pickupAt: at(date, time) })], supplies([[1, 100]]));
  expect(decision?.reason).toBe(reason);
});

test('does not reject a pickup as past because the clock was ahead at placement', () => {
  const ahead = order([bread], {
    placedAt: at('2026-11-24', '08:00'),
    pickupAt: at('2026-11-23', '12:00'),
  });
  const [decision] = decide([ahead], supplies([[1, 100]]));
  expect(decision).toMatchObject({ status: 'Processing', placedAt: now });
});

test('keeps a pickup time that was in time at placement, however long processing took', () => {
  const patient = order([cake], {
    placedAt: at('2026-11-22', '09:00'),
    pickupAt: at('2026-11-23', '09:30'),
  });
  const [decision] = decide([patient], supplies([]));
  expect(decision?.status).toBe('Processing');
});

test('rejects an order that is decided so late that the units of its slot are unknown', () => {
  const forgotten = order([bread], {
    placedAt: at('2026-11-20', '09:00'),
    pickupAt: at('2026-11-21', '09:30'),
  });
  expect(decide([forgotten], supplies([[1, 2]]))[0]?.reason).toBe('in the past');
  const overridden = { ...forgotten, isOverridden: true };
  expect(decide([overridden], supplies([[1, 2]]))[0]?.status).toBe('Processing');
});

test('limits a day to its capacity, and gives the next order without a pickup time the next day', () => {
  const full = days([[2, '2026-11-24', 3]]);
  const wish = order([cake], { pickupAt: at('2026-11-24', '12:00') });
  const decisions = decide([wish, order([cake])], supplies([], { days: full }));
  expect(decisions.map(({ reason }) => reason)).toEqual(['fully booked', null]);
  expect(decisions[1]?.pickup?.startsAt).toEqual(at('2026-11-25', '07:00'));
});

test('gives an order without a pickup time the first day of its season, or rejects it', () => {
  const inSeason = (seasonFrom: string | null, seasonTo: string | null) =>
    decide([order([{ ...bread, seasonFrom, seasonTo }])], supplies([[1, 2]]))[0];
  expect(inSeason('2026-12-01', null)?.pickup?.startsAt).toEqual(at('2026-12-01', '07:00'));
  expect(inSeason(null, '2026-11-22')?.reason).toBe('out of season');
  expect(inSeason('2026-12-24', null)?.reason).toBe('out of season');
});

test('gives an order that has waited over a cut-off the day that it could have when it was placed', () => {
  const quick = { ...cake, leadTimeHours: 0 };
  const next = (placedAt: Date) =>
    decideOrders([order([quick], { placedAt })], supplies([]), rules, at('2026-11-23', '20:00'))[0]
      ?.pickup?.openedOn;
  expect(next(at('2026-11-23', '17:59'))).toBe('2026-11-24');
  expect(next(at('2026-11-23', '18:00'))).toBe('2026-11-25');
});

test('takes the capacity of the business day for a slot after midnight', () => {
  const open = [{ from: '20:00', to: '02:00' }];
  const late: PickupRules = { ...rules, openingHours: { 3: open, 5: open } };
  const saturday = order([cake], { pickupAt: at('2026-11-28', '01:00') });
  const [decision] = decide([saturday], supplies([]), late);
  expect(decision).toMatchObject({
    pickup: { date: '2026-11-28', openedOn: '2026-11-27' },
    claims: [{ source: 'capacity', date: '2026-11-27' }, { source: 'slot' }],
  });
  const friday = { days: days([[2, '2026-11-27', 3]]) };
  expect(decide([saturday], supplies([], friday), late)[0]?.reason).toBe('fully booked');
});

test.each([
  ['inside late hours, at no start of a slot', '2026-11-28', '01:15', 30, '2026-11-27'],
  ['inside late hours, after the last whole slot', '2026-11-28', '01:50', 45, '2026-11-27'],
  ['outside all hours', '2026-11-28', '02:00', 30, '2026-11-28'],
])('a time of staff %s takes from its business day', (_, date, time, slotMinutes, day) => {
  const late = { ...rules, slotMinutes, openingHours: { 5: [{ from: '20:00', to: '02:00' }] } };
  const pickupAt = at(date, time);
  const [decision] = decide([order([cake], { pickupAt, isOverridden: true })], supplies([]), late);
  expect(decision).toMatchObject({
    pickup: { date, openedOn: day, startsAt: pickupAt, endsAt: pickupAt },
    pickupDate: day,
    claims: [{ source: 'capacity', date: day }, { source: 'slot' }],
  });
});

test('an undone cancellation takes from the business day of its acceptance, although hours have changed', () => {
  const early = { ...rules, openingHours: { 5: [{ from: '20:00', to: '24:00' }] } };
  const again = order([cake], {
    pickupAt: at('2026-11-28', '01:00'),
    pickupEndsAt: at('2026-11-28', '01:30'),
    keptDate: '2026-11-27',
    wasAccepted: true,
  });
  expect(decide([again], supplies([]), early)[0]).toMatchObject({
    pickupDate: '2026-11-27',
    claims: [{ source: 'capacity', date: '2026-11-27' }, { source: 'slot' }],
  });
  const friday = { days: days([[2, '2026-11-27', 3]]) };
  expect(decide([again], supplies([], friday), early)[0]?.reason).toBe('fully booked');
});

test('an override without a pickup time belongs to the business day of its placement', () => {
  const late = { ...rules, openingHours: { 5: [{ from: '20:00', to: '02:00' }] } };
  const placedAt = at('2026-11-28', '01:15');
  const untimed = order([bread], { placedAt, isOverridden: true });
  // No slot has room for the order.
  const [decision] = decideOrders(
    [untimed],
    supplies([[1, 2]]),
    { ...late, slotCapacity: 1 },
    placedAt,
  );
  expect(decision).toMatchObject({ pickup: null, pickupDate: '2026-11-27' });
});

const croissant: PendingLine = { ...bread, lineNo: 3, productId: 3, kind: 'daily' };
/** 5 units are planned for each day, 2 of them for walk-in customers; on the 25th, 8. */
const planned = (taken: [number, string, number][] = []) => ({
  days: {
    ...days(taken),
    weekdayPlans: new Map(
      [1, 2, 3, 4, 5, 6, 7].map((day) => [weekdayKey(3, day), { units: 5, reserve: 2 }]),
    ),
    datePlans: new Map([[dayKey(3, '2026-11-25'), { units: 8, reserve: 0 }]]),
  },
});

test('takes a daily product from the plan of its business day', () => {
  const tuesday = order([croissant], { pickupAt: at('2026-11-24', '12:00') });
  const [decision, next] = decide([tuesday, tuesday], supplies([], planned()));
  expect(decision?.claims).toMatchObject([
    { source: 'plan', lineNo: 3, productId: 3, date: '2026-11-24', units: 2 },
    { source: 'slot' },
  ]);
  // One unit is left beside the reserve.
  expect(next?.reason).toBe('fully booked');
});

test('finds the first day whose plan has all units of an order without a pickup time', () => {
  const large = order([{ ...croissant, quantity: 6 }]);
  expect(decide([large], supplies([], planned()))[0]?.pickupDate).toBe('2026-11-25');
  const small = order([{ ...croissant, quantity: 3 }]);
  const taken = planned([[3, '2026-11-23', 1]]);
  expect(decide([small], supplies([], taken))[0]?.pickupDate).toBe('2026-11-24');
});

test('lets an order at the counter take the reserve of today, but not of a later day', () => {
  const whole = [{ ...croissant, quantity: 5 }];
  const reasonOf = (date: string, isAtCounter: boolean) =>
    decide([order(whole, { isAtCounter, pickupAt: at(date, '12:00') })], supplies([], planned()))[0]
      ?.reason;
  expect([reasonOf('2026-11-23', true), reasonOf('2026-11-23', false)]).toEqual([
    null,
    'fully booked',
  ]);
  expect(reasonOf('2026-11-24', true)).toBe('fully booked');
});

test('lets an order at the counter take the reserve of the day of its placement', () => {
  const reasonOf = (placedAt: Date) => {
    const pickupAt = at('2026-11-23', '18:30');
    const counter = order([{ ...croissant, quantity: 5 }], {
      isAtCounter: true,
      placedAt,
      pickupAt,
    });
    const midnight = at('2026-11-24', '00:00');
    return decideOrders([counter], supplies([], planned()), rules, midnight)[0]?.reason;
  };
  expect(reasonOf(at('2026-11-23', '18:29'))).toBeNull();
  expect(reasonOf(at('2026-11-22', '18:29'))).toBe('fully booked');
});

test.each([
  ['before the bakery opens', '06:00', '2026-11-23', 'Processing'],
  ['after it has opened', '08:10', '2026-11-23', 'Completed'],
  ['after it has closed, for tomorrow', '20:00', '2026-11-24', 'Processing'],
])('a daily product without a chosen time, ordered %s', (_, time, date, status) => {
  const moment = at('2026-11-23', time);
  const asap = order([{ ...croissant, quantity: 1 }], { placedAt: moment });
  const [decision] = decideOrders([asap], supplies([], planned()), rules, moment);
  expect(decision).toMatchObject({ pickupDate: date, status });
});

test('has no cut-off for a daily product', () => {
  const late = at('2026-11-23', '23:00');
  const tomorrow = order([croissant], { placedAt: late, pickupAt: at('2026-11-24', '07:00') });
  expect(decideOrders([tomorrow], supplies([], planned()), rules, late)[0]?.reason).toBeNull();
});

test('a plan lowered below what is ordered has nothing left', () => {
  const lowered = planned([[3, '2026-11-24', 9]]);
  const one = order([{ ...croissant, quantity: 1 }], { pickupAt: at('2026-11-24', '12:00') });
  expect(decide([one], supplies([], lowered))[0]?.reason).toBe('fully booked');
});

/** What staff have recorded today. */
const recorded = (book: Partial<DayBook>): DaySupplies => ({
  ...planned().days,
  books: new Map([
    [
      dayKey(3, '2026-11-23'),
      { sold: 0, wasted: 0, baked: null, isReserveReleased: false, ...book },
    ],
  ]),
});

test.each([
  ['sells 2 units at the counter', { sold: 2 }, [3, 3]],
  ['sells 4 units at the counter', { sold: 4 }, [1, 1]],
  ['throws 1 unit away', { wasted: 1 }, [2, 4]],
  ['releases the reserve', { isReserveReleased: true }, [5, 5]],
])('after staff %s, online orders and orders at the counter can have the rest', (_, book, left) => {
  const most = (isAtCounter: boolean) =>
    [1, 2, 3, 4, 5].findLast((quantity) => {
      const today = { isAtCounter, pickupAt: at('2026-11-23', '12:00') };
      const [decision] = decide(
        [order([{ ...croissant, quantity }], today)],
        supplies([], { days: recorded(book) }),
      );
      return decision?.reason === null;
    });
  expect([most(false), most(true)]).toEqual(left);
});

const tart: PendingLine = { ...cake, lineNo: 4, productId: 4, dailyCapacity: null };
/**
 * An oven of 10 units a day, and 20 on the 25th: a cake takes 3, a tart 2, a planned croissant 1. A tart also takes one of
 * 8 hours of work.
 */
function oven(taken: [number, string, number][] = []): DaySupplies {
  const weekdays = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday): [string, number][] => [
    [weekdayKey(1, weekday), 10],
    [weekdayKey(2, weekday), 8],
  ]);
  const ofTart = [
    { poolId: 1, productId: 4, weight: 2 },
    { poolId: 2, productId: 4, weight: 1 },
  ];
  const pools: PoolSupplies = {
    weekdays: new Map(weekdays),
    dates: new Map([[dayKey(1, '2026-11-25'), 20]]),
    taken: new Map(taken.map(([pool, date, units]) => [dayKey(pool, date), units])),
    uses: new Map([
      [2, [{ poolId: 1, productId: 2, weight: 3 }]],
      [4, ofTart],
    ]),
    plannedUses: new Map([[1, [{ poolId: 1, productId: 3, weight: 1, isOnSale: true }]]]),
  };
  return { ...days(), pools };
}

describe('pools', () => {
  const tuesday = { pickupAt: at('2026-11-24', '12:00') };
  const twoCakes = { ...cake, quantity: 2 };
  const twoTarts = { ...tart, quantity: 2 };
  const decideOn = (days: DaySupplies, ...orders: PendingOrder[]) =>
    decide(orders, supplies([], { days }));
  const reasonsOn = (days: DaySupplies, ...orders: PendingOrder[]) =>
    decideOn(days, ...orders).map(({ reason }) => reason);

  test('a made-to-order line takes its quantity times its weight of each pool', () => {
    const [decision] = decideOn(oven(), order([cake, twoTarts], tuesday));
    expect(decision?.claims).toMatchObject([
      { source: 'capacity', lineNo: 2, productId: 2, units: 1 },
      { source: 'capacity', lineNo: 4, productId: 4, units: 2 },
      { source: 'pool', lineNo: 2, poolId: 1, productId: 2, date: '2026-11-24', units: 3 },
      { source: 'pool', lineNo: 4, poolId: 1, productId: 4, date: '2026-11-24', units: 4 },
      { source: 'pool', lineNo: 4, poolId: 2, productId: 4, date: '2026-11-24', units: 2 },
      { source: 'slot' },
    ]);
  });

  test('all lines of an order count together, also of different products', () => {
    const threeTarts = { ...tart, quantity: 3 };
    expect(reasonsOn(oven(), order([twoCakes], tuesday))).toEqual([null]);
    expect(reasonsOn(oven(), order([threeTarts], tuesday))).toEqual([null]);
    const [together] = decideOn(oven(), order([twoCakes, threeTarts], tuesday));
    expect(together).toMatchObject({ reason: 'fully booked', claims: [] });
  });

  test('an order leaves the next one what it has not taken', () => {
    const orders = [twoCakes, twoCakes, twoTarts].map((line) => order([line], tuesday));
    expect(reasonsOn(oven(), ...orders)).toEqual([null, 'fully booked', null]);
  });

  test('an order without a pickup time finds the first day whose pools suffice', () => {
    const large = order([{ ...cake, quantity: 3 }]);
    const [decision] = decideOn(oven([[1, '2026-11-24', 8]]), large);
    expect(decision?.pickupDate).toBe('2026-11-25');
  });

  test('a plan takes its units times its weight, sold or not', () => {
    const weekdayPlans = new Map([[weekdayKey(3, 2), { units: 5, reserve: 0 }]]);
    const planned = { ...oven(), weekdayPlans };
    const day = { capacity: 10, planned: 5, ordered: 0, left: 5 };
    expect(poolOn(planned, 1, '2026-11-24')).toEqual(day);
    const orders = [twoCakes, cake, croissant].map((line) => order([line], tuesday));
    expect(reasonsOn(planned, ...orders)).toEqual(['fully booked', null, null]);
  });

  test('an override takes more than there is, and its units count', () => {
    const many = order([{ ...tart, quantity: 9 }], { ...tuesday, isOverridden: true });
    const [first, second] = decideOn(oven(), many, order([tart], tuesday));
    expect([first?.reason, second?.reason]).toEqual([null, 'fully booked']);
    expect(first?.claims).toMatchObject([
      { source: 'capacity', units: 9 },
      { source: 'pool', poolId: 1, units: 18 },
      { source: 'pool', poolId: 2, units: 9 },
      { source: 'slot' },
    ]);
  });

  test('an undone cancellation needs its units again', () => {
    const again = order([cake], { ...tuesday, wasAccepted: true });
    expect(reasonsOn(oven([[1, '2026-11-24', 8]]), again)).toEqual(['fully booked']);
  });
});

test('an override without a pickup time takes stock only', () => {
  const closed = { ...rules, openingHours: {} };
  const [decision] = decide(
    [order([bread, cake], { isOverridden: true })],
    supplies([[1, 2]]),
    closed,
  );
  expect(decision).toMatchObject({
    status: 'Processing',
    pickup: null,
    claims: [{ source: 'stock', productId: 1, units: 2 }],
  });
});

test.each([
  ['the plan of every day is sold out', [{ ...croissant, quantity: 9 }], 'sold out'],
  ['the capacity of every day is taken', [{ ...cake, quantity: 4 }], 'fully booked'],
  ['a pool of every day is taken', [{ ...tart, quantity: 9 }], 'fully booked'],
  [
    'the plan and the capacity are too small',
    [
      { ...croissant, quantity: 6 },
      { ...cake, quantity: 4 },
    ],
    'fully booked',
  ],
  ['no slot has room', [{ ...croissant, quantity: 11 }], 'no open slot'],
])('rejects an order without a pickup time when %s', (_, lines, reason) => {
  const [decision] = decide(
    [order(lines)],
    supplies([], { days: { ...planned().days, pools: oven().pools } }),
  );
  expect(decision?.reason).toBe(reason);
});

test('rejects an order without a pickup time when no day in reach is open', () => {
  const [decision] = decide([order([bread])], supplies([[1, 9]]), { ...rules, openingHours: {} });
  expect(decision?.reason).toBe('no open slot');
});

test('accepts an order again after an undone cancellation, despite changed rules, while there is capacity', () => {
  const pickupAt = at('2026-11-23', '10:10');
  const again = order([cake], { pickupAt, wasAccepted: true });
  const closed = {
    ...rules,
    specialDays: new Map([['2026-11-23', { message: 'Closed after all', hours: [] }]]),
  };
  expect(decide([again], supplies([]), closed)[0]).toMatchObject({
    status: 'Processing',
    reason: null,
  });
  const full = { slots: [span(pickupAt, rules.slotCapacity)] };
  expect(decide([again], supplies([], full), closed)[0]).toMatchObject({ reason: 'slot full' });
  const booked = { days: days([[cake.productId, '2026-11-23', 3]]) };
  expect(decide([again], supplies([], booked), closed)[0]).toMatchObject({
    reason: 'fully booked',
  });
});

test.each([
  ['half of a slot that is an hour long now', '10:30', 30, { slotMinutes: 60 }, '10:00'],
  ['an hour that is two slots now', '10:00', 60, { slotMinutes: 30 }, '10:30'],
  ['a time outside all slots', '14:15', 0, {}, '14:00'],
  ['a slot outside the current opening hours', '10:00', 30, { from: '07:15' }, '10:15'],
])('%s keeps its capacity', (_, time, minutes, change, wanted) => {
  const { slotMinutes = 30, from = '07:00' } = change as { slotMinutes?: number; from?: string };
  const changed: PickupRules = {
    ...rules,
    slotMinutes,
    openingHours: { 2: [{ from, to: '19:00' }] },
  };
  const held = { slots: [span(at('2026-11-24', time), 9, minutes)] };
  const wish = (quantity: number) =>
    order([{ ...bread, quantity }], { pickupAt: at('2026-11-24', wanted) });
  const reasons = (quantity: number) =>
    decide([wish(quantity)], supplies([[1, 100]], held), changed).map(({ reason }) => reason);
  expect(reasons(2)).toEqual(['slot full']);
  expect(reasons(1)).toEqual([null]);
});

test('an override ignores slots, lead time and capacity, but not stock', () => {
  const left = supplies([[1, 2]], { days: days([[2, '2026-11-23', 3]]) });
  const early = { pickupAt: at('2026-11-23', '06:45'), isOverridden: true };
  const decisions = decide([order([cake], early), order([{ ...bread, quantity: 3 }], early)], left);
  expect(decisions.map(({ status }) => status)).toEqual(['Processing', 'Rejected']);
  expect(decisions[0]?.pickup?.startsAt).toEqual(early.pickupAt);
});

const line = fc
  .record({ productId: fc.integer({ min: 1, max: 4 }), quantity: fc.integer({ min: 1, max: 5 }) })
  .map((wanted) => ({ ...bread, ...wanted }));
const cakes = fc
  .record({
    productId: fc.integer({ min: 11, max: 12 }),
    quantity: fc.integer({ min: 1, max: 2 }),
    leadTimeHours: fc.constantFrom(0, 24),
    leadTimeDays: fc.constantFrom(0, 2),
    horizonDays: fc.constantFrom(null, 3),
    seasonTo: fc.constantFrom(null, '2026-11-24'),
  })
  .map((wanted) => ({ ...cake, ...wanted, lineNo: 1 }));
const croissants = fc
  .record({ productId: fc.integer({ min: 21, max: 22 }), quantity: fc.integer({ min: 1, max: 3 }) })
  .map((wanted) => ({ ...bread, kind: 'daily' as const, ...wanted }));
const plans = fc
  .array(fc.record({ units: fc.integer({ min: 0, max: 6 }), reserve: fc.constant(0) }), {
    minLength: 14,
    maxLength: 14,
  })
  .map(
    (all) => new Map(all.map((plan, n) => [weekdayKey(21 + (n % 2), 1 + Math.floor(n / 2)), plan])),
  );
const wish = fc
  .constantFrom(null, '2026-11-24', '2026-11-25')
  .map((date) => (date === null ? null : at(date, '12:00')));
const orders = fc
  .array(
    fc.tuple(fc.array(fc.oneof(line, cakes, croissants), { minLength: 1, maxLength: 3 }), wish),
    {
      maxLength: 20,
    },
  )
  .map((all) => all.map(([lines, pickupAt], index) => order(lines, { id: 101 + index, pickupAt })));
const stock = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 })
  .map((units) => new Map(units.map((n, index) => [index + 1, n])));

/** Pool 1 is used by both cakes and by the plan of croissant 21, pool 2 by cake 12 only. */
const pools = fc
  .tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 4 }))
  .map(([first, second]): PoolSupplies => ({
    ...noPools,
    weekdays: new Map(
      [1, 2, 3, 4, 5, 6, 7].flatMap((weekday): [string, number][] => [
        [weekdayKey(1, weekday), first],
        [weekdayKey(2, weekday), second],
      ]),
    ),
    uses: new Map([
      [11, [{ poolId: 1, productId: 11, weight: 2 }]],
      [
        12,
        [
          { poolId: 1, productId: 12, weight: 3 },
          { poolId: 2, productId: 12, weight: 1 },
        ],
      ],
    ]),
    plannedUses: new Map([[1, [{ poolId: 1, productId: 21, weight: 2, isOnSale: true }]]]),
  }));
const overrides = fc.array(fc.integer({ min: 0, max: 19 }), { maxLength: 3 });

test('never oversells stock, plans, slots, capacity or pools, except by an override, which counts', () => {
  fc.assert(
    fc.property(
      fc.record({ orders, overrides, stock, weekdayPlans: plans, pools }),
      ({ weekdayPlans, ...drawn }) => {
        const pending = drawn.orders.map((one, at) => ({
          ...one,
          isOverridden: drawn.overrides.includes(at),
        }));
        const left = supplies([...drawn.stock], {
          days: { ...days(), weekdayPlans, pools: drawn.pools },
        });
        const taken = new Map<string, number>();
        for (const [at, { claims }] of decide(pending, left).entries()) {
          for (const claim of claims) add(taken, sourceKey(claim), claim.units);
          for (const claim of claims) {
            if (pending[at]?.isOverridden && claim.source !== 'stock') continue;
            const key = sourceKey(claim);
            expect([key, (taken.get(key) ?? 0) <= limitOf(claim, left)]).toEqual([key, true]);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('an accepted order claims each of its lines, their pools and its slot, a rejected order nothing', () => {
  fc.assert(
    fc.property(orders, stock, pools, (pending, before, poolSupplies) => {
      const left = supplies([...before], { days: { ...days(), pools: poolSupplies } });
      for (const [at, { status, claims }] of decide(pending, left).entries()) {
        const lines = pending[at]?.lines ?? [];
        const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
        const ofPools = lines.reduce(
          (sum, { productId, quantity }) => sum + quantity * weightOf(poolSupplies, productId),
          0,
        );
        const unitsFrom = (...sources: Claim['source'][]) =>
          claims.reduce(
            (sum, claim) => sum + (sources.includes(claim.source) ? claim.units : 0),
            0,
          );
        const claimed = [
          unitsFrom('stock', 'plan', 'capacity'),
          unitsFrom('pool'),
          unitsFrom('slot'),
        ];
        expect(claimed).toEqual(status === 'Rejected' ? [0, 0, 0] : [units, ofPools, units]);
      }
    }),
    { numRuns: 300 },
  );
});

function sourceKey(claim: Claim): string {
  switch (claim.source) {
    case 'stock':
      return `stock ${claim.productId}`;
    case 'plan':
    case 'capacity':
      return `${claim.source} ${claim.productId} ${claim.date}`;
    case 'pool':
      return `pool ${claim.poolId} ${claim.date}`;
    case 'option':
      return `option ${claim.optionId} ${claim.date}`;
    case 'slot':
      return `slot ${claim.startsAt.toISOString()}`;
  }
}

function weightOf({ uses }: PoolSupplies, productId: number): number {
  return (uses.get(productId) ?? []).reduce((sum, { weight }) => sum + weight, 0);
}

function limitOf(claim: Claim, { stock: before, days: supplied }: Supplies): number {
  switch (claim.source) {
    case 'stock':
      return before.get(claim.productId) ?? 0;
    case 'plan':
      return planOn(supplied, claim.productId, claim.date).units;
    case 'capacity':
      return 3;
    case 'pool': {
      const { capacity, planned } = poolOn(supplied, claim.poolId, claim.date);
      return capacity - planned;
    }
    case 'option':
      return Infinity;
    case 'slot':
      return rules.slotCapacity;
  }
}
