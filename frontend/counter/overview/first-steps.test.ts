import { areAllDone, toFirstSteps } from './first-steps.ts';

const hours = { 1: [{ from: '07:00', to: '19:00' }], 2: [] };
const isNew = { bakery_name: 'The Bakery', opening_hours: hours, version: 1 };

test('a new database has done nothing', () => {
  expect(toFirstSteps(isNew, [])).toEqual({ hasName: false, hasHours: false, hasProduct: false });
});

test.each([
  [
    'a saved name',
    { ...isNew, bakery_name: 'Korn', version: 2 },
    { hasName: true, hasHours: true },
  ],
  ['saved hours', { ...isNew, version: 2 }, { hasName: false, hasHours: true }],
  ['no open day', { ...isNew, version: 2, opening_hours: { 1: [] } }, { hasHours: false }],
])('%s ticks its step', (_, settings, expected) => {
  expect(toFirstSteps(settings, [])).toMatchObject(expected);
});

test.each([
  [[{ active: false }], false],
  [[{ active: false }, { active: true }], true],
])('with the products %j, a product on sale is %j', (products, hasProduct) => {
  expect(toFirstSteps(isNew, products)).toMatchObject({ hasProduct });
});

test('with a name, hours and a product on sale, all steps are done', () => {
  const settings = { ...isNew, bakery_name: 'Korn', version: 2 };
  expect(areAllDone(toFirstSteps(settings, [{ active: true }]))).toBe(true);
  expect(areAllDone(toFirstSteps(settings, []))).toBe(false);
});
