/**
 * `Pending` placed, waiting for the processor → `Processing` accepted, to be baked or packed →
 * `Completed` ready to collect. Or `Rejected` with a reason, or `Cancelled`.
 */
export const orderStatuses = [
  'Pending',
  'Processing',
  'Completed',
  'Rejected',
  'Cancelled',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** The actors that change the status of an order; `undo` is staff reversing their last change. */
export const actors = ['processor', 'customer', 'staff', 'undo'] as const;
export type Actor = (typeof actors)[number];

/** The processor sets the goods of an order aside; staff pack it. */
export const completers = ['processor', 'staff'] as const;
export type Completer = (typeof completers)[number];

type Transitions = Readonly<Partial<Record<OrderStatus, readonly OrderStatus[]>>>;

const transitions: Readonly<Record<Actor, Transitions>> = {
  processor: { Pending: ['Processing', 'Completed', 'Rejected'] },
  customer: { Pending: ['Cancelled'], Processing: ['Cancelled'], Completed: ['Cancelled'] },
  staff: {
    Pending: ['Cancelled'],
    Processing: ['Completed', 'Cancelled'],
    // Until the order is collected: the customer may cancel by phone, or not come.
    Completed: ['Cancelled'],
  },
  // The supplies of a cancelled order may be gone, so the processor decides the order again.
  undo: { Completed: ['Processing'], Cancelled: ['Pending'] },
};

export function canTransition(from: OrderStatus, to: OrderStatus, by: Actor): boolean {
  return transitions[by][from]?.includes(to) ?? false;
}
