/** What is said of figures that a machine gave, and how sure one may be of it. Pure. */
import type { Random } from '../faults/random.ts';

/** @throws when there are none */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 50);
}

/**
 * The smallest number that so many percent are not above; where that many percent are a whole number of
 * them, the middle between this one and the next.
 * @throws when there are none
 */
export function percentile(numbers: readonly number[], percent: number): number {
  if (numbers.length === 0) throw new Error('There is no percentile of nothing.');
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = (percent / 100) * sorted.length;
  const upper = sorted[Math.min(Math.floor(place), sorted.length - 1)] ?? 0;
  const lower = sorted[Math.max(Math.ceil(place) - 1, 0)] ?? 0;
  return (lower + upper) / 2;
}

export interface Ratio {
  readonly ratio: number;
  /**
   * Between these are 95 of 100 ratios of rounds drawn anew from those there were. It tells how much the
   * rounds of this run differ; of another machine, or another day, it knows nothing.
   */
  readonly low: number;
  readonly high: number;
}

const resamples = 2_000;

/** The ratio of two medians, with its bootstrap interval: each side is drawn again, with replacement. */
export function ratioOfMedians(
  ours: readonly number[],
  theirs: readonly number[],
  random: Random,
): Ratio {
  const ratios = Array.from(
    { length: resamples },
    () => median(resample(ours, random)) / median(resample(theirs, random)),
  );
  return {
    ratio: median(ours) / median(theirs),
    low: percentile(ratios, 2.5),
    high: percentile(ratios, 97.5),
  };
}

function resample(numbers: readonly number[], random: Random): number[] {
  return numbers.map(() => random.oneOf(numbers));
}
