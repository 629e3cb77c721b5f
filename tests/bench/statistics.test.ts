import { newRandom } from '../faults/random.ts';
import { median, percentile, ratioOfMedians } from './statistics.ts';

test('the median is the middle number, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
});

test('at least the percentage of the numbers are at or below a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(hundred, 99)).toBe(99.5);
  expect(percentile(hundred, 100)).toBe(100);
  expect(percentile(hundred, 0)).toBe(1);
  expect(() => percentile([], 50)).toThrow('at least one number');
});

test('compares numbers as numbers, not as text', () => {
  expect(median([9, 10, 100])).toBe(10);
});

test('a ratio of medians lies within its interval, and an outlier hardly changes it', () => {
  const { ratio, low, high } = ratioOfMedians(
    [20, 21, 19, 20, 500],
    [10, 10, 11, 9, 10],
    newRandom(1),
  );
  expect(ratio).toBe(2);
  expect(low).toBeLessThanOrEqual(2);
  expect(high).toBeGreaterThanOrEqual(2);
  expect(low).toBeGreaterThan(1.5);
});

test('the interval of similar figures is narrow, that of different figures is wide', () => {
  const theirs = [10, 10, 10, 10, 10];
  const width = (ours: readonly number[]) => {
    const { low, high } = ratioOfMedians(ours, theirs, newRandom(7));
    return high - low;
  };
  expect(width([20, 20, 20, 20, 20])).toBe(0);
  expect(width([10, 15, 20, 25, 30])).toBeGreaterThan(0.5);
});

test('the same seed draws the same interval', () => {
  const draw = () => ratioOfMedians([1, 2, 3, 4], [2, 3, 4, 5], newRandom(42));
  expect(draw()).toEqual(draw());
});
