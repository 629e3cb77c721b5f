import { canTransition, actors, orderStatuses } from './order-status.ts';

test('allows the listed transitions and no others', () => {
  const transitions = actors.flatMap((by) =>
    orderStatuses.flatMap((from) =>
      orderStatuses
        .filter((to) => canTransition(from, to, by))
        .map((to) => `${by}: ${from} → ${to}`),
    ),
  );
  expect(transitions).toEqual([
    'processor: Pending → Processing',
    'processor: Pending → Completed',
    'processor: Pending → Rejected',
    'customer: Pending → Cancelled',
    'customer: Processing → Cancelled',
    'customer: Completed → Cancelled',
    'staff: Pending → Cancelled',
    'staff: Processing → Completed',
    'staff: Processing → Cancelled',
    'staff: Completed → Cancelled',
    'undo: Completed → Processing',
    'undo: Cancelled → Pending',
  ]);
});
