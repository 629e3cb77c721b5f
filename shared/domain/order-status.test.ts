import { canMove, isFinal, orderStatuses } from './order-status.ts';

test('an order moves along the ways of the status machine and no others', () => {
  const moves = orderStatuses.flatMap((from) =>
    orderStatuses.filter((to) => canMove(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(moves).toEqual([
    'Pending → Processing',
    'Pending → Completed',
    'Pending → Rejected',
    'Pending → Cancelled',
    'Processing → Completed',
    'Processing → Cancelled',
  ]);
});

test('completed, rejected and cancelled orders are final', () => {
  expect(orderStatuses.filter(isFinal)).toEqual(['Completed', 'Rejected', 'Cancelled']);
});
