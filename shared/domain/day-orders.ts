import type { OrderStatus } from './order-status.ts';

/** Orders of a day with one status; without a status and without orders for an empty day. */
interface Count {
  readonly status: OrderStatus | null;
  readonly is_collected: boolean;
  readonly orders: number;
  readonly units: number;
  readonly made_to_order: number;
}

/** The numbers of a day. Rejected and cancelled orders have no pieces. */
export function toDayOrders(counts: readonly Count[]) {
  const ordersWith = (status: OrderStatus, isCollected = false) =>
    sum(
      counts.filter((count) => count.status === status && count.is_collected === isCollected),
      ({ orders }) => orders,
    );
  const live = counts.filter(({ status }) => status !== 'Rejected' && status !== 'Cancelled');
  return {
    orders: {
      pending: ordersWith('Pending'),
      processing: ordersWith('Processing'),
      completed: ordersWith('Completed'),
      collected: ordersWith('Completed', true),
      rejected: ordersWith('Rejected'),
      cancelled: ordersWith('Cancelled'),
    },
    pieces: sum(live, ({ units }) => units),
    made_to_order: sum(live, ({ made_to_order }) => made_to_order),
  };
}

function sum(counts: readonly Count[], of: (count: Count) => number): number {
  return counts.reduce((total, count) => total + of(count), 0);
}
