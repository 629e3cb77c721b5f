/**
 * Shortens a delay by up to a fifth, so that messages that failed together are not retried together. It never
 * lengthens a delay, so that a promised maximum holds.
 */
export function withJitter(ms: number): number {
  return ms * (0.8 + 0.2 * Math.random());
}
