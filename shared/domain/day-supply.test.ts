import {
  type DayBook,
  dayKey,
  type DaySupplies,
  planOn,
  unitsLeftOn,
  weekdayKey,
} from './day-supply.ts';

// A Tuesday and a Wednesday.
const tuesday = '2026-12-01';
const wednesday = '2026-12-02';
const supplies: DaySupplies = {
  weekdayPlans: new Map([[weekdayKey(1, 2), { units: 10, reserve: 3 }]]),
  datePlans: new Map([[dayKey(1, '2026-12-08'), { units: 0, reserve: 0 }]]),
  taken: new Map([
    [dayKey(1, tuesday), 6],
    [dayKey(2, tuesday), 4],
  ]),
  books: new Map(),
  pools: {
    weekdays: new Map([[weekdayKey(1, 2), 9]]),
    dates: new Map(),
    taken: new Map([[dayKey(1, tuesday), 2]]),
    uses: new Map([[4, [{ poolId: 1, productId: 4, weight: 3 }]]]),
    plannedUses: new Map(),
  },
  optionsTaken: new Map(),
};

test.each([
  ['a weekday with a plan', tuesday, { units: 10, reserve: 3 }],
  ['a weekday without a plan', wednesday, { units: 0, reserve: 0 }],
  ['a date with a plan of its own', '2026-12-08', { units: 0, reserve: 0 }],
])('plans %s', (_, date, plan) => {
  expect(planOn(supplies, 1, date)).toEqual(plan);
});

test.each([
  ['a daily product', { productId: 1, kind: 'daily', dailyCapacity: null }, false, 1],
  [
    'a daily product with its reserve',
    { productId: 1, kind: 'daily', dailyCapacity: null },
    true,
    4,
  ],
  ['a made-to-order product', { productId: 2, kind: 'made_to_order', dailyCapacity: 5 }, false, 1],
  [
    'a made-to-order product with a plan for the weekday',
    { productId: 1, kind: 'made_to_order', dailyCapacity: 5 },
    false,
    4,
  ],
  ['a pool', { productId: 4, kind: 'made_to_order', dailyCapacity: 5 }, false, 2],
  [
    'a capacity that is less than a pool allows',
    { productId: 4, kind: 'made_to_order', dailyCapacity: 1 },
    false,
    1,
  ],
  ['no limit', { productId: 2, kind: 'made_to_order', dailyCapacity: null }, false, null],
  ['a shelf product', { productId: 3, kind: 'shelf', dailyCapacity: null }, false, null],
] as const)('counts the units left of %s', (_, product, usesReserve, left) => {
  expect(unitsLeftOn(supplies, product, tuesday, usesReserve)).toBe(left);
});

test.each([
  ['sales that the reserve covers', { sold: 2 }, 1, 2],
  ['sales above the reserve', { sold: 4 }, 0, 0],
  ['waste', { wasted: 1 }, 0, 3],
  ['a released reserve', { isReserveReleased: true }, 4, 4],
  ['sales after the reserve was released', { sold: 2, isReserveReleased: true }, 2, 2],
  ['baked units', { baked: 50 }, 1, 4],
  ['more sales than there are units', { sold: 7 }, -3, -3],
] as const)('counts the units left after %s', (_, book, online, all) => {
  const recorded: DayBook = {
    sold: 0,
    wasted: 0,
    baked: null,
    isReserveReleased: false,
    ...book,
  };
  const after = { ...supplies, books: new Map([[dayKey(1, tuesday), recorded]]) };
  const croissant = { productId: 1, kind: 'daily', dailyCapacity: null } as const;
  const left = (usesReserve: boolean) => unitsLeftOn(after, croissant, tuesday, usesReserve);
  expect([left(false), left(true)]).toEqual([online, all]);
});
