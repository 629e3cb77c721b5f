import fc from 'fast-check';
import {
  addDays,
  clockSpans,
  dateAt,
  dayBounds,
  daysBetween,
  instantAt,
  isLocalDate,
  isTimeZone,
  timeAt,
  toTimeZoneName,
  weekdayOf,
  widestBounds,
} from './calendar.ts';

const berlin = 'Europe/Berlin';
const zones = [
  berlin,
  'Asia/Kolkata',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
];

test("converts an instant to the bakery's date and time", () => {
  const instant = new Date('2026-11-22T23:30:00Z');
  expect(dateAt(instant, berlin)).toBe('2026-11-23');
  expect(timeAt(instant, berlin)).toBe('00:30');
  expect(dateAt(instant, 'Asia/Kolkata')).toBe('2026-11-23');
  expect(timeAt(instant, 'Asia/Kolkata')).toBe('05:00');
});

test('uses different offsets from UTC in winter and in summer', () => {
  expect(instantAt('2026-01-15', '07:30', berlin).toISOString()).toBe('2026-01-15T06:30:00.000Z');
  expect(instantAt('2026-07-15', '07:30', berlin).toISOString()).toBe('2026-07-15T05:30:00.000Z');
});

test('takes the first instant of a time that occurs twice in autumn', () => {
  expect(instantAt('2026-10-25', '02:30', berlin).toISOString()).toBe('2026-10-25T00:30:00.000Z');
});

test('takes the instant of the change for a time that is skipped in spring', () => {
  expect(instantAt('2026-03-29', '02:30', berlin).toISOString()).toBe('2026-03-29T01:00:00.000Z');
});

test('treats 24:00 as midnight of the next day', () => {
  expect(instantAt('2026-12-31', '24:00', 'UTC')).toEqual(instantAt('2027-01-01', '00:00', 'UTC'));
});

test('handles a gap of odd seconds, as in zones that left local mean time', () => {
  expect(instantAt('1906-01-01', '00:00', 'Asia/Kolkata').getTime()).toBeLessThan(0);
  expect(timeAt(instantAt('1893-04-01', '00:00', berlin), berlin)).toBe('00:06');
});

test('every valid date has an instant in every zone, and converts back', () => {
  const days = fc.integer({ min: 0, max: 230 * 366 }).map((day) => addDays('1970-01-01', day));
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  fc.assert(
    fc.property(days.filter(isLocalDate), zones, (date, zone) => {
      const begins = instantAt(date, '00:00', zone);
      const noon = instantAt(date, '12:00', zone);
      expect(noon.getTime() - begins.getTime()).toBeGreaterThan(0);
      // A day that the zone skips converts to the next day.
      expect([date, addDays(date, 1)]).toContain(dateAt(noon, zone));
    }),
    { numRuns: 500 },
  );
});

test('weeks begin on Monday, and adding days crosses the ends of months and years', () => {
  expect(weekdayOf('2026-11-23')).toBe(1);
  expect(weekdayOf('2026-11-29')).toBe(7);
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
});

test('daysBetween is the inverse of addDays', () => {
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  expect(daysBetween('2028-03-01', '2028-02-28')).toBe(-2);
  expect(daysBetween('2026-11-24', '2026-11-24')).toBe(0);
});

test.each([
  '2026-02-29',
  '2026-13-01',
  '26-01-01',
  '2026-1-1',
  '',
  'today',
  '2026-01-01T00:00',
  '0000-01-01',
  '1969-12-31',
  '2200-01-01',
  '9999-12-31',
])('rejects the date %j', (text) => {
  expect(isLocalDate(text)).toBe(false);
});

test.each(['Europe/Berlin', 'Asia/Calcutta', 'US/Eastern', 'Etc/GMT+5', 'UTC'])(
  'accepts the time zone %s',
  (text) => {
    expect(isTimeZone(text)).toBe(true);
  },
);

test.each([
  ['asia/calcutta', 'Asia/Calcutta'],
  ['europe/BERLIN', 'Europe/Berlin'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['UTC', 'UTC'],
])('writes the zone %s as %s', (text, name) => {
  expect(toTimeZoneName(text)).toBe(name);
});

const oddZones = [
  ...zones,
  'America/Edmonton',
  'Atlantic/Azores',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Gaza',
  'Asia/Beirut',
  'America/Nuuk',
  'Africa/Casablanca',
];
const anyInstant = fc.date({
  min: new Date('2015-01-01'),
  max: new Date('2040-01-01'),
  noInvalidDate: true,
});

test("an instant lies within its day's bounds, and within the widest bounds of its date", () => {
  fc.assert(
    fc.property(fc.constantFrom(...oddZones), anyInstant, (zone, instant) => {
      const date = dateAt(instant, zone);
      const { from, to } = dayBounds(date, zone);
      expect(from.getTime()).toBeLessThanOrEqual(instant.getTime());
      expect(to.getTime()).toBeGreaterThan(instant.getTime());
      const widest = widestBounds(date);
      expect(widest.from.getTime()).toBeLessThanOrEqual(from.getTime());
      expect(widest.to.getTime()).toBeGreaterThanOrEqual(to.getTime());
    }),
    { numRuns: 2_000 },
  );
});

test('a day that a zone skips is empty', () => {
  const { from, to } = dayBounds('2011-12-30', 'Pacific/Apia');
  expect(to).toEqual(from);
  expect(dayBounds('2011-12-29', 'Pacific/Apia').to).toEqual(from);
});

test('a midnight that occurs twice belongs to one day', () => {
  const { from, to } = dayBounds('2026-11-01', 'America/Havana');
  expect(to.getTime() - from.getTime()).toBe(25 * 3_600_000);
  expect(dayBounds('2026-10-31', 'America/Havana').to).toEqual(from);
});

test('the spans between clock changes have no gaps and one offset each', () => {
  const days = fc.integer({ min: 0, max: 400 });
  const starts = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2015-01-01', n % 9_000));
  fc.assert(
    fc.property(fc.constantFrom(...oddZones), starts, days, (zone, first, more) => {
      const { from } = dayBounds(first, zone);
      const { to } = dayBounds(addDays(first, more), zone);
      const spans = clockSpans({ from, to }, zone);
      expect(spans.at(0)?.from).toEqual(from);
      expect(spans.at(-1)?.to).toEqual(to);
      for (const [index, span] of spans.entries()) {
        if (index > 0) expect(span.from).toEqual(spans[index - 1]?.to);
        for (const at of [span.from.getTime(), span.to.getTime() - 60_000]) {
          const shown = new Date(at + span.offsetSeconds * 1_000).toISOString();
          const [date, time] = [dateAt(new Date(at), zone), timeAt(new Date(at), zone)];
          expect(shown.slice(0, 16)).toBe(`${date}T${time}`);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test.each(['Mars/Olympus', '', '/', '+05:30', 'IST', 'CET'])('rejects the time zone %j', (text) => {
  expect(isTimeZone(text)).toBe(false);
});

test('every local minute converts to an instant and back', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      (zone, date) => {
        const minute = new Date(Math.floor(date.getTime() / 60_000) * 60_000);
        const found = instantAt(dateAt(minute, zone), timeAt(minute, zone), zone);
        expect(`${dateAt(found, zone)} ${timeAt(found, zone)}`).toBe(
          `${dateAt(minute, zone)} ${timeAt(minute, zone)}`,
        );
        expect(found.getTime()).toBeLessThanOrEqual(minute.getTime());
      },
    ),
    { numRuns: 2_000 },
  );
});
