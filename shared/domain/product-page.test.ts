import fc from 'fast-check';
import { findProductId, productPath } from './product-page.ts';

test.each([
  ['Chocolate Cake', '/product/7-chocolate-cake'],
  ['  Café & Co. (1/2) ', '/product/7-caf%C3%A9-co-1-2'],
  ['メロンパン', '/product/7-%E3%83%A1%E3%83%AD%E3%83%B3%E3%83%91%E3%83%B3'],
  ['…', '/product/7'],
])('the page of %j is %s', (name, path) => {
  expect(productPath({ id: 7, name })).toBe(path);
});

test.each([
  ['12-bread-platter', 12],
  ['12', 12],
  ['12-', 12],
  ['12-anything/else', 12],
  ['2147483647', 2_147_483_647],
  ['2147483648', undefined],
  ['99999999999-x', undefined],
  ['012', undefined],
  ['0', undefined],
  ['-12', undefined],
  ['12x', undefined],
  ['bread', undefined],
  ['', undefined],
])('the number in %j is %j', (slug, id) => {
  expect(findProductId(slug)).toBe(id);
});

test('every product is found by its own path, which has only one more segment', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_147_483_647 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }).filter((name) => name.isWellFormed()),
      (id, name) => {
        const path = productPath({ id, name });
        expect(path).toMatch(/^\/product\/[\w%.~!*'()-]+$/);
        expect(findProductId(decodeURIComponent(path.slice('/product/'.length)))).toBe(id);
      },
    ),
  );
});
