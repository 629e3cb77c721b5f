import fc from 'fast-check';
import { anyDay } from './availability.ts';
import { addDays, instantAt } from './calendar.ts';
import {
  type CancellableOrder,
  decideCancelUntil,
  findCancelUntil,
  mayCancel,
} from './cancellation.ts';
import { type PickupRules, slotsOn } from './pickup.ts';

const rules: PickupRules = {
  timeZone: 'Europe/Berlin',
  openingHours: {
    1: [{ from: '07:00', to: '19:00' }],
    2: [{ from: '07:00', to: '19:00' }],
    4: [{ from: '07:00', to: '19:00' }],
    5: [{ from: '20:00', to: '02:00' }],
  },
  slotMinutes: 30,
  slotCapacity: 10,
  cutOff: { time: '18:00', days: 1 },
  daysAhead: 14,
  specialDays: new Map(),
};
const at = (date: string, time: string) => instantAt(date, time, rules.timeZone);

/** A Tuesday. */
const day = '2026-11-24';
const cutOff = at('2026-11-23', '18:00');
const pickupAt = at(day, '09:00');
const slot = { startsAt: pickupAt, openedOn: day };
const shelf = { ...anyDay, kind: 'shelf' } as const;
const madeToOrder = { ...anyDay, kind: 'made_to_order' } as const;
const early = { ...anyDay, kind: 'daily', cutOff: '12:00', cutOffDays: 2 } as const;

const order = (rest: Partial<CancellableOrder>): CancellableOrder => ({
  status: 'Processing',
  completedBy: null,
  collectedAt: null,
  missedAt: null,
  pickupAt,
  cancelUntil: null,
  ...rest,
});
const justBefore = (instant: Date) => new Date(instant.getTime() - 1);

describe('the deadline of an order at its acceptance', () => {
  test.each([
    { what: 'shelf products', lines: [shelf], until: pickupAt },
    { what: 'a product made to order', lines: [madeToOrder], until: cutOff },
    { what: 'a product made to order among others', lines: [shelf, madeToOrder], until: cutOff },
    {
      what: 'a product made to order and another with an earlier cut-off',
      lines: [madeToOrder, early],
      until: at('2026-11-20', '12:00'),
    },
    { what: 'a daily product with a cut-off of its own', lines: [early], until: pickupAt },
    {
      what: 'a product made to order with a cut-off after its slot',
      lines: [{ ...madeToOrder, cutOff: '12:00', cutOffDays: 0 }],
      until: pickupAt,
    },
  ])('for $what', ({ lines, until }) => {
    expect(decideCancelUntil(lines, slot, rules)).toEqual(until);
  });

  test('after midnight is the cut-off of the day whose opening hours contain the slot', () => {
    const [night] = slotsOn(rules, '2026-11-28');
    expect(night).toMatchObject({ startsAt: at('2026-11-28', '00:00'), openedOn: '2026-11-27' });
    expect(night && decideCancelUntil([madeToOrder], night, rules)).toEqual(
      at('2026-11-26', '18:00'),
    );
  });
});

test.each<{ what: string; is: Partial<CancellableOrder>; until: Date | 'always' | 'never' }>([
  { what: 'Pending', is: { status: 'Pending' }, until: 'always' },
  { what: 'not picked up', is: { missedAt: pickupAt, cancelUntil: cutOff }, until: 'never' },
  {
    what: 'Pending again after a cancellation',
    is: { status: 'Pending', cancelUntil: cutOff },
    until: 'always',
  },
  { what: 'Processing', is: { cancelUntil: cutOff }, until: cutOff },
  {
    what: 'set aside',
    is: { status: 'Completed', completedBy: 'processor', cancelUntil: pickupAt },
    until: pickupAt,
  },
  {
    what: 'set aside and picked up early',
    is: {
      status: 'Completed',
      completedBy: 'processor',
      collectedAt: justBefore(cutOff),
      cancelUntil: pickupAt,
    },
    until: 'never',
  },
  {
    what: 'packed by staff',
    is: { status: 'Completed', completedBy: 'staff', cancelUntil: pickupAt },
    until: 'never',
  },
  { what: 'Rejected', is: { status: 'Rejected' }, until: 'never' },
  { what: 'Cancelled', is: { status: 'Cancelled', cancelUntil: pickupAt }, until: 'never' },
  { what: 'Processing, accepted by an earlier release', is: {}, until: cutOff },
  {
    what: 'Completed at once by an earlier release',
    is: { status: 'Completed', completedBy: 'processor' },
    until: pickupAt,
  },
  {
    what: 'packed by staff, accepted by an earlier release',
    is: { status: 'Completed', completedBy: 'staff' },
    until: 'never',
  },
  { what: 'without a pickup time', is: { pickupAt: null }, until: 'never' },
])('a customer may cancel an order that is $what: $until', ({ is, until }) => {
  const may = (now: Date) => mayCancel(order(is), rules, now);
  if (until instanceof Date) {
    expect(findCancelUntil(order(is), rules)).toEqual(until);
    expect([may(justBefore(until)), may(until)]).toEqual([true, false]);
  } else {
    expect(findCancelUntil(order(is), rules)).toBeNull();
    const isAlways = until === 'always';
    expect([may(at('2026-01-01', '00:00')), may(at('2027-01-01', '00:00'))]).toEqual([
      isAlways,
      isAlways,
    ]);
  }
});

test('later settings never make the deadline of an accepted order earlier', () => {
  const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`);
  const settings = fc.record({
    cutOff: fc.record({ time, days: fc.nat({ max: 3 }) }),
    slotMinutes: fc.constantFrom(15, 30, 60),
    timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'Pacific/Apia'),
    openingHours: time.map((from) => ({ 2: [{ from, to: '24:00' }] })),
    daysAhead: fc.nat({ max: 30 }),
    closures: fc.constantFrom(new Map<string, string>(), new Map([[day, 'Holiday']])),
  });
  const accepted = fc.record({
    status: fc.constantFrom('Processing' as const, 'Completed' as const),
    completedBy: fc.constant('processor' as const),
    lines: fc.array(fc.constantFrom(shelf, madeToOrder), { minLength: 1, maxLength: 3 }),
    weeksAhead: fc.nat({ max: 4 }),
  });
  fc.assert(
    fc.property(
      accepted,
      fc.array(settings, { maxLength: 4 }),
      ({ status, completedBy, lines, weeksAhead }, changes) => {
        const openedOn = addDays(day, 7 * weeksAhead);
        const startsAt = at(openedOn, '09:00');
        const cancelUntil = decideCancelUntil(lines, { startsAt, openedOn }, rules);
        const stored = order({ status, completedBy, pickupAt: startsAt, cancelUntil });
        let before = findCancelUntil(stored, rules);
        for (const change of changes) {
          const now = findCancelUntil(stored, { ...rules, ...change });
          expect(now && before && now >= before).toBe(true);
          before = now;
        }
      },
    ),
  );
});
