import { dayKey, type DaySupplies, planOn, unitsLeftOn, weekdayKey } from './day-supply.ts';

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
  ['no limit', { productId: 2, kind: 'made_to_order', dailyCapacity: null }, false, null],
  ['a shelf product', { productId: 3, kind: 'shelf', dailyCapacity: null }, false, null],
] as const)('counts the units left of %s', (_, product, usesReserve, left) => {
  expect(unitsLeftOn(supplies, product, tuesday, usesReserve)).toBe(left);
});
