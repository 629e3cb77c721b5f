import { type ProductSearch, searchProducts } from './search-products.ts';

const product = (name: string, category: string, allergens: 'nuts' | 'none' | 'undeclared') => ({
  name,
  category,
  description: '',
  allergens: allergens === 'undeclared' ? null : allergens === 'nuts' ? (['nuts'] as const) : [],
});
const products = [
  product('Bratapfel', 'Desserts', 'nuts'),
  product('Nussbrot', 'Brot', 'nuts'),
  product('Landbrot', 'Brot', 'none'),
  product('Croissant', 'Gebäck', 'undeclared'),
];
const find = (search: ProductSearch) => searchProducts(products, search).map(({ name }) => name);

test('a correct word finds only products that have it, in the order of the catalogue', () => {
  expect(find({ search: 'brot' })).toEqual(['Nussbrot', 'Landbrot']);
  expect(find({ search: 'BROT', category: 'brot' })).toEqual(['Nussbrot', 'Landbrot']);
});

// cspell:ignore Croisant lanbrot lnabrot
test('a word with a typing error finds what was meant', () => {
  expect(find({ search: 'Croisant' })).toEqual(['Croissant']);
  expect(find({ search: 'lanbrot' })).toEqual(['Landbrot']);
  expect(find({ search: 'lnabrot' })).toEqual([]);
});

test('a word that only hidden products have is no typing error', () => {
  expect(find({ search: 'brot', category: 'Desserts' })).toEqual([]);
  expect(find({ search: 'nussbrot', without: ['nuts'] })).toEqual([]);
});

test('an allergen filter hides products that contain it or are not declared', () => {
  expect(find({ without: ['nuts'] })).toEqual(['Landbrot']);
  expect(find({ without: [] })).toHaveLength(4);
});
