import { toCalendarFile } from './calendar-file.ts';

const entry = {
  uid: 'order-102@localhost:3000',
  startsAt: new Date('2026-12-01T06:30:00Z'),
  endsAt: new Date('2026-12-01T07:00:00Z'),
  title: 'Collect order at The Bakery, Mitte; new',
  place: '12 High Street; Mumbai',
  text: '1 × Birthday Cake\nback\\slash',
  url: `http://localhost:3000/order#102.${'0'.repeat(32)}`,
};
const now = new Date('2026-11-25T10:00:00Z');

test('writes times in UTC and escapes text', () => {
  const lines = toCalendarFile(entry, now).split('\r\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'DTSTAMP:20261125T100000Z',
      'DTSTART:20261201T063000Z',
      'DTEND:20261201T070000Z',
      'SUMMARY:Collect order at The Bakery\\, Mitte\\; new',
      'LOCATION:12 High Street\\; Mumbai',
      'TRIGGER:-PT1H',
      'DESCRIPTION:1 × Birthday Cake\\nback\\\\slash',
    ]),
  );
});

test('folds lines longer than 75 bytes without losing text', () => {
  const text = 'Zürcher Brötchen 🥐 '.repeat(30).trim();
  const file = toCalendarFile({ ...entry, text }, now);
  for (const line of file.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  }
  expect(file.replaceAll('\r\n ', '')).toContain(`DESCRIPTION:${text}`);
});
