import { addDays } from './calendar.ts';
import { faultOf, maxPeriodDays } from './period.ts';

test('accepts a period of one day or more, across the ends of years and of summer time', () => {
  expect(faultOf({ from: '2026-11-24', to: '2026-11-24' })).toBeNull();
  expect(faultOf({ from: '2026-10-24', to: '2026-10-26' })).toBeNull();
  expect(faultOf({ from: '2026-12-31', to: '2027-01-01' })).toBeNull();
  expect(faultOf({ from: '2027-01-01', to: '2026-12-31' })).toMatch('before it begins');
});

test('rejects a period of more than 1,100 days', () => {
  const from = '2024-01-01';
  expect(faultOf({ from, to: addDays(from, maxPeriodDays - 1) })).toBeNull();
  expect(faultOf({ from, to: addDays(from, maxPeriodDays) })).toMatch('1101 days');
});
