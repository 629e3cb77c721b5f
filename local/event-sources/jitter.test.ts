import { withJitter } from './jitter.ts';

test('a delay becomes up to a fifth shorter, never longer, and seldom the same twice', () => {
  const times = Array.from({ length: 1_000 }, () => withJitter(1_000));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(800);
  expect(Math.max(...times)).toBeLessThanOrEqual(1_000);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(100);
});

test('no delay stays none', () => {
  expect(withJitter(0)).toBe(0);
});
