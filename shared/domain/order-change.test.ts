import {
  type ChangeableOrder,
  decideOrderAction,
  isUndoable,
  type OrderAction,
  stepsOf,
  type TimelineStep,
} from './order-change.ts';
import type { OrderStatus } from './order-status.ts';

const step = (
  from: OrderStatus | null,
  to: OrderStatus,
  more: Partial<TimelineStep> = {},
): TimelineStep => ({
  id: 7,
  secondsAgo: 10,
  from,
  to,
  by: 'staff:anna',
  reason: null,
  undoes: null,
  ...more,
});

const order = (status: OrderStatus, more: Partial<ChangeableOrder> = {}): ChangeableOrder => ({
  id: 101,
  status,
  pickupAt: null,
  collectedAt: null,
  missedAt: null,
  lastStep: step('Pending', status, { by: 'processor' }),
  ...more,
});
const now = new Date('2026-12-01T10:00:00Z');
const decide = (before: ChangeableOrder, action: OrderAction) =>
  decideOrderAction(before, action, now);
const collected = order('Completed', { collectedAt: now });
const missed = order('Completed', { missedAt: now });

test('completes a Processing order, and collects a Completed order', () => {
  expect(decide(order('Processing'), { action: 'complete' })).toMatchObject({
    to: 'Completed',
    end: null,
  });
  expect(decide(order('Completed'), { action: 'collect' })).toMatchObject({
    to: 'Completed',
    end: 'collected',
  });
});

test.each(['Pending', 'Processing', 'Completed'] as const)('cancels a %s order', (status) => {
  expect(decide(order(status), { action: 'cancel', reason: 'oven broken' })).toMatchObject({
    to: 'Cancelled',
    reason: 'oven broken',
  });
});

test('a repeated action changes nothing', () => {
  expect(decide(order('Completed'), { action: 'complete' })).toBeNull();
  expect(decide(collected, { action: 'collect' })).toBeNull();
  expect(decide(missed, { action: 'miss' })).toBeNull();
  expect(decide(order('Cancelled'), { action: 'cancel', reason: 'again' })).toBeNull();
});

test.each([
  ['complete', order('Pending')],
  ['complete', order('Rejected')],
  ['complete', order('Cancelled')],
  ['complete', collected],
  ['collect', order('Cancelled')],
  ['cancel', collected],
  ['collect', order('Pending')],
  ['collect', missed],
  ['complete', order('Processing', { missedAt: now })],
  ['cancel', missed],
  ['miss', order('Pending')],
  ['miss', order('Rejected')],
  ['miss', order('Cancelled')],
  ['miss', collected],
  ['cancel', order('Rejected')],
] as const)('refuses to %s an order in the wrong status', (action, from) => {
  const move = action === 'cancel' ? { action, reason: 'no' } : { action };
  expect(() => decide(from, move)).toThrow();
});

test('an order that is picked up while it is Processing becomes Completed, in two steps', () => {
  const change = decide(order('Processing'), { action: 'collect' });
  expect(change).toMatchObject({ to: 'Completed', end: 'collected' });
  expect(change && stepsOf(order('Processing'), change)).toEqual([
    { from: 'Processing', to: 'Completed', reason: null, undoes: null },
    { from: 'Completed', to: 'Completed', reason: 'collected', undoes: null },
  ]);
});

test.each(['Processing', 'Completed'] as const)(
  'a %s order that is not picked up keeps its status',
  (status) => {
    const change = decide(order(status, { pickupAt: now }), { action: 'miss' });
    expect(change).toEqual({ to: status, end: 'missed', reason: 'not picked up', undoes: null });
    expect(change && stepsOf(order(status), change)).toEqual([
      { from: status, to: status, reason: 'not picked up', undoes: null },
    ]);
  },
);

test('an order cannot be missed before its pickup time', () => {
  const early = order('Completed', { pickupAt: new Date(now.getTime() + 1) });
  expect(() => decide(early, { action: 'miss' })).toThrow('has not begun');
});

describe('an undo', () => {
  const undo = (status: OrderStatus, lastStep: TimelineStep, collectedAt: Date | null = null) =>
    decide(order(status, { lastStep, collectedAt }), { action: 'undo' });

  test('of a completion makes the order Processing', () => {
    expect(undo('Completed', step('Processing', 'Completed'))).toEqual({
      to: 'Processing',
      end: null,
      reason: 'taken back',
      undoes: 7,
    });
  });

  test('of a collection makes the order Completed and not collected', () => {
    expect(undo('Completed', step('Completed', 'Completed'), new Date())).toMatchObject({
      to: 'Completed',
      end: null,
      undoes: 7,
    });
  });

  test.each(['Processing', 'Completed'] as const)(
    'of a missed %s order takes only that back',
    (status) => {
      const last = step(status, status, { reason: 'not picked up' });
      const before = order(status, { lastStep: last, missedAt: now });
      expect(decide(before, { action: 'undo', undoes: 'miss' })).toEqual({
        to: status,
        end: null,
        reason: 'taken back',
        undoes: 7,
      });
      expect(() => decide(before, { action: 'undo', undoes: 'collect' })).toThrow('nothing');
    },
  );

  test.each(['Pending', 'Processing', 'Completed'] as const)(
    'of the cancellation of a %s order makes it Pending',
    (from) => {
      expect(undo('Cancelled', step(from, 'Cancelled'))).toMatchObject({ to: 'Pending' });
    },
  );

  test('changes nothing when it is repeated', () => {
    expect(undo('Processing', step('Completed', 'Processing', { undoes: 6 }))).toBeNull();
  });

  test('is possible for a minute', () => {
    const after = (secondsAgo: number) => step('Processing', 'Completed', { secondsAgo });
    expect(undo('Completed', after(59))).toMatchObject({ to: 'Processing' });
    expect(() => undo('Completed', after(61))).toThrow('60 s');
  });

  test('is refused for a change that is dated a day ahead', () => {
    const ahead = step('Processing', 'Completed', { secondsAgo: -86_400 });
    expect(() => undo('Completed', ahead)).toThrow('60 s');
    expect(isUndoable(ahead)).toBe(false);
    // A clock under continuous correction may go back a little.
    expect(isUndoable({ ...ahead, secondsAgo: -1 })).toBe(true);
  });

  test.each([
    ['a change by the processor', step('Pending', 'Completed', { by: 'processor' })],
    ['a change by the customer', step('Pending', 'Cancelled', { by: 'customer' })],
    ['an undo', step('Completed', 'Processing', { undoes: 6, secondsAgo: 61 })],
    ['an order placed at the counter', step(null, 'Pending')],
  ])('is not possible for %s', (_, last) => {
    expect(() => undo(last.to, last)).toThrow('There is nothing to undo');
  });
});
