import fc from 'fast-check';
import { addDays, dateAt, instantAt, weekdayOf } from './calendar.ts';
import { findFaultsInHours, findFaultsInSpecialHours } from './opening-hours.ts';
import { endOfBusinessDay, type OpeningRules, openingStatusAt } from './opening-status.ts';
import { boundsOf, type SpecialDay } from './pickup.ts';

const timeZone = 'Europe/Berlin';
type Week = OpeningRules['openingHours'];

function statusAt(
  week: Week,
  now: string,
  closed: readonly string[] = [],
  hours: SpecialDay['hours'] = [],
) {
  const specialDays = new Map(closed.map((date) => [date, { message: 'Holiday', hours }]));
  const status = openingStatusAt({ timeZone, openingHours: week, specialDays }, new Date(now));
  const instant = status.kind === 'open' ? status.until : status.opensAt;
  return [status.kind, instant?.toISOString() ?? null];
}

const day = [{ from: '07:00', to: '18:00' }];
const workdays: Week = { 1: day, 2: day, 3: day, 4: day, 5: day };
const night = [{ from: '22:00', to: '03:00' }];
const always = [{ from: '00:00', to: '24:00' }];

// 23 November 2026 is a Monday; Berlin is one hour ahead of UTC.
test.each<[string, Week, string, string, string | null]>([
  ['within its hours', workdays, '2026-11-23T09:00:00Z', 'open', '2026-11-23T17:00:00.000Z'],
  ['when it opens', workdays, '2026-11-23T06:00:00Z', 'open', '2026-11-23T17:00:00.000Z'],
  ['when it closes', workdays, '2026-11-23T17:00:00Z', 'closed', '2026-11-24T06:00:00.000Z'],
  ['before it opens', workdays, '2026-11-23T05:59:59Z', 'closed', '2026-11-23T06:00:00.000Z'],
  ['before a weekend', workdays, '2026-11-27T20:00:00Z', 'closed', '2026-11-30T06:00:00.000Z'],
  [
    'a week before its only day',
    { 1: day },
    '2026-11-23T18:00:00Z',
    'closed',
    '2026-11-30T06:00:00.000Z',
  ],
  [
    'in a break',
    {
      1: [
        { from: '07:00', to: '12:00' },
        { from: '14:00', to: '18:00' },
      ],
    },
    '2026-11-23T12:00:00Z',
    'closed',
    '2026-11-23T13:00:00.000Z',
  ],
  [
    'in the first of two spans that touch',
    {
      1: [
        { from: '07:00', to: '12:00' },
        { from: '12:00', to: '18:00' },
      ],
    },
    '2026-11-23T08:00:00Z',
    'open',
    '2026-11-23T17:00:00.000Z',
  ],
  ['after midnight', { 1: night }, '2026-11-24T00:30:00Z', 'open', '2026-11-24T02:00:00.000Z'],
  [
    'at the end of a night',
    { 1: night },
    '2026-11-24T02:00:00Z',
    'closed',
    '2026-11-30T21:00:00.000Z',
  ],
  [
    'in hours that go on at midnight',
    { 1: always, 2: [{ from: '00:00', to: '05:00' }] },
    '2026-11-23T20:00:00Z',
    'open',
    '2026-11-24T04:00:00.000Z',
  ],
  ['without hours', {}, '2026-11-23T09:00:00Z', 'closed', null],
  ['with empty days', { 1: [], 2: [] }, '2026-11-23T09:00:00Z', 'closed', null],
  [
    'that never closes',
    { 1: always, 2: always, 3: always, 4: always, 5: always, 6: always, 7: always },
    '2026-11-23T09:00:00Z',
    'open',
    null,
  ],
])('a bakery %s', (_, week, now, kind, instant) => {
  expect(statusAt(week, now)).toEqual([kind, instant]);
});

