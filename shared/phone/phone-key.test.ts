import { isPhoneCountry, toPhoneFragments, toPhoneNumberKey } from './phone-key.ts';

test.each([
  ['+49 151 12345678', 'DE'],
  ['0151 12345678', 'DE'],
  ['0151/123 456-78', 'DE'],
  ['(0151) 12345678', 'DE'],
  ['0049 151 12345678', 'DE'],
  ['+49 (0)151 12345678', 'DE'],
  ['0049 (0)151 12345678', 'DE'],
  ['+49 0151 12345678', 'DE'],
  ['+49 151 12345678', 'IN'],
  ['0049 151 12345678', 'US'],
  ['011 49 151 12345678', 'US'],
  ['＋４９ １５１ １２３４５６７８', 'DE'],
  ['٠١٥١ ١٢٣٤٥٦٧٨', 'DE'],
  ['+49\u00a0151\u200b12345678', null],
])('%j in %j is 4915112345678', (phone, country) => {
  expect(toPhoneNumberKey(phone, country)).toBe('4915112345678');
});

test.each([
  ['098765 43210', 'IN', '919876543210'],
  ['98765 43210', 'IN', '919876543210'],
  ['(555) 234-5678', 'US', '15552345678'],
  ['1 555 234 5678', 'US', '15552345678'],
  ['06 1234 5678', 'IT', '390612345678'],
  ['8 912 345 67 89', 'RU', '79123456789'],
  ['044 668 18 00', 'CH', '41446681800'],
  ['+52 1 55 1234 5678', 'MX', '525512345678'],
  ['011 15-2345-6789', 'AR', '5491123456789'],
  ['0151 12345678', null, '15112345678'],
  ['12345', 'ZZ', '12345'],
  ['000', 'DE', null],
])('%j in %j is %j', (phone, country, key) => {
  expect(toPhoneNumberKey(phone, country)).toBe(key);
});

test.each([
  ['0151', 'DE'],
  ['0151 12', 'DE'],
  ['151123', 'DE'],
  ['+49 151', 'DE'],
  ['+49 (0)151', 'DE'],
  ['0049151', 'DE'],
  ['49151', 'DE'],
  ['678', 'DE'],
  ['0151 12345678', 'DE'],
  ['tel:+4915112345678', 'DE'],
  ['Tel.: 0151 12345678', 'DE'],
  ['Mobil 0151 12345678', 'DE'],
  ['+49 151 12345678 ext. 12', 'DE'],
  ['0151 12345678 x12', 'DE'],
  ['0151 12345678, Durchwahl 3', 'DE'],
  ['+49 151 12345678', null],
])('a search for %j in %j finds 4915112345678', (wanted, country) => {
  const fragments = toPhoneFragments(wanted, country);
  expect(fragments.some((part) => '4915112345678'.includes(part))).toBe(true);
});

test.each(['', '01', 'Anna', 'Anna 0151', '+', '()', '100%'])(
  '%j is no part of a number',
  (wanted) => {
    expect(toPhoneFragments(wanted, 'DE')).toEqual([]);
  },
);

test('countries are known by their code', () => {
  expect(['DE', 'IN', 'ZZ', 'de', ''].map(isPhoneCountry)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
