import fc from 'fast-check';
import { anyDay, demandOf } from './availability.ts';
import { addDays, dateAt, instantAt, timeAt } from './calendar.ts';
import { findFaultsInSpecialHours } from './opening-hours.ts';
import {
  boundsOf,
  businessDayOf,
  cutOffFor,
  findOverrideRefusal,
  findSlot,
  hoursOf,
  lastDayOver,
  type PickupDemand,
  type PickupRules,
  type PickupSlot,
  refusalsAt,
  refusalWithoutSlot,
  slotsOn,
  type SpecialDay,
  upcomingSlots,
} from './pickup.ts';

const rules: PickupRules = {
  timeZone: 'Europe/Berlin',
  openingHours: {
    1: [
      { from: '07:00', to: '12:00' },
      { from: '14:00', to: '18:00' },
    ],
    2: [{ from: '07:00', to: '18:00' }],
    3: [{ from: '07:00', to: '18:00' }],
    4: [{ from: '07:00', to: '18:00' }],
    5: [{ from: '07:00', to: '18:00' }],
    6: [{ from: '07:00', to: '13:00' }],
  },
  slotMinutes: 30,
  slotCapacity: 10,
  cutOff: { time: '18:00', days: 1 },
  daysAhead: 14,
  specialDays: new Map([['2026-12-25', { message: 'Merry Christmas!', hours: [] }]]),
};
const bread = demandOf([{ ...anyDay, kind: 'shelf' }], 2, rules);
const cake = demandOf([{ ...anyDay, kind: 'made_to_order', leadTimeHours: 24 }], 1, rules);
const at = (date: string, time: string) => instantAt(date, time, rules.timeZone);
const monday = '2026-11-23';

function refusal(demand: PickupDemand, slot: Date, now: Date, taken = 0, of = rules) {
  const found = findSlot(of, slot);
  return found ? refusalsAt(of, now)(found, demand, taken, true) : 'no such slot';
}

test('a day has the slots of its opening hours, with a break between spans', () => {
  const starts = slotsOn(rules, monday).map(({ startsAt }) => timeAt(startsAt, rules.timeZone));
  expect(starts).toHaveLength(18);
  expect(starts.slice(8, 12)).toEqual(['11:00', '11:30', '14:00', '14:30']);
  expect(starts.at(-1)).toBe('17:30');
});

test('offers no slot that would end after closing', () => {
  const long = { ...rules, slotMinutes: 45 };
  const starts = slotsOn(long, '2026-11-28').map(({ startsAt }) => timeAt(startsAt, long.timeZone));
  expect(starts.at(-1)).toBe('12:15');
});

test('Sunday has no slots', () => {
  expect(slotsOn(rules, '2026-11-29')).toEqual([]);
});

test('a shelf product is available in the next slot, but not in a slot that has begun', () => {
  expect(refusal(bread, at(monday, '09:30'), at(monday, '09:10'))).toBeNull();
  expect(refusal(bread, at(monday, '09:00'), at(monday, '09:10'))).toBe('in the past');
});

test('a time between two slots is no slot', () => {
  expect(refusal(bread, at(monday, '09:10'), at(monday, '08:00'))).toBe('no such slot');
});

test('a product requires its lead time', () => {
  expect(refusal(cake, at('2026-11-24', '09:30'), at(monday, '10:00'))).toBe('lead time');
  expect(refusal(cake, at('2026-11-24', '10:00'), at(monday, '10:00'))).toBeNull();
});

test('baked products must be ordered before the cut-off on the day before', () => {
  const quick = { ...cake, leadTimeHours: 1 };
  expect(refusal(quick, at('2026-11-24', '09:00'), at(monday, '17:59'))).toBeNull();
  expect(refusal(quick, at('2026-11-24', '09:00'), at(monday, '18:00'))).toBe('cut-off passed');
  expect(refusal(bread, at('2026-11-24', '09:00'), at(monday, '18:00'))).toBeNull();
});

test('a special closure refuses all orders for its day', () => {
  expect(refusal(bread, at('2026-12-25', '09:00'), at('2026-12-20', '09:00'))).toBe('closed day');
});

