import { mayCancel } from './cancellation.ts';
import { instantAt } from './calendar.ts';
import type { PickupRules } from './pickup.ts';

const rules: PickupRules = {
  timeZone: 'Europe/Berlin',
  openingHours: {},
  slotMinutes: 30,
  slotCapacity: 10,
  cutOff: '18:00',
  daysAhead: 14,
  specialDays: new Map(),
};
const at = (date: string, time: string) => instantAt(date, time, rules.timeZone);
const pickupAt = at('2026-11-24', '09:00');

test('allows cancelling a Pending order at any time', () => {
  const order = { status: 'Pending', pickupAt: null } as const;
  expect(mayCancel(order, rules, at('2026-11-24', '08:59'))).toBe(true);
});

test('allows cancelling a Processing order until the cut-off for its day', () => {
  const order = { status: 'Processing', pickupAt } as const;
  expect(mayCancel(order, rules, at('2026-11-23', '17:59'))).toBe(true);
  expect(mayCancel(order, rules, at('2026-11-23', '18:00'))).toBe(false);
});

test.each(['Completed', 'Rejected', 'Cancelled'] as const)(
  'refuses to cancel a %s order',
  (status) => {
    expect(mayCancel({ status, pickupAt }, rules, at('2026-11-01', '08:00'))).toBe(false);
  },
);
