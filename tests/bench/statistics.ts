/** Statistics of measured figures, with their uncertainty. Pure. */
import type { Random } from '../faults/random.ts';

/** @throws without numbers */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 50);
}

/**
 * The smallest number with at least this percentage of the numbers at or below it. When the percentage is a whole
 * count of numbers, the mean of that number and the next.
 * @throws without numbers
 */
export function percentile(numbers: readonly number[], percent: number): number {
  if (numbers.length === 0) throw new Error('A percentile needs at least one number.');
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