test('a slot takes as many units as its capacity', () => {
  expect(refusal(bread, at(monday, '09:30'), at(monday, '09:00'), 8)).toBeNull();
  expect(refusal(bread, at(monday, '09:30'), at(monday, '09:00'), 9)).toBe('slot full');
});

test('accepts pickups up to two weeks ahead', () => {
  expect(refusal(bread, at('2026-12-07', '09:30'), at(monday, '09:00'))).toBeNull();
  expect(refusal(bread, at('2026-12-08', '09:30'), at(monday, '09:00'))).toBe('too far ahead');
});

describe('a time that staff choose with a reason', () => {
  const refusalAt = (time: string, now: string) =>
    findOverrideRefusal(rules, at(monday, time), at(monday, now));

  test('is possible until its slot ends', () => {
    expect(refusalAt('09:00', '09:29')).toBeNull();
    expect(refusalAt('09:10', '09:29')).toBeNull();
    expect(refusalAt('09:29', '09:40')).toBeNull();
    expect(refusalAt('09:00', '09:30')).toBe('in the past');
  });

  test('is possible for a quarter of an hour outside the opening hours', () => {
    expect(refusalAt('05:00', '05:15')).toBeNull();
    expect(refusalAt('05:00', '05:16')).toBe('in the past');
    expect(refusalAt('03:00', '04:44')).toBe('in the past');
  });

  test('is refused in an earlier year and more than a year ahead', () => {
    const refusalOn = (date: string) =>
      findOverrideRefusal(rules, at(date, '10:00'), at(monday, '09:00'));
    expect(refusalOn('2025-12-01')).toBe('in the past');
    expect(refusalOn('2027-11-23')).toBeNull();
    expect(refusalOn('2027-11-26')).toBe('too far ahead');
  });
});

test('the next open slot comes after full slots, the night, Sunday and a closed day', () => {
  const next = (demand: PickupDemand, now: Date, full: string[] = []) => {
    const taken = ({ startsAt }: PickupSlot) =>
      full.includes(timeAt(startsAt, rules.timeZone)) ? 10 : 0;
    const slot = upcomingSlots(rules, now).find(
      (one) => refusalsAt(rules, now)(one, demand, taken(one), true) === null,
    );
    return (
      slot && `${dateAt(slot.startsAt, rules.timeZone)} ${timeAt(slot.startsAt, rules.timeZone)}`
    );
  };
  expect(next(bread, at(monday, '08:55'), ['09:00', '09:30'])).toBe('2026-11-23 10:00');
  expect(next(bread, at(monday, '20:00'))).toBe('2026-11-24 07:00');
  expect(next(bread, at('2026-11-28', '12:40'))).toBe('2026-11-30 07:00');
  expect(next(bread, at('2026-12-24', '18:00'))).toBe('2026-12-26 07:00');
  expect(next(cake, at(monday, '18:00'))).toBe('2026-11-25 07:00');
  expect(next({ ...bread, units: 11 }, at(monday, '08:00'))).toBeUndefined();
});

test('the cut-off keeps its local time when the clock changes in the following night', () => {
  const open = { ...rules, openingHours: { ...rules.openingHours, 7: rules.openingHours[6] } };
  const cutOff = (date: string) => cutOffFor(open, date);
  expect(timeAt(cutOff('2026-03-29'), rules.timeZone)).toBe('18:00');
  const hours = (from: string, to: string) =>
    (cutOff(to).getTime() - cutOff(from).getTime()) / 3_600_000;
  expect(hours('2026-03-29', '2026-03-30')).toBe(23);
  expect(hours('2026-10-25', '2026-10-26')).toBe(25);
});

