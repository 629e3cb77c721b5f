import fc from 'fast-check';
import { DomainError } from './errors.ts';
import { maxStock, type StockMove, stockDifference } from './stock.ts';

const refusalOf = (stock: number | null, move: StockMove) => {
  try {
    stockDifference(stock, move);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return undefined;
};

test('a delivery adds, waste subtracts, and a count sets the stock', () => {
  expect(stockDifference(5, { reason: 'delivery', units: 3 })).toBe(3);
  expect(stockDifference(5, { reason: 'waste', units: 3 })).toBe(-3);
  expect(stockDifference(5, { reason: 'count', units: 3 })).toBe(-2);
  expect(stockDifference(5, { reason: 'count', units: 5 })).toBe(0);
});

test('rejects waste that exceeds the stock', () => {
  expect(refusalOf(5, { reason: 'waste', units: 5 })).toBeUndefined();
  expect(refusalOf(5, { reason: 'waste', units: 6 })).toBe('not-enough-stock');
});

test('rejects a delivery that raises the stock above its maximum', () => {
  expect(refusalOf(1, { reason: 'delivery', units: maxStock - 1 })).toBeUndefined();
  expect(refusalOf(1, { reason: 'delivery', units: maxStock })).toBe('too-much-stock');
});

test.each(['delivery', 'waste', 'count'] as const)(
  'a made-to-order product has no %s',
  (reason) => {
    expect(refusalOf(null, { reason, units: 1 })).toBe('not-stocked');
  },
);

test('stock is never negative and never above its maximum', () => {
  const units = fc.integer({ min: 1, max: maxStock });
  const reason = fc.constantFrom('delivery' as const, 'waste' as const, 'count' as const);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: maxStock }), reason, units, (stock, why, count) => {
      const move = { reason: why, units: count };
      const after = refusalOf(stock, move) ? stock : stock + stockDifference(stock, move);
      expect(after).toBeGreaterThanOrEqual(0);
      expect(after).toBeLessThanOrEqual(maxStock);
      if (why === 'count') expect(after).toBe(count);
    }),
  );
});
