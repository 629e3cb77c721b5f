/**
 * Random days of a daily product, compared with a simple model: two boxes of units, one for all customers and one that
 * is kept for walk-in customers.
 */
import fc from 'fast-check';
import { decideOrders, type PendingOrder } from './allocation.ts';
import { anyDay } from './availability.ts';
import { instantAt } from './calendar.ts';
import { type DayBook, dayKey, type DayPlan, type DaySupplies, unitsLeftOn } from './day-supply.ts';
import type { PickupRules } from './pickup.ts';

const today = '2026-11-23';
const rules: PickupRules = {
  timeZone: 'Asia/Kolkata',
  openingHours: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, [{ from: '07:00', to: '19:00' }]]),
  ),
  slotMinutes: 30,
  slotCapacity: 1_000,
  cutOff: { time: '18:00', days: 1 },
  daysAhead: 14,
  specialDays: new Map(),
};
const now = instantAt(today, '08:10', rules.timeZone);
const croissant = { ...anyDay, productId: 3, kind: 'daily', dailyCapacity: null } as const;
const key = dayKey(croissant.productId, today);

type Event =
  | { readonly kind: 'online order' | 'counter order' | 'sale' | 'waste'; readonly units: number }
  | { readonly kind: 'cancellation' | 'release' | 'rest is waste' }
  | { readonly kind: 'plan'; readonly plan: DayPlan };

interface Day {
  readonly plan: DayPlan;
  /** Units of each accepted order. */
  readonly orders: readonly number[];
  readonly book: DayBook;
}

const units = fc.integer({ min: 1, max: 6 });
const plan = fc.integer({ min: 0, max: 20 }).chain((planned) =>
  fc.record({
    units: fc.constant(planned),
    reserve: fc.integer({ min: 0, max: planned }),
  }),
);
const events = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom(
        'online order' as const,
        'counter order' as const,
        'sale' as const,
        'waste' as const,
      ),
      units,
    }),
    fc.record({
      kind: fc.constantFrom('cancellation' as const, 'release' as const, 'rest is waste' as const),
    }),
    fc.record({ kind: fc.constant('plan' as const), plan }),
  ),
  { maxLength: 25 },
);

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function suppliesOf({ plan: planned, orders, book }: Day): DaySupplies {
  return {
    weekdayPlans: new Map(),
    datePlans: new Map([[key, planned]]),
    taken: new Map([[key, sum(orders)]]),
    books: new Map([[key, book]]),
    pools: {
      weekdays: new Map(),
      dates: new Map(),
      taken: new Map(),
      uses: new Map(),
      plannedUses: new Map(),
    },
    optionsTaken: new Map(),
  };
}

/** What the two boxes have; less than 0 when more has left a box than was in it. */
function boxesOf({ plan: planned, orders, book }: Day) {
  const fromKept = Math.min(book.sold, planned.reserve);
  const kept = planned.reserve - fromKept;
  const free = planned.units - planned.reserve - sum(orders) - book.wasted - (book.sold - fromKept);
  return book.isReserveReleased ? { free: free + kept, kept: 0 } : { free, kept };
}

function isAccepted(day: Day, quantity: number, isAtCounter: boolean): boolean {
  const order: PendingOrder = {
    id: 101,
    placedAt: now,
    pickupAt: instantAt(today, '12:00', rules.timeZone),
    isPickupChosen: true,
    isAtCounter,
    isOverridden: false,
    wasAccepted: false,
    lines: [{ ...croissant, lineNo: 1, quantity, options: [], isToPrepare: false }],
  };
  const supplies = { since: now, stock: new Map(), slots: [], days: suppliesOf(day) };
  return decideOrders([order], supplies, rules, now)[0]?.status !== 'Rejected';
}

function after(day: Day, event: Event): Day {
  const { orders, book } = day;
  const { free, kept } = boxesOf(day);
  switch (event.kind) {
    case 'online order':
    case 'counter order': {
      const isAtCounter = event.kind === 'counter order';
      const accepted = isAccepted(day, event.units, isAtCounter);
      expect(accepted).toBe(event.units <= (isAtCounter ? free + kept : free));
      return accepted ? { ...day, orders: [...orders, event.units] } : day;
    }
    case 'cancellation':
      return { ...day, orders: orders.slice(1) };
    case 'sale':
      return { ...day, book: { ...book, sold: book.sold + event.units } };
    case 'waste':
      return { ...day, book: { ...book, wasted: book.wasted + event.units } };
    case 'release':
      return { ...day, book: { ...book, isReserveReleased: true } };
    case 'rest is waste': {
      const rest = Math.max(0, unitsLeftOn(suppliesOf(day), croissant, today, true) ?? 0);
      return { ...day, book: { ...book, wasted: book.wasted + rest } };
    }
    case 'plan':
      return { ...day, plan: event.plan };
  }
}

test('planned = ordered + sold + wasted + left, and an online order never takes what is kept', () => {
  fc.assert(
    fc.property(plan, events, (planned, happening) => {
      const book = { sold: 0, wasted: 0, baked: null, isReserveReleased: false };
      let day: Day = { plan: planned, orders: [], book };
      for (const event of happening) {
        day = after(day, event);
        const left = unitsLeftOn(suppliesOf(day), croissant, today, true) ?? NaN;
        const { free, kept } = boxesOf(day);
        expect(left).toBe(free + kept);
        expect(unitsLeftOn(suppliesOf(day), croissant, today, false)).toBe(free);
        expect(sum(day.orders) + day.book.sold + day.book.wasted + left).toBe(day.plan.units);
        if (event.kind === 'rest is waste') expect(left).toBeLessThanOrEqual(0);
      }
    }),
    { numRuns: 500 },
  );
});
