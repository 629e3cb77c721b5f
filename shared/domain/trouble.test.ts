import { troubleOf } from './trouble.ts';

test('an order that failed is failing, however often it was resent', () => {
  expect(troubleOf(1, 0)).toBe('failing');
  expect(troubleOf(2, 5)).toBe('failing');
});

test('an order that was resent and never failed was not delivered', () => {
  expect(troubleOf(0, 1)).toBe('not delivered');
});

test('an order without failures and resends is waiting', () => {
  expect(troubleOf(0, 0)).toBe('waiting');
});
