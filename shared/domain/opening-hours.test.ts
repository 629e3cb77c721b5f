import fc from 'fast-check';
import { findFaultsInHours, findFaultsInSpecialHours } from './opening-hours.ts';
import { type OpeningHours, type PickupRules, slotsOn } from './pickup.ts';

const paths = (spans: OpeningHours[], slotMinutes = 30) =>
  findFaultsInHours({ 1: spans }, slotMinutes).map(({ path }) => path);

test.each<[string, OpeningHours[], string[]]>([
  ['no hours at all', [], []],
  ['a whole day', [{ from: '00:00', to: '24:00' }], []],
  ['a span of one slot', [{ from: '07:00', to: '07:30' }], []],
  ['a span shorter than a slot', [{ from: '07:00', to: '07:29' }], ['/1/0/to']],
  ['a span that ends when it begins', [{ from: '07:00', to: '07:00' }], ['/1/0/to']],
  ['a span over midnight', [{ from: '22:00', to: '02:00' }], []],
  ['a span over midnight with a slot across it', [{ from: '23:45', to: '00:15' }], []],
  ['a span over midnight shorter than a slot', [{ from: '23:50', to: '00:10' }], ['/1/0/to']],
  [
    'a span after a span over midnight',
    [
      { from: '22:00', to: '02:00' },
      { from: '23:00', to: '24:00' },
    ],
    ['/1/1/from'],
  ],
  [
    'two spans that touch',
    [
      { from: '07:00', to: '12:00' },
      { from: '12:00', to: '18:00' },
    ],
    [],
  ],
  [
    'two spans that overlap',
    [
      { from: '07:00', to: '12:00' },
      { from: '11:59', to: '18:00' },
    ],
    ['/1/1/from'],
  ],
  [
    'two spans in the wrong order',
    [
      { from: '14:00', to: '18:00' },
      { from: '07:00', to: '12:00' },
    ],
    ['/1/1/from'],
  ],
])('%s: names the faults', (_, spans, expected) => {
  expect(paths(spans)).toEqual(expected);
});

test('checks each day, and names every fault', () => {
  const week = {
    1: [{ from: '14:00', to: '18:00' }],
    2: [{ from: '07:00', to: '12:00' }],
    7: [
      { from: '09:00', to: '09:00' },
      { from: '07:00', to: '07:10' },
    ],
  };
  expect(findFaultsInHours(week, 30).map(({ path }) => path)).toEqual([
    '/7/0/to',
    '/7/1/from',
    '/7/1/to',
  ]);
});

test("a night must end before the next day's hours begin, also from Sunday to Monday", () => {
  const night = { from: '22:00', to: '03:00' };
  const faults = (early: string) =>
    findFaultsInHours({ 1: [{ from: early, to: '12:00' }], 7: [night], 6: [night] }, 30);
  expect(faults('03:00')).toEqual([]);
  expect(faults('02:30').map(({ path }) => path)).toEqual(['/7/0/to']);
});

test.each<[string, OpeningHours[], string[]]>([
  ['no hours', [], []],
  ['hours between those of the days around it', [{ from: '03:00', to: '24:00' }], []],
  ['a night until the next day begins', [{ from: '22:00', to: '06:00' }], []],
  ['hours that begin before the night before ends', [{ from: '02:30', to: '12:00' }], ['/0/from']],
  ['a night that ends after the next day begins', [{ from: '22:00', to: '06:30' }], ['/0/to']],
  ['hours shorter than a slot', [{ from: '07:00', to: '07:20' }], ['/0/to']],
  [
    'spans in the wrong order',
    [
      { from: '14:00', to: '18:00' },
      { from: '07:00', to: '12:00' },
    ],
    ['/1/from'],
  ],
])('a special day with %s: names the faults', (_, hours, expected) => {
  const week = { 1: [{ from: '22:00', to: '03:00' }], 3: [{ from: '12:00', to: '18:00' }] };
  const early = { message: 'Early', hours: [{ from: '06:00', to: '12:00' }] };
  const around = {
    openingHours: week,
    specialDays: new Map([['2026-11-25', early]]),
    slotMinutes: 30,
  };
  const faults = findFaultsInSpecialHours(around, '2026-11-24', hours);
  expect(faults.map(({ path }) => path)).toEqual(expected);
});

const anyTime = fc.integer({ min: 0, max: 48 }).map((half) => {
  const hours = String(Math.floor(half / 2)).padStart(2, '0');
  return `${hours}:${half % 2 ? '30' : '00'}`;
});
const anySpans = fc.array(fc.record({ from: anyTime, to: anyTime }), { maxLength: 3 });
const anySlotMinutes = fc.constantFrom(20, 30, 45, 60);

const monday = '2026-11-23';
const rules = (spans: OpeningHours[], slotMinutes: number): PickupRules => ({
  timeZone: 'UTC',
  openingHours: { 1: spans },
  slotMinutes,
  slotCapacity: 10,
  cutOff: { time: '18:00', days: 1 },
  daysAhead: 14,
  specialDays: new Map(),
});

/** Slots of Monday and of the night after it. */
const slotsFrom = (spans: OpeningHours[], slotMinutes: number) =>
  [monday, '2026-11-24'].flatMap((date) => slotsOn(rules(spans, slotMinutes), date));

test('hours without a fault have slots in each span, in order', () => {
  fc.assert(
    fc.property(anySpans, anySlotMinutes, (spans, slotMinutes) => {
      fc.pre(paths(spans, slotMinutes).length === 0);
      const slots = slotsFrom(spans, slotMinutes);
      for (const [index, { startsAt }] of slots.entries()) {
        const before = slots[index - 1];
        if (before) expect(startsAt.getTime()).toBeGreaterThanOrEqual(before.endsAt.getTime());
      }
      for (const span of spans) {
        expect(slotsFrom([span], slotMinutes)).not.toEqual([]);
      }
    }),
  );
});

test('hours with a fault have a span without slots, or two spans out of order', () => {
  fc.assert(
    fc.property(anySpans, anySlotMinutes, (spans, slotMinutes) => {
      fc.pre(paths(spans, slotMinutes).length > 0);
      const isEmpty = (span: OpeningHours) => slotsFrom([span], slotMinutes).length === 0;
      const endOf = ({ from, to }: OpeningHours) => (to < from ? `next day ${to}` : to);
      const isOutOfOrder = spans.some(({ from }, index) => {
        const before = spans[index - 1];
        return before !== undefined && from < endOf(before);
      });
      expect(spans.some(isEmpty) || isOutOfOrder).toBe(true);
    }),
  );
});
