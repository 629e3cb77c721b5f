/**
 * Why a Pending order needs somebody's eye: it could not be processed · it was sent again and still
 * nobody took it up · it waits for longer than an order should.
 */
export const troubles = ['failing', 'not delivered', 'waiting'] as const;
export type Trouble = (typeof troubles)[number];

/** A Pending order that waits longer than this is in trouble; one that failed is at once. */
export const patienceSeconds = 300;

/** What troubles an order that was processed in vain `attempts` times and sent again `relays` times. */
export function troubleOf(attempts: number, relays: number): Trouble {
  if (attempts > 0) return 'failing';
  return relays > 0 ? 'not delivered' : 'waiting';
}