describe('a cut-off of working days', () => {
  const [saturday, sunday, nextMonday] = ['2026-11-28', '2026-11-29', '2026-11-30'] as const;
  const special = (date: string, hours: SpecialDay['hours'], of = rules): PickupRules => ({
    ...of,
    specialDays: new Map([...of.specialDays, [date, { message: 'Today only', hours }]]),
  });
  const morning = [{ from: '07:00', to: '12:00' }];
  const cutOff = (days: number, date: string, of = rules) =>
    cutOffFor(of, date, { time: '18:00', days });

  test('closes an order for Monday on Saturday, when the bakery is closed on Sunday', () => {
    const soon = { ...cake, leadTimeHours: 0 };
    expect(refusal(soon, at(nextMonday, '09:00'), at(saturday, '17:59'))).toBeNull();
    expect(refusal(soon, at(nextMonday, '09:00'), at(saturday, '18:00'))).toBe('cut-off passed');
  });

  test.each([
    ['the day itself', 0, nextMonday, nextMonday],
    ['two working days over a Sunday', 2, nextMonday, '2026-11-27'],
    ['a week of six working days', 6, nextMonday, '2026-11-23'],
    ['a day after a closed special day', 1, '2026-12-26', '2026-12-24'],
    ['a closed day', 1, sunday, saturday],
  ])('%s: %i before %s is %s', (_, days, date, expected) => {
    expect(cutOff(days, date)).toEqual(at(expected, '18:00'));
  });

  test('counts a Sunday that is open for once, and not a closed Saturday', () => {
    expect(cutOff(1, nextMonday, special(sunday, morning))).toEqual(at(sunday, '18:00'));
    expect(cutOff(1, nextMonday, special(saturday, []))).toEqual(at('2026-11-27', '18:00'));
  });

  test('closes an order for 2 January before New Year', () => {
    const year = special('2027-01-01', []);
    expect(cutOff(1, '2027-01-02', year)).toEqual(at('2026-12-31', '18:00'));
    expect(cutOff(2, '2027-01-02', year)).toEqual(at('2026-12-30', '18:00'));
  });

  test('counts calendar days, for a bakery without opening hours', () => {
    expect(cutOff(3, nextMonday, { ...rules, openingHours: {} })).toEqual(
      at('2026-11-27', '18:00'),
    );
  });

  test.each(['Pacific/Kiritimati', 'Asia/Kolkata', 'America/Anchorage', 'Pacific/Apia'])(
    'is a local time in %s',
    (timeZone) => {
      const there = { ...rules, timeZone };
      expect(cutOff(1, nextMonday, there)).toEqual(instantAt(saturday, '18:00', timeZone));
    },
  );
});

describe('a lead time of working days', () => {
  const twoDays = { ...bread, leadTimeDays: 2 };

  test('ends on the second working day after the day of the placement', () => {
    expect(refusal(twoDays, at('2026-11-24', '17:30'), at(monday, '00:00'))).toBe('lead time');
    expect(refusal(twoDays, at('2026-11-25', '07:00'), at(monday, '23:59'))).toBeNull();
  });

  test('does not count Sunday and a closed special day', () => {
    expect(refusal(twoDays, at('2026-11-30', '09:00'), at('2026-11-28', '09:00'))).toBe(
      'lead time',
    );
    expect(refusal(twoDays, at('2026-12-01', '07:00'), at('2026-11-28', '09:00'))).toBeNull();
    expect(refusal(twoDays, at('2026-12-26', '09:00'), at('2026-12-24', '09:00'))).toBe(
      'lead time',
    );
    expect(refusal(twoDays, at('2026-12-28', '07:00'), at('2026-12-24', '09:00'))).toBeNull();
  });

  test('begins with the business day of a placement after midnight', () => {
    const night: PickupRules = {
      ...rules,
      openingHours: { ...rules.openingHours, 5: [{ from: '18:00', to: '02:00' }] },
    };
    const slot = at('2026-11-30', '07:00');
    expect(refusal(twoDays, slot, at('2026-11-28', '01:59'), 0, night)).toBeNull();
    expect(refusal(twoDays, slot, at('2026-11-28', '02:00'), 0, night)).toBe('lead time');
  });

  test('refuses every day that customers can order for, when it is longer', () => {
    const long = { ...bread, leadTimeDays: 90 };
    expect(refusal(long, at('2026-12-07', '09:30'), at(monday, '09:00'))).toBe('lead time');
  });
});