test.each<[string, Week, string, readonly string[], string, string | null]>([
  [
    'closes the whole day',
    workdays,
    '2026-11-23T09:00:00Z',
    ['2026-11-23'],
    'closed',
    '2026-11-24T06:00:00.000Z',
  ],
  [
    'of several weeks is waited for',
    { 1: day },
    '2026-11-23T20:00:00Z',
    ['2026-11-30', '2026-12-07', '2026-12-14'],
    'closed',
    '2026-12-21T06:00:00.000Z',
  ],
  [
    'leaves the night of the day before',
    { 1: night },
    '2026-11-24T00:30:00Z',
    ['2026-11-24'],
    'open',
    '2026-11-24T02:00:00.000Z',
  ],
  [
    'closes the night after it',
    { 1: night },
    '2026-11-24T00:30:00Z',
    ['2026-11-23'],
    'closed',
    '2026-11-30T21:00:00.000Z',
  ],
  [
    'ends hours that never close',
    { 1: always, 2: always, 3: always, 4: always, 5: always, 6: always, 7: always },
    '2026-11-23T09:00:00Z',
    ['2026-12-24'],
    'open',
    '2026-12-23T23:00:00.000Z',
  ],
])('a closure %s', (_, week, now, closed, kind, instant) => {
  expect(statusAt(week, now, closed)).toEqual([kind, instant]);
});

test.each<[string, Week, string, string, string]>([
  ['ends a day early', workdays, '2026-11-23T09:00:00Z', 'open', '2026-11-23T11:00:00.000Z'],
  ['ends the day before', workdays, '2026-11-23T12:00:00Z', 'closed', '2026-11-24T06:00:00.000Z'],
  ['opens a day off', { 3: day }, '2026-11-22T09:00:00Z', 'closed', '2026-11-23T08:00:00.000Z'],
  [
    'replaces the night',
    { 1: night },
    '2026-11-24T00:30:00Z',
    'closed',
    '2026-11-30T21:00:00.000Z',
  ],
  ['is the only open day', {}, '2026-11-23T09:00:00Z', 'open', '2026-11-23T11:00:00.000Z'],
  [
    'leaves the night before',
    { 7: night },
    '2026-11-23T01:00:00Z',
    'open',
    '2026-11-23T02:00:00.000Z',
  ],
])('a day with other hours %s', (_, week, now, kind, instant) => {
  const hours = [{ from: '09:00', to: '12:00' }];
  expect(statusAt(week, now, ['2026-11-23'], hours)).toEqual([kind, instant]);
});

test.each<[string, Week, string, string, string]>([
  // The clock goes from 02:00 to 03:00 on 29 March, and from 03:00 to 02:00 on 25 October.
  [
    'an end that spring skips',
    { 6: [{ from: '22:00', to: '02:30' }] },
    '2026-03-29T00:30:00Z',
    'open',
    '2026-03-29T01:00:00.000Z',
  ],
  [
    'a beginning that spring skips',
    { 7: [{ from: '02:30', to: '05:00' }] },
    '2026-03-29T00:30:00Z',
    'closed',
    '2026-03-29T01:00:00.000Z',
  ],
  [
    'hours that spring skips',
    { 7: [{ from: '02:10', to: '02:50' }] },
    '2026-03-28T12:00:00Z',
    'closed',
    '2026-04-05T00:10:00.000Z',
  ],
  [
    'a beginning that autumn repeats',
    { 7: [{ from: '02:30', to: '05:00' }] },
    '2026-10-25T00:00:00Z',
    'closed',
    '2026-10-25T00:30:00.000Z',
  ],
  [
    'hours around the repeated hour',
    { 7: [{ from: '01:00', to: '05:00' }] },
    '2026-10-25T01:30:00Z',
    'open',
    '2026-10-25T04:00:00.000Z',
  ],
])('a clock change: %s', (_, week, now, kind, instant) => {
  expect(statusAt(week, now)).toEqual([kind, instant]);
});

const anyTime = fc.integer({ min: 0, max: 48 }).map((half) => {
  const hours = String(Math.floor(half / 2)).padStart(2, '0');
  return `${hours}:${half % 2 ? '30' : '00'}`;
});
const anySpans = fc.array(fc.record({ from: anyTime, to: anyTime }), { maxLength: 2 });
const anyWeek = fc
  .record({ 1: anySpans, 2: anySpans, 5: anySpans, 6: anySpans, 7: anySpans }, { requiredKeys: [] })
  .filter((week) => findFaultsInHours(week, 30).length === 0);

