import { instantAt } from './wall-clock.ts';

test.each([
  ['2026-11-25', '10:30', 'Asia/Kolkata', '2026-11-25T05:00:00.000Z'],
  ['2026-07-01', '00:00', 'America/New_York', '2026-07-01T04:00:00.000Z'],
  // Around clock changes.
  ['2026-03-29', '01:30', 'Europe/Berlin', '2026-03-29T00:30:00.000Z'],
  ['2026-03-29', '03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25', '03:30', 'Europe/Berlin', '2026-10-25T02:30:00.000Z'],
])('%s %s in %s is %s', (date, time, timeZone, instant) => {
  expect(instantAt(date, time, timeZone).toISOString()).toBe(instant);
});