describe('a season', () => {
  const winter = { ...bread, seasonFrom: '2026-11-27', seasonTo: '2026-12-01' };

  test.each([
    ['2026-11-26', 'out of season'],
    ['2026-11-27', null],
    ['2026-12-01', null],
    ['2026-12-02', 'out of season'],
  ])('from Friday to Tuesday, on %s: %s', (date, expected) => {
    expect(refusal(winter, at(date, '09:00'), at(monday, '09:00'))).toBe(expected);
  });

  test('includes the hours after midnight of its last day, and not those before its first day', () => {
    const week = [1, 2, 3, 4, 5, 6, 7].map((day) => [day, [{ from: '20:00', to: '02:00' }]]);
    const late = {
      ...rules,
      openingHours: Object.fromEntries(week) as PickupRules['openingHours'],
    };
    const on = (date: string) => refusal(winter, at(date, '01:00'), at(monday, '09:00'), 0, late);
    expect(['2026-11-27', '2026-11-28', '2026-12-02', '2026-12-03'].map(on)).toEqual([
      'out of season',
      null,
      null,
      'out of season',
    ]);
  });
});

test('a horizon of a product is shorter than that of the bakery, and never longer', () => {
  const soon = { ...bread, horizonDays: 3 };
  expect(refusal(soon, at('2026-11-26', '09:00'), at(monday, '09:00'))).toBeNull();
  expect(refusal(soon, at('2026-11-27', '09:00'), at(monday, '09:00'))).toBe('too far ahead');
  const far = { ...bread, horizonDays: 60 };
  expect(refusal(far, at('2026-12-08', '09:30'), at(monday, '09:00'))).toBe('too far ahead');
});

test('an order waits without losing the cut-off and the lead time of its placement', () => {
  const slot = findSlot(rules, at('2026-11-24', '11:00'));
  const decidedAt = at('2026-11-24', '10:30');
  const refusalOf = (placedAt: Date) =>
    slot && refusalsAt(rules, placedAt, decidedAt)(slot, cake, 0, true);
  expect(refusalOf(at(monday, '10:59'))).toBeNull();
  expect(refusalOf(at(monday, '11:01'))).toBe('lead time');
  const quick = { ...cake, leadTimeHours: 0 };
  expect(slot && refusalsAt(rules, at(monday, '18:00'), decidedAt)(slot, quick, 0, true)).toBe(
    'cut-off passed',
  );
  expect(
    slot && refusalsAt(rules, at(monday, '10:00'), at('2026-11-24', '11:01'))(slot, cake, 0, true),
  ).toBe('in the past');
});

test('a night with 23 or 25 hours has slots for each hour', () => {
  const allDay: PickupRules = {
    ...rules,
    openingHours: { 7: [{ from: '00:00', to: '24:00' }] },
    slotMinutes: 60,
  };
  expect(slotsOn(allDay, '2026-03-22')).toHaveLength(24);
  expect(slotsOn(allDay, '2026-03-29')).toHaveLength(23);
  expect(slotsOn(allDay, '2026-10-25')).toHaveLength(25);
});

describe('hours past midnight', () => {
  const friday = '2026-11-27';
  const saturday = '2026-11-28';
  const late: PickupRules = {
    ...rules,
    openingHours: { 5: [{ from: '22:30', to: '03:00' }] },
    slotMinutes: 60,
    specialDays: new Map(),
  };
  const starts = (date: string, of = late) =>
    slotsOn(of, date).map(({ startsAt }) => timeAt(startsAt, of.timeZone));

  test('have slots on both sides of midnight, and a slot across midnight', () => {
    expect(starts(friday)).toEqual(['22:30', '23:30']);
    expect(starts(saturday)).toEqual(['00:30', '01:30']);
    expect(findSlot(late, at(saturday, '01:30'))).toMatchObject({
      date: saturday,
      openedOn: friday,
    });
  });

  test('have their slots listed before the slots of the following day', () => {
    const both = {
      ...late,
      openingHours: { ...late.openingHours, 6: [{ from: '03:00', to: '05:00' }] },
    };
    expect(starts(saturday, both)).toEqual(['00:30', '01:30', '03:00', '04:00']);
    expect(
      upcomingSlots(both, at(saturday, '00:00'))
        .slice(0, 2)
        .map(({ openedOn }) => openedOn),
    ).toEqual([friday, friday]);
  });

  test('follow the closure and the cut-off of the day on which they began', () => {
    const slot = findSlot(late, at(saturday, '01:30'));
    if (!slot) throw new Error('There is no such slot');
    const twoDays = { ...late, openingHours: { ...late.openingHours, 4: rules.openingHours[4] } };
    const refusalAt = (now: Date, of: PickupRules) => refusalsAt(of, now)(slot, cake, 0, true);
    const soon = { ...cake, leadTimeHours: 0 };
    expect(refusalsAt(twoDays, at('2026-11-26', '17:59'))(slot, soon, 0, true)).toBeNull();
    expect(refusalsAt(twoDays, at('2026-11-26', '18:00'))(slot, soon, 0, true)).toBe(
      'cut-off passed',
    );
    const closed = (date: string) => ({
      ...twoDays,
      specialDays: new Map([[date, { message: 'Holiday', hours: [] }]]),
    });
    expect(refusalAt(at('2026-11-25', '09:00'), closed(friday))).toBe('closed day');
    expect(refusalAt(at('2026-11-25', '09:00'), closed(saturday))).toBeNull();
  });

  test.each([
    ['America/Havana', '2026-10-31', 7],
    ['America/Havana', '2026-03-07', 5],
    ['Atlantic/Azores', '2026-10-24', 7],
  ])('in %s have all their hours in the night of %s: %i', (timeZone, night, hours) => {
    const open = [{ from: '22:00', to: '04:00' }];
    const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, open]));
    const there = { ...late, timeZone, openingHours: week };
    const dates = [addDays(night, -1), night, addDays(night, 1), addDays(night, 2)];
    const slots = dates.flatMap((date) => slotsOn(there, date));
    expect(slots.filter(({ openedOn }) => openedOn === night)).toHaveLength(hours);
    expect(slots.every(({ date, startsAt }) => dateAt(startsAt, timeZone) === date)).toBe(true);
  });
});

