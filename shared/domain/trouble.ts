/**
 * Why a Pending order needs attention: processing failed · it was resent but never processed · it
 * waits longer than an order should.
 */
export const troubles = ['failing', 'not delivered', 'waiting'] as const;
export type Trouble = (typeof troubles)[number];

/** A Pending order needs attention after this wait (seconds); one that failed needs it at once. */
export const patienceSeconds = 300;

/** The reason for an order with `attempts` failed attempts that was resent `relays` times. */
export function troubleOf(attempts: number, relays: number): Trouble {
  if (attempts > 0) return 'failing';
  return relays > 0 ? 'not delivered' : 'waiting';
}
