import { troubleOf } from './trouble.ts';

test('returns failing for an order that failed, also after it was resent', () => {
  expect(troubleOf(1, 0)).toBe('failing');
  expect(troubleOf(2, 5)).toBe('failing');
});

test('returns not delivered for an order that was resent and never failed', () => {
  expect(troubleOf(0, 1)).toBe('not delivered');
});

test('returns waiting for an order that neither failed nor was resent', () => {
  expect(troubleOf(0, 0)).toBe('waiting');
});
