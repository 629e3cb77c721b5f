import type { Settings } from '../../../shared/contract/settings.ts';
import { mergeChanges } from './merge-changes.ts';

const hours = [{ from: '08:00', to: '18:00' }];
const before: Settings = {
  bakery_name: 'The Bakery',
  address: '12 Mill Lane\nMumbai 400001',
  phone: '+44 20 7946 0123',
  email: 'bakery@example.com',
  imprint: '',
  privacy: '',
  terms: '',
  locale: 'en-IN',
  currency: 'INR',
  time_zone: 'Asia/Kolkata',
  opening_hours: { 1: hours, 2: hours, 7: [] },
  slot_minutes: 30,
  slot_capacity: 20,
  cut_off: '18:00',
  cut_off_days: 1,
  days_ahead: 14,
  few_left: 5,
  keep_personal_data_days: 90,
  version: 3,
};

test("keeps the user's changes, and takes all other settings from the newest state", () => {
  const mine = { ...before, slot_capacity: 25, cut_off: '17:00' };
  const newest = { ...before, cut_off: '16:00', days_ahead: 7, version: 4 };
  expect(mergeChanges(before, mine, newest)).toEqual({
    ...before,
    slot_capacity: 25,
    cut_off: '17:00',
    days_ahead: 7,
    version: 4,
  });
});

test('merges opening hours day by day', () => {
  const mine = { ...before, opening_hours: { ...before.opening_hours, 1: [] } };
  const newest = { ...before, opening_hours: { 1: hours, 2: [], 7: hours }, version: 4 };
  expect(mergeChanges(before, mine, newest).opening_hours).toEqual({ 1: [], 2: [], 7: hours });
});