describe('a special day with hours', () => {
  const starts = (date: string, of: PickupRules) =>
    slotsOn(of, date).map(({ startsAt }) => timeAt(startsAt, of.timeZone));
  const special = (date: string, hours: SpecialDay['hours'], of = rules): PickupRules => ({
    ...of,
    specialDays: new Map([[date, { message: 'Christmas Eve', hours }]]),
  });
  const morning = [{ from: '07:00', to: '08:00' }];
  const night = [{ from: '22:00', to: '02:00' }];
  const hourly = { ...rules, slotMinutes: 60, openingHours: { 5: night, 6: morning } };
  const [friday, saturday] = ['2026-11-27', '2026-11-28'] as const;

  test('has the slots of its own hours, not those of its weekday', () => {
    const early = special(monday, morning);
    expect(starts(monday, early)).toEqual(['07:00', '07:30']);
    const now = at(monday, '05:00');
    expect(refusal(bread, at(monday, '07:30'), now, 0, early)).toBeNull();
    expect(findSlot(early, at(monday, '08:00'))).toBeUndefined();
    expect(refusalWithoutSlot(early, at(monday, '08:00'))).toBe('no such slot');
  });

  test('opens a weekday that is usually closed', () => {
    const [sunday, now] = ['2026-11-29', at(monday, '09:00')];
    const open = special(sunday, morning);
    expect(refusal(bread, at(sunday, '07:30'), now, 0, open)).toBeNull();
    expect(hoursOf(open, sunday)).toEqual(morning);
    expect(hoursOf(open, '2026-12-06')).toEqual([]);
  });

  test('past midnight has slots of its own business day on the next date', () => {
    const late = special(monday, night, { ...rules, slotMinutes: 60, openingHours: {} });
    expect(starts(monday, late)).toEqual(['22:00', '23:00']);
    expect(starts('2026-11-24', late)).toEqual(['00:00', '01:00']);
    expect(businessDayOf(late, at('2026-11-24', '01:30'))).toBe(monday);
  });

  test('has a business day until it closes, also after its last whole slot', () => {
    const long = { ...rules, slotMinutes: 45, openingHours: {} };
    const late = special(monday, [{ from: '22:00', to: '02:00' }], long);
    expect(starts('2026-11-24', late).at(-1)).toBe('01:00');
    expect(businessDayOf(late, at('2026-11-24', '01:50'))).toBe(monday);
    expect(businessDayOf(late, at('2026-11-24', '02:00'))).toBe('2026-11-24');
  });

  test('gives the rest of its open hours to no closed day', () => {
    const both: PickupRules = {
      ...hourly,
      specialDays: new Map([
        [friday, { message: 'Holiday', hours: [] }],
        [saturday, { message: 'Fair', hours: [{ from: '00:00', to: '01:20' }] }],
      ]),
    };
    expect(starts(saturday, both)).toEqual(['00:00']);
    expect(businessDayOf(both, at(saturday, '01:10'))).toBe(saturday);
    expect(businessDayOf(both, at(saturday, '01:30'))).toBe(friday);
  });

  test('ends the night of the day before no earlier', () => {
    expect(starts(saturday, special(saturday, [{ from: '09:00', to: '10:00' }], hourly))).toEqual([
      '00:00',
      '01:00',
      '09:00',
    ]);
  });

  test('replaces the night of its weekday', () => {
    expect(starts(saturday, special(friday, morning, hourly))).toEqual(['07:00']);
  });

  test('closes a day after a late night, but not the night', () => {
    const closed = special(saturday, [], hourly);
    const now = at(monday, '09:00');
    expect(refusal(bread, at(saturday, '01:00'), now, 0, closed)).toBeNull();
    expect(refusal(bread, at(saturday, '07:00'), now, 0, closed)).toBe('closed day');
    expect(refusalWithoutSlot(closed, at(saturday, '12:00'))).toBe('closed day');
  });

  test('opens at the time of the night that a closure of the day before ends', () => {
    const both: PickupRules = {
      ...hourly,
      specialDays: new Map([
        [friday, { message: 'Holiday', hours: [] }],
        [saturday, { message: 'Fair', hours: [{ from: '00:00', to: '01:00' }] }],
      ]),
    };
    const now = at(monday, '09:00');
    expect(starts(saturday, both)).toEqual(['00:00', '01:00']);
    expect(refusal(bread, at(saturday, '00:00'), now, 0, both)).toBeNull();
    expect(refusal(bread, at(saturday, '01:00'), now, 0, both)).toBe('closed day');
  });

  test.each([
    ['2026-03-29', [{ from: '01:00', to: '04:00' }], 2],
    ['2026-10-25', [{ from: '01:00', to: '04:00' }], 4],
    ['2026-03-28', night, 4],
    ['2026-03-28', [{ from: '22:00', to: '04:00' }], 5],
    ['2026-10-24', [{ from: '22:00', to: '04:00' }], 7],
  ])('at a clock change of Berlin on %s from %j has %i slots of an hour', (date, hours, count) => {
    const changed = special(date, hours, { ...rules, slotMinutes: 60, openingHours: {} });
    const slots = [date, addDays(date, 1)].flatMap((day) => slotsOn(changed, day));
    expect(slots.filter(({ openedOn }) => openedOn === date)).toHaveLength(count);
  });
});

