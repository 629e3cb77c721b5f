import { addDays } from './calendar.ts';
import { faultOf, maxPeriodDays, periodBefore } from './period.ts';

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

test.each([
  ['2026-11-24', '2026-11-24', '2026-11-17', '2026-11-17'],
  ['2026-11-18', '2026-11-24', '2026-11-11', '2026-11-17'],
  ['2026-11-16', '2026-11-24', '2026-11-02', '2026-11-10'],
  ['2026-10-26', '2026-11-24', '2026-09-21', '2026-10-20'],
  ['2026-01-01', '2026-12-31', '2024-12-26', '2025-12-25'],
])('%s to %s is compared with the same weekdays, %s to %s', (from, to, fromBefore, toBefore) => {
  expect(periodBefore({ from, to })).toEqual({ from: fromBefore, to: toBefore });
});
