import {
  type ChangeableOrder,
  decideStaffMove,
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

test('an order that is being prepared is completed, a completed one is collected', () => {
  expect(decideStaffMove(order('Processing'), { action: 'complete' })).toMatchObject({
    to: 'Completed',
    isCollected: false,
  });
  expect(decideStaffMove(order('Completed'), { action: 'collect' })).toMatchObject({
    to: 'Completed',
    isCollected: true,
  });
});

test.each(['Pending', 'Processing', 'Completed'] as const)('a %s order is cancelled', (status) => {
  expect(decideStaffMove(order(status), { action: 'cancel', reason: 'oven broken' })).toMatchObject(
    { to: 'Cancelled', reason: 'oven broken' },
  );
});

test('what has been done already is done', () => {
  expect(decideStaffMove(order('Completed'), { action: 'complete' })).toBeNull();
  expect(decideStaffMove(collected, { action: 'collect' })).toBeNull();
  expect(decideStaffMove(order('Cancelled'), { action: 'cancel', reason: 'again' })).toBeNull();
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
] as const)('nobody can %s an order in the wrong state', (action, from) => {
  const move = action === 'cancel' ? { action, reason: 'no' } : { action };
  expect(() => decideStaffMove(from, move)).toThrow();
});

describe('taking back', () => {
  const undo = (status: OrderStatus, lastStep: TimelineStep, collectedAt: Date | null = null) =>
    decideStaffMove(order(status, { lastStep, collectedAt }), { action: 'undo' });

  test('a completion makes it Processing again', () => {
    expect(undo('Completed', step('Processing', 'Completed'))).toEqual({
      to: 'Processing',
      isCollected: false,
      reason: 'taken back',
      undoes: 7,
    });
  });

  test('a collection leaves it Completed, and not collected', () => {
    expect(undo('Completed', step('Completed', 'Completed'), new Date())).toMatchObject({
      to: 'Completed',
      isCollected: false,
      undoes: 7,
    });
  });

  test.each(['Pending', 'Processing', 'Completed'] as const)(
    'a cancellation makes it Pending again, whatever it was (%s)',
    (from) => {
      expect(undo('Cancelled', step(from, 'Cancelled'))).toMatchObject({ to: 'Pending' });
    },
  );

  test('is done when it has been done', () => {
    expect(undo('Processing', step('Completed', 'Processing', { undoes: 6 }))).toBeNull();
  });

  test('is possible for a minute', () => {
    const after = (secondsAgo: number) => step('Processing', 'Completed', { secondsAgo });
    expect(undo('Completed', after(59))).toMatchObject({ to: 'Processing' });
    expect(() => undo('Completed', after(61))).toThrow('60 s');
  });

  test('is not possible for as long as the clock was ahead', () => {
    const ahead = step('Processing', 'Completed', { secondsAgo: -86_400 });
    expect(() => undo('Completed', ahead)).toThrow('60 s');
    expect(isUndoable(ahead)).toBe(false);
    // A clock that is corrected all the time is set back by a little.
    expect(isUndoable({ ...ahead, secondsAgo: -1 })).toBe(true);
  });

  test.each([
    ['what the processor did', step('Pending', 'Completed', { by: 'processor' })],
    ['what the customer did', step('Pending', 'Cancelled', { by: 'customer' })],
    ['an old taking back', step('Completed', 'Processing', { undoes: 6, secondsAgo: 61 })],
    ['an order taken at the counter', step(null, 'Pending')],
  ])('is not for %s', (_, last) => {
    expect(() => undo(last.to, last)).toThrow('nothing to take back');
  });
});