const anyRules = fc.record({
  timeZone: fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
  ),
  slotMinutes: fc.constantFrom(10, 15, 20, 30, 45, 60),
  from: fc.integer({ min: 0, max: 12 }),
  hours: fc.integer({ min: 1, max: 12 }),
});
const anyDate = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2024-01-01', days));

test('slots lie within the opening hours, in order, on their own date', () => {
  fc.assert(
    fc.property(anyRules, anyDate, ({ timeZone, slotMinutes, from, hours }, date) => {
      const pad = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
      const day = { from: pad(from), to: pad(from + hours) };
      const every = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, [day]]));
      const slots = slotsOn({ ...rules, timeZone, slotMinutes, openingHours: every }, date);
      const opens = instantAt(date, day.from, timeZone).getTime();
      const closes = instantAt(date, day.to, timeZone).getTime();
      slots.forEach(({ startsAt, endsAt }, index) => {
        expect(startsAt.getTime()).toBe(opens + index * slotMinutes * 60_000);
        expect(endsAt.getTime()).toBeLessThanOrEqual(closes);
        expect(dateAt(startsAt, timeZone)).toBe(date);
      });
      expect(closes - opens - slots.length * slotMinutes * 60_000).toBeLessThan(
        slotMinutes * 60_000,
      );
    }),
  );
});

const anyHalfHour = fc.integer({ min: 0, max: 48 }).map((half) => {
  const hours = String(Math.floor(half / 2)).padStart(2, '0');
  return `${hours}:${half % 2 ? '30' : '00'}`;
});
const anySpans = fc.array(fc.record({ from: anyHalfHour, to: anyHalfHour }), { maxLength: 2 });

