import { troubleOf } from './trouble.ts';

test('what failed is failing, however often it was sent again', () => {
  expect(troubleOf(1, 0)).toBe('failing');
  expect(troubleOf(2, 5)).toBe('failing');
});

test('what was sent again and never failed was not delivered', () => {
  expect(troubleOf(0, 1)).toBe('not delivered');
});

test('what nothing happened to is waiting', () => {
  expect(troubleOf(0, 0)).toBe('waiting');
});
