import fc from 'fast-check';
import { findFaultInCurrency, findMinorUnits, fractionDigitsOf, toMainUnit } from './money.ts';

const minorUnits = fc.integer({ min: 0, max: 1_000_000_000 });

test('converts fifty thousand paise to five hundred rupees', () => {
  expect(toMainUnit(50_000)).toBe(500);
});

test('shows every amount exactly with two decimals', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_147_483_647 }), (minor) => {
      expect(toMainUnit(minor).toFixed(2).replace('.', '')).toBe(String(minor).padStart(3, '0'));
    }),
  );
});

test.each([
  ['INR', 2],
  ['EUR', 2],
  ['JPY', 0],
  ['KRW', 0],
  ['KWD', 3],
  // Platforms use other decimals for these currencies than ISO 4217.
  ['RSD', 2],
  ['ALL', 2],
  ['PKR', 2],
  ['HUF', 2],
  ['ISK', 0],
  // No longer in use.
  ['DEM', 2],
])('an amount in %s has %d digits after the point', (currency, digits) => {
  expect(fractionDigitsOf(currency)).toBe(digits);
});

describe('an amount of the main unit', () => {
  test.each([
    [19.99, 1_999],
    [0.29, 29],
    [1.15, 115],
    [4.35, 435],
    [0, 0],
    [9_500, 950_000],
  ])('converts %d rupees to %d paise despite floating-point rounding', (main, minor) => {
    expect(findMinorUnits(main, 'INR')).toBe(minor);
  });

  test.each([1.005, 0.001, 19.990_001, 1e-9, NaN, Infinity])('rejects %d rupees', (main) => {
    expect(findMinorUnits(main, 'INR')).toBeUndefined();
  });

  test('converts back unchanged, from a number or from text', () => {
    fc.assert(
      fc.property(minorUnits, (minor) => {
        expect(findMinorUnits(toMainUnit(minor), 'INR')).toBe(minor);
        const written = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
        expect(findMinorUnits(JSON.parse(written) as number, 'INR')).toBe(minor);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is rejected with a third decimal', () => {
    fc.assert(
      fc.property(minorUnits, fc.integer({ min: 1, max: 9 }), (minor, digit) => {
        const written = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}${digit}`;
        expect(findMinorUnits(JSON.parse(written) as number, 'INR')).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test('is a whole number in a currency without decimals', () => {
    fc.assert(
      fc.property(minorUnits, (minor) => {
        const isWhole = minor % 100 === 0;
        expect(findMinorUnits(toMainUnit(minor), 'JPY')).toBe(isWhole ? minor : undefined);
      }),
    );
    expect(findMinorUnits(5, 'JPY')).toBe(500);
    expect(findMinorUnits(5.5, 'JPY')).toBeUndefined();
  });
});

test.each(['INR', 'EUR', 'JPY'])('accepts the currency %s', (code) => {
  expect(findFaultInCurrency(code)).toBeNull();
});

test.each(['KWD', 'XYZ', 'eur', 'EURO', ''])('rejects the currency %j', (code) => {
  expect(findFaultInCurrency(code)).not.toBeNull();
});

test('never rounds an amount in a currency with three decimals', () => {
  expect(findMinorUnits(1.25, 'IQD')).toBe(125);
  expect(findMinorUnits(1.255, 'IQD')).toBeUndefined();
});