test('open slots lie within the hours of their business day, and never overlap, around special days', () => {
  const around = (date: string) => [-1, 0, 1].map((days) => addDays(date, days));
  const anyCase = fc
    .record({
      timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
      date: fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-25', '2026-12-31', '2026-11-01'),
      slotMinutes: fc.constantFrom(15, 30, 60),
      week: anySpans,
      special: fc.tuple(...[1, 2, 3].map(() => fc.option(anySpans))),
    })
    .map(({ date, week, special, ...given }) => {
      const days = around(date).flatMap((day, index) => {
        const hours = special[index] ?? null;
        return hours === null ? [] : [[day, { message: 'Special', hours }] as const];
      });
      const openingHours = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, week]));
      return { date, of: { ...rules, ...given, openingHours, specialDays: new Map(days) } };
    })
    .filter(({ date, of }) =>
      [-2, -1, 0, 1, 2].every((days) => {
        const day = addDays(date, days);
        return findFaultsInSpecialHours(of, day, hoursOf(of, day)).length === 0;
      }),
    );
  fc.assert(
    fc.property(anyCase, ({ date, of }) => {
      const isClosed = ({ openedOn }: PickupSlot) => hoursOf(of, openedOn).length === 0;
      const slots = around(date).flatMap((day) => slotsOn(of, day));
      for (const slot of slots) {
        const refused = refusalsAt(of, new Date(0))(slot, bread, 0, true) === 'closed day';
        expect(refused).toBe(isClosed(slot));
        expect(businessDayOf(of, slot.startsAt)).toBe(slot.openedOn);
        if (refused) continue;
        const isWithin = hoursOf(of, slot.openedOn).some((hours) => {
          const { opensAt, closesAt } = boundsOf(of, slot.openedOn, hours);
          return opensAt <= slot.startsAt && slot.endsAt <= closesAt;
        });
        expect(isWithin).toBe(true);
      }
      const open = slots.filter((slot) => !isClosed(slot));
      open.forEach(({ startsAt }, index) => {
        const before = open[index - 1];
        if (before) expect(startsAt.getTime()).toBeGreaterThanOrEqual(before.endsAt.getTime());
      });
    }),
    { numRuns: 60 },
  );
});

describe('a business day is over', () => {
  const late = {
    ...rules,
    openingHours: { ...rules.openingHours, 5: [{ from: '20:00', to: '03:00' }] },
  };

  test.each([
    ['at the end of its date', rules, at('2026-11-24', '00:00'), '2026-11-23'],
    ['not before the end of its date', rules, at('2026-11-23', '23:59'), '2026-11-22'],
    ['after hours that end past midnight', late, at('2026-11-28', '03:00'), '2026-11-27'],
    ['not before hours end past midnight', late, at('2026-11-28', '02:59'), '2026-11-26'],
    ['at the end of its date when it is closed', rules, at('2026-11-30', '00:00'), '2026-11-29'],
    // The clock is set back at 03:00, so 02:30 comes twice.
    ['at the first 02:30', withNight('02:30'), new Date('2026-10-25T00:30:00Z'), '2026-10-24'],
    ['not before', withNight('02:30'), new Date('2026-10-25T00:29:00Z'), '2026-10-23'],
    ['at the hours of a special day', special('03:00'), at('2026-11-28', '03:00'), '2026-11-27'],
    ['not before these hours end', special('03:30'), at('2026-11-28', '03:29'), '2026-11-26'],
  ])('%s', (_, of, now, date) => {
    expect(lastDayOver(of, now)).toBe(date);
  });

  function special(to: string): PickupRules {
    const hours = [{ from: '20:00', to }];
    return { ...rules, specialDays: new Map([['2026-11-27', { message: 'Party', hours }]]) };
  }

  function withNight(to: string): PickupRules {
    return { ...rules, openingHours: { 6: [{ from: '20:00', to }] } };
  }
});

const anyWeek = fc
  .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
  .map((days) => Object.fromEntries(days.map((day) => [day, [{ from: '08:00', to: '10:00' }]])));
