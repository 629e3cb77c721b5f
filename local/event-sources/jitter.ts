/**
 * Shortens a delay by up to a fifth, so that what failed together does not return together. Never
 * longer, so that a promised maximum holds.
 */
export function withJitter(ms: number): number {
  return ms * (0.8 + 0.2 * Math.random());
}
