/**
 * A waiting time up to a fifth shorter, so that what failed together does not come back together.
 * Never longer, so that what is promised to happen within a time does.
 */
export function withJitter(ms: number): number {
  return ms * (0.8 + 0.2 * Math.random());
}