const anySpecialDays = fc
  .array(fc.tuple(fc.integer({ min: -10, max: 20 }), fc.boolean()), { maxLength: 6 })
  .map(
    (days) =>
      new Map(
        days.map(([n, isOpen]) => [
          addDays(monday, n),
          { message: '', hours: isOpen ? [{ from: '08:00', to: '10:00' }] : [] },
        ]),
      ),
  );
const anyZone = fc.constantFrom(
  'Europe/Berlin',
  'Asia/Kolkata',
  'America/Anchorage',
  'Pacific/Apia',
);
const anyBakery = fc
  .record({ timeZone: anyZone, openingHours: anyWeek, specialDays: anySpecialDays })
  .map((some): PickupRules => ({ ...rules, slotMinutes: 60, ...some }));
const anyTime = fc.constantFrom('00:00', '09:00', '18:00', '23:59');
const anyProduct = fc.record({
  kind: fc.constantFrom('shelf' as const, 'daily' as const, 'made_to_order' as const),
  leadTimeHours: fc.constantFrom(0, 0, 30),
  leadTimeDays: fc.constantFrom(0, 0, 1, 3),
  cutOff: fc.option(anyTime),
  cutOffDays: fc.nat({ max: 3 }),
  horizonDays: fc.option(fc.nat({ max: 14 })),
  seasonFrom: fc.option(fc.nat({ max: 8 }).map((n) => addDays(monday, n))),
  seasonTo: fc.option(fc.integer({ min: 3, max: 14 }).map((n) => addDays(monday, n))),
});
const anyMoment = fc.integer({ min: 0, max: 3 * 24 * 60 }).map((minutes) => minutes * 60_000);

test('a slot is possible for several products exactly when it is possible for each of them', () => {
  fc.assert(
    fc.property(
      anyBakery,
      fc.array(anyProduct, { minLength: 1, maxLength: 4 }),
      anyMoment,
      (bakery, products, minutes) => {
        const now = new Date(instantAt(monday, '00:00', bakery.timeZone).getTime() + minutes);
        const findRefusal = refusalsAt(bakery, now);
        const isOpen = (slot: PickupSlot, some: typeof products) =>
          findRefusal(slot, demandOf(some, 1, bakery), 0, true) === null;
        for (const slot of upcomingSlots(bakery, now)) {
          expect(isOpen(slot, products)).toBe(products.every((one) => isOpen(slot, [one])));
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('a cut-off has exactly its number of working days up to the day of the pickup', () => {
  fc.assert(
    fc.property(
      anyBakery,
      fc.nat({ max: 5 }),
      fc.nat({ max: 14 }),
      anyTime,
      (of, days, n, time) => {
        const date = addDays(monday, n);
        const closesAt = cutOffFor(of, date, { time, days });
        const closesOn = dateAt(closesAt, of.timeZone);
        expect(closesAt).toEqual(instantAt(closesOn, time, of.timeZone));
        const between = daysFrom(closesOn, date).filter((day) => hoursOf(of, day).length > 0);
        expect(between).toHaveLength(days);
        expect(days === 0 || between[0] === closesOn).toBe(true);
      },
    ),
  );
});

test('a lead time has at least its number of working days after the day of the placement', () => {
  fc.assert(
    fc.property(anyBakery, fc.integer({ min: 1, max: 5 }), anyMoment, (of, days, minutes) => {
      const now = new Date(instantAt(monday, '00:00', of.timeZone).getTime() + minutes);
      const demand = { ...bread, leadTimeDays: days };
      const findRefusal = refusalsAt(of, now);
      for (const slot of upcomingSlots(of, now).filter(({ startsAt }) => startsAt >= now)) {
        const passed = daysFrom(addDays(businessDayOf(of, now), 1), addDays(slot.openedOn, 1));
        const isLongEnough = passed.filter((day) => hoursOf(of, day).length > 0).length >= days;
        const refused = findRefusal(slot, demand, 0, true);
        if (refused !== 'closed day') expect(refused).toBe(isLongEnough ? null : 'lead time');
      }
    }),
  );
});

/** The dates from one to another, which is not included. */
function daysFrom(first: string, end: string): string[] {
  const days = [];
  for (let date = first; date < end; date = addDays(date, 1)) days.push(date);
  return days;
}
