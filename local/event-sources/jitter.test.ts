import { withJitter } from './jitter.ts';

test('shortens a delay at random, by at most a fifth', () => {
  const times = Array.from({ length: 1_000 }, () => withJitter(1_000));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(800);
  expect(Math.max(...times)).toBeLessThanOrEqual(1_000);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(100);
});

test('leaves a delay of 0 unchanged', () => {
  expect(withJitter(0)).toBe(0);
});