/** Around both clock changes of Berlin, New York and Lord Howe, whose clock changes by half an hour. */
const anyDate = fc.constantFrom(
  '2026-03-07',
  '2026-03-28',
  '2026-04-04',
  '2026-10-03',
  '2026-10-24',
  '2026-10-31',
);
const anyRules = fc
  .record({
    timeZone: fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    ),
    openingHours: anyWeek,
    date: anyDate,
    specialDays: fc.uniqueArray(fc.tuple(fc.integer({ min: -1, max: 9 }), anySpans), {
      maxLength: 4,
      selector: ([days]) => days,
    }),
    halfHour: fc.integer({ min: 0, max: 96 }),
  })
  .map(({ date, specialDays, halfHour, ...rules }) => ({
    rules: {
      ...rules,
      specialDays: new Map(
        specialDays.map(([days, hours]) => [addDays(date, days), { message: 'Holiday', hours }]),
      ),
    },
    now: new Date(instantAt(date, '00:00', rules.timeZone).getTime() + halfHour * 1_800_000),
  }))
  .filter(({ rules }) =>
    [...rules.specialDays].every(
      ([date, { hours }]) =>
        findFaultsInSpecialHours({ ...rules, slotMinutes: 30 }, date, hours).length === 0,
    ),
  );

/** Whether hours of this or of the previous date contain the instant. */
function isOpenAt(rules: OpeningRules, instant: Date): boolean {
  const today = dateAt(instant, rules.timeZone);
  return [addDays(today, -1), today].some((date) => {
    const usual = rules.openingHours[weekdayOf(date)] ?? [];
    return (rules.specialDays.get(date)?.hours ?? usual).some((hours) => {
      const { opensAt, closesAt } = boundsOf(rules, date, hours);
      return opensAt <= instant && instant < closesAt;
    });
  });
}

/** Every half hour from `from` until `to`, and both ends. */
function halfHours(from: Date, to: Date): Date[] {
  const count = Math.ceil((to.getTime() - from.getTime()) / 1_800_000);
  return Array.from({ length: count }, (_, n) => new Date(from.getTime() + n * 1_800_000));
}

test('the bakery stays as it is until the named instant, and then changes', () => {
  fc.assert(
    fc.property(anyRules, ({ rules, now }) => {
      const status = openingStatusAt(rules, now);
      const isOpen = status.kind === 'open';
      const change = status.kind === 'open' ? status.until : status.opensAt;
      const end = change ?? new Date(now.getTime() + 20 * 86_400_000);
      for (const instant of halfHours(now, end)) expect(isOpenAt(rules, instant)).toBe(isOpen);
      if (change) expect(isOpenAt(rules, change)).toBe(!isOpen);
    }),
    { numRuns: 300 },
  );
});

test.each<[string, Week, string, string]>([
  ['at midnight', workdays, '2026-11-23T09:00:00Z', '2026-11-23T23:00:00.000Z'],
  ['at midnight on a closed day', workdays, '2026-11-22T09:00:00Z', '2026-11-22T23:00:00.000Z'],
  ['after its night', { 1: night }, '2026-11-23T09:00:00Z', '2026-11-24T02:00:00.000Z'],
  [
    'after the night, in the night',
    { 1: night },
    '2026-11-24T01:00:00Z',
    '2026-11-24T02:00:00.000Z',
  ],
  [
    'at the next midnight, after the night',
    { 1: night },
    '2026-11-24T02:00:00Z',
    '2026-11-24T23:00:00.000Z',
  ],
  ['at midnight on a day of 25 hours', {}, '2026-10-24T23:30:00Z', '2026-10-25T23:00:00.000Z'],
])('a business day ends %s', (_, week, now, end) => {
  const rules = { timeZone, openingHours: week, specialDays: new Map() };
  expect(endOfBusinessDay(rules, new Date(now)).toISOString()).toBe(end);
});
