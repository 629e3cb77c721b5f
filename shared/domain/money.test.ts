import fc from 'fast-check';
import { findFaultInCurrency, toMainUnit } from './money.ts';

test('fifty thousand paise are five hundred rupees', () => {
  expect(toMainUnit(50_000)).toBe(500);
});

test('no amount changes when it is shown with two decimals', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_147_483_647 }), (minor) => {
      expect(toMainUnit(minor).toFixed(2).replace('.', '')).toBe(String(minor).padStart(3, '0'));
    }),
  );
});

test.each(['INR', 'EUR', 'JPY'])('a bakery can keep its money in %s', (code) => {
  expect(findFaultInCurrency(code)).toBeNull();
});

test.each(['KWD', 'XYZ', 'eur', 'EURO', ''])('a bakery cannot keep its money in %j', (code) => {
  expect(findFaultInCurrency(code)).not.toBeNull();
});
