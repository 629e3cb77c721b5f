import fc from 'fast-check';
import { ticksUpTo } from './axis.ts';

test('axis values are round numbers', () => {
  expect(ticksUpTo(9)).toEqual([0, 2.5, 5, 7.5, 10]);
  expect(ticksUpTo(9, 1)).toEqual([0, 5, 10]);
  expect(ticksUpTo(1234)).toEqual([0, 500, 1000, 1500]);
  expect(ticksUpTo(1, 1)).toEqual([0, 1, 2]);
});

test('an axis has three to five values and covers the largest one', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e9, noNaN: true }), fc.boolean(), (largest, whole) => {
      const ticks = ticksUpTo(largest, whole ? 1 : 0);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(5);
      if (whole) expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});
