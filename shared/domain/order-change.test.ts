import {
  type ChangeableOrder,
  decideOrderAction,
  isUndoable,
  type TimelineStep,
} from './order-change.ts';
import type { OrderStatus } from './order-status.ts';

const step = (from: OrderStatus | null, to: OrderStatus, more: Partial<TimelineStep> = {}) => ({
  id: 7,
  secondsAgo: 10,
  from,
  to,
  by: 'staff:anna',
  undoes: null,
  ...more,
});

const order = (status: OrderStatus, more: Partial<ChangeableOrder> = {}): ChangeableOrder => ({
  id: 101,
  status,
  pickupAt: null,
  collectedAt: null,
  lastStep: step('Pending', status, { by: 'processor' }),
  ...more,
});
const collected = order('Completed', { collectedAt: new Date() });

test('completes a Processing order, and collects a Completed order', () => {
  expect(decideOrderAction(order('Processing'), { action: 'complete' })).toMatchObject({
    to: 'Completed',
    isCollected: false,
  });
  expect(decideOrderAction(order('Completed'), { action: 'collect' })).toMatchObject({
    to: 'Completed',
    isCollected: true,
  });
});

test.each(['Pending', 'Processing', 'Completed'] as const)('cancels a %s order', (status) => {
  expect(
    decideOrderAction(order(status), { action: 'cancel', reason: 'oven broken' }),
  ).toMatchObject({ to: 'Cancelled', reason: 'oven broken' });
});

test('a repeated action changes nothing', () => {
  expect(decideOrderAction(order('Completed'), { action: 'complete' })).toBeNull();
  expect(decideOrderAction(collected, { action: 'collect' })).toBeNull();
  expect(decideOrderAction(order('Cancelled'), { action: 'cancel', reason: 'again' })).toBeNull();
});

test.each([
  ['complete', order('Pending')],
  ['complete', order('Rejected')],
  ['complete', order('Cancelled')],
  ['complete', collected],
  ['collect', order('Processing')],
  ['collect', order('Cancelled')],
  ['cancel', collected],
  ['cancel', order('Rejected')],
] as const)('refuses to %s an order in the wrong status', (action, from) => {
  const move = action === 'cancel' ? { action, reason: 'no' } : { action };
  expect(() => decideOrderAction(from, move)).toThrow();
});

describe('an undo', () => {
  const undo = (status: OrderStatus, lastStep: TimelineStep, collectedAt: Date | null = null) =>
    decideOrderAction(order(status, { lastStep, collectedAt }), { action: 'undo' });

  test('of a completion makes the order Processing', () => {
    expect(undo('Completed', step('Processing', 'Completed'))).toEqual({
      to: 'Processing',
      isCollected: false,
      reason: 'taken back',
      undoes: 7,
    });
  });

  test('of a collection makes the order Completed and not collected', () => {
    expect(undo('Completed', step('Completed', 'Completed'), new Date())).toMatchObject({
      to: 'Completed',
      isCollected: false,
      undoes: 7,
    });
  });

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
