import fc from 'fast-check';
import { largestQuantity, type QuantityRules, toQuantity } from './quantities.ts';

const any: QuantityRules = { min_quantity: 1, quantity_step: 1, max_quantity: null };
const threes: QuantityRules = { min_quantity: 6, quantity_step: 3, max_quantity: 12 };

test.each([
  [any, 7, 7],
  [threes, 1_000, 12],
  [threes, 11, 9],
  [threes, 6, 6],
  [threes, 5, 0],
  [any, 0, 0],
])('of %j with %i left, an order has at most %i', (rules, most, expected) => {
  expect(largestQuantity(rules, most)).toBe(expected);
});

test.each([
  [any, 0, 1, 10, 1],
  [any, 10, 11, 10, 10],
  [any, 1, 0, 10, 0],
  [threes, 0, 1, 100, 6],
  [threes, 6, 7, 100, 9],
  [threes, 9, 8, 100, 6],
  [threes, 6, 5, 100, 0],
  [threes, 12, 13, 100, 12],
  [threes, 0, 50, 100, 12],
  [threes, 12, 7, 100, 6],
  [threes, 6, 7, 8, 6],
  [threes, 0, 1, 5, 0],
  [threes, 6, NaN, 100, 0],
])('of %j, %i becomes %i with %i left: %i', (rules, from, wanted, most, expected) => {
  expect(toQuantity(rules, { from, wanted, most })).toBe(expected);
});

test('any change of a quantity gives one that an order can have, or none', () => {
  const rules = fc
    .record({
      step: fc.integer({ min: 1, max: 12 }),
      min: fc.integer({ min: 1, max: 4 }),
      more: fc.option(fc.nat({ max: 6 })),
    })
    .map(({ step, min, more }) => ({
      quantity_step: step,
      min_quantity: min * step,
      max_quantity: more === null ? null : (min + more) * step,
    }));
  const units = fc.integer({ min: -2, max: 200 });
  fc.assert(
    fc.property(rules, units, units, fc.nat({ max: 200 }), (rule, from, wanted, most) => {
      const quantity = toQuantity(rule, { from, wanted, most });
      if (quantity === 0) return;
      expect(quantity % rule.quantity_step).toBe(0);
      expect(quantity).toBeGreaterThanOrEqual(rule.min_quantity);
      expect(quantity).toBeLessThanOrEqual(Math.min(rule.max_quantity ?? most, most));
    }),
  );
});
