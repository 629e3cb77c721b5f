/**
 * `Pending` accepted, waiting for the processor → `Processing` accepted for baking →
 * `Completed` packed, ready to collect. Or `Rejected` with a reason, or `Cancelled`.
 */
export const orderStatuses = [
  'Pending',
  'Processing',
  'Completed',
  'Rejected',
  'Cancelled',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

const next: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  Pending: ['Processing', 'Completed', 'Rejected', 'Cancelled'],
  Processing: ['Completed', 'Cancelled'],
  Completed: [],
  Rejected: [],
  Cancelled: [],
};

export function canMove(from: OrderStatus, to: OrderStatus): boolean {
  return next[from].includes(to);
}

/** A final order never changes its status again. */
export function isFinal(status: OrderStatus): boolean {
  return next[status].length === 0;
}
