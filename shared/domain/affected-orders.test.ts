import { type Effect, findEffect } from './affected-orders.ts';
import { instantAt } from './calendar.ts';
import { businessDayOf, type PickupRules } from './pickup.ts';

// Wednesday.
const date = '2026-12-02';
const rules: PickupRules = {
  timeZone: 'Asia/Kolkata',
  openingHours: {
    2: [{ from: '22:00', to: '03:00' }],
    3: [{ from: '07:00', to: '19:00' }],
  },
  slotMinutes: 30,
  slotCapacity: 10,
  cutOff: { time: '18:00', days: 1 },
  daysAhead: 14,
  specialDays: new Map(),
};
const closed = (...dates: string[]) => ({
  specialDays: new Map(dates.map((day) => [day, { message: 'Holiday', hours: [] }])),
});

function orderAt(time: string) {
  const pickupAt = instantAt(date, time, rules.timeZone);
  return { pickupAt, pickupDate: businessDayOf(rules, pickupAt) };
}

test.each<[string, string, Partial<PickupRules>, Effect | null]>([
  ['no change', '10:00', {}, null],
  ['no opening hours', '10:00', { openingHours: {} }, 'outside opening hours'],
  [
    'hours that still include the order',
    '10:00',
    { openingHours: { 3: [{ from: '10:00', to: '12:00' }] } },
    null,
  ],
  [
    'hours that end before the slot of the order ends',
    '10:00',
    { openingHours: { 3: [{ from: '07:00', to: '10:15' }] } },
    'outside opening hours',
  ],
  ['longer slots around the order', '10:30', { slotMinutes: 60 }, null],
  ['a longer last slot around the order', '18:30', { slotMinutes: 45 }, null],
  ['slots too long for the remaining time', '18:30', { slotMinutes: 110 }, 'outside opening hours'],
  ['a closure of the day of the order', '10:00', closed(date), 'closed day'],
  ['a closure of the day before', '10:00', closed('2026-12-01'), null],
  ['a closure of the day of the night hours', '01:00', closed('2026-12-01'), 'closed day'],
  ['a closure of the day after the night hours', '01:00', closed(date), null],
  ['a closure of a day without a slot at that time', '20:00', closed(date), 'closed day'],
  ['the removal of hours that did not include the order', '20:00', { openingHours: {} }, null],
  ['another time zone', '10:00', { timeZone: 'Asia/Dhaka' }, 'other local time'],
  [
    'a time zone in which the shop is closed at that time',
    '10:00',
    { timeZone: 'America/Los_Angeles' },
    'outside opening hours',
  ],
  ['the same zone by another name', '10:00', { timeZone: 'Asia/Calcutta' }, null],
])('%s, for an order at %s: %s', (_, time, change, effect) => {
  expect(findEffect(rules, { ...rules, ...change }, orderAt(time))).toBe(effect);
});

test('does not list an order that becomes possible again', () => {
  expect(findEffect({ ...rules, ...closed(date) }, rules, orderAt('10:00'))).toBeNull();
});
