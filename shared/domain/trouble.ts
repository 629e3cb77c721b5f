/**
 * Why a Pending order needs attention: processing failed · the order was resent but never processed
 * · the order has waited too long.
 */
export const troubles = ['failing', 'not delivered', 'waiting'] as const;
export type Trouble = (typeof troubles)[number];

/**
 * A Pending order needs attention after this wait (seconds); an order that failed needs attention
 * at once.
 */
export const patienceSeconds = 300;

/** The reason for an order with `attempts` failed attempts that was resent `relays` times. */
export function troubleOf(attempts: number, relays: number): Trouble {
  if (attempts > 0) return 'failing';
  return relays > 0 ? 'not delivered' : 'waiting';
}
