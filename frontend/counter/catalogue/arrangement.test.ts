import { applyMove, moveOf } from './arrangement.ts';

const products = ['A1', 'B1', 'A2', 'C1', 'B2', 'A3'].map((name, id) => ({ id, name }));

function namesAfter(items: readonly (readonly number[])[], from: number, to: number): string {
  const moved = applyMove(products, moveOf(items, from, to));
  return moved.map(({ name }) => name).join(' ');
}

describe('a product of the category A', () => {
  const items = [[0], [2], [5]];
  test.each([
    [2, 0, 'A3 A1 B1 A2 C1 B2'],
    [2, 1, 'A1 B1 A3 A2 C1 B2'],
    [0, 1, 'A2 A1 B1 C1 B2 A3'],
    [0, 2, 'A2 A3 A1 B1 C1 B2'],
    [1, 2, 'A1 B1 A3 A2 C1 B2'],
  ])('moves from %i to %i, and the category stays before B and C', (from, to, names) => {
    expect(namesAfter(items, from, to)).toBe(names);
  });
});

describe('a category', () => {
  const items = [[0, 2, 5], [1, 4], [3]];
  test.each([
    [2, 0, 'C1 A1 B1 A2 B2 A3'],
    [1, 0, 'B1 B2 A1 A2 C1 A3'],
    [0, 1, 'B1 B2 A1 A2 C1 A3'],
    [0, 2, 'B1 B2 C1 A1 A2 A3'],
  ])('moves from %i to %i with all its products', (from, to, names) => {
    expect(namesAfter(items, from, to)).toBe(names);
  });
});
