import type { OrderEnd } from './order-change.ts';
import type { OrderStatus } from './order-status.ts';

/** Orders of a day with one status; without a status and without orders for an empty day. */
interface Count {
  readonly status: OrderStatus | null;
  readonly end: OrderEnd | null;
  readonly orders: number;
  readonly units: number;
  readonly made_to_order: number;
}

/** The numbers of a day. Rejected and cancelled orders have no pieces. */
export function toDayOrders(counts: readonly Count[]) {
  const ordersThat = (matches: (count: Count) => boolean) =>
    sum(counts.filter(matches), ({ orders }) => orders);
  const ordersWith = (status: OrderStatus) =>
    ordersThat((count) => count.status === status && count.end === null);
  const live = counts.filter(({ status }) => status !== 'Rejected' && status !== 'Cancelled');
  return {
    orders: {
      pending: ordersWith('Pending'),
      processing: ordersWith('Processing'),
      completed: ordersWith('Completed'),
      collected: ordersThat(({ end }) => end === 'collected'),
      missed: ordersThat(({ end }) => end === 'missed'),
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
