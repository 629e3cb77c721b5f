/** Statistics of measured figures, with their uncertainty. Pure. */
import type { Random } from '../faults/random.ts';

/** @throws when there are none */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 50);
}

/**
 * The smallest number with so many percent of the numbers at or below it; where that is a whole
 * number of them, the middle between this one and the next.
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
   * The bounds that contain 95 of 100 ratios of resampled rounds. They show how much the rounds of
   * this run differ, not how other machines or days would differ.
   */
  readonly low: number;
  readonly high: number;
}

const resamples = 2_000;

/**
 * The ratio of two medians, with its bootstrap interval: each side is resampled with replacement.
 */
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
