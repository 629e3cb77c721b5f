import { moneyFormat } from './money-format.ts';

test.each([
  ['de-DE', 'RSD', 19.5, /^19,50\s*RSD$/],
  ['de-DE', 'RSD', 20, /^20\s*RSD$/],
  ['en-US', 'HUF', 1_234.5, /^HUF\s*1,234\.50$/],
  ['en-US', 'JPY', 500, /^¥500$/],
  ['en-IN', 'INR', 12.5, /^₹12\.50$/],
  // A former currency, and a code that was never assigned.
  ['de-DE', 'DEM', 1.5, /^1,50\s*DM$/],
  ['de-DE', 'ZZZ', 1.5, /^1,50\s*(ZZZ|¤)$/],
  // Not a currency code.
  ['de-DE', 'RUPEE', 1.5, /^1,50\s*RUPEE$/],
])(
  '%s writes an amount in %s with the digits of ISO 4217: %d',
  (locale, currency, amount, text) => {
    expect(moneyFormat(locale, currency).format(amount)).toMatch(text);
  },
);

test('compact notation shortens an amount', () => {
  expect(moneyFormat('en-IN', 'INR', 'compact').format(12_000)).toBe('₹12K');
  expect(moneyFormat('en-IN', 'RUPEE', 'compact').format(12_000)).toBe('12K\u00a0RUPEE');
});
