import type { Product } from '../../shared/contract/products.ts';
import type { Allergen } from '../components/describe-allergens.ts';

/** What the customer wants to see of all that is for sale. */
export interface Filter {
  /** Words of the name or the description, in any order. */
  readonly search: string;
  /** Null for all of them. */
  readonly category: string | null;
  /** Products that contain any of these, or do not declare their allergens, are left out. */
  readonly without: readonly Allergen[];
}

export const noFilter: Filter = { search: '', category: null, without: [] };

export function isFiltering({ search, category, without }: Filter): boolean {
  return search.trim() !== '' || category !== null || without.length > 0;
}

export function filterProducts(
  products: readonly Product[],
  { search, category, without }: Filter,
): readonly Product[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return products.filter((product) => {
    const text = `${product.name} ${product.description} ${product.category}`.toLowerCase();
    return (
      (category === null || product.category === category) &&
      isFreeOf(product, without) &&
      wanted.every((word) => text.includes(word))
    );
  });
}

function isFreeOf({ allergens }: Product, without: readonly Allergen[]): boolean {
  if (without.length === 0) return true;
  return allergens !== null && !allergens.some((allergen) => without.includes(allergen));
}

/** In the order in which the bakery lists them. */
export function categoriesOf(products: readonly Product[]): string[] {
  return [...new Set(products.map(({ category }) => category))].filter((name) => name !== '');
}

/** All that is contained in anything for sale, in the order of the law. */
export function allergensIn(
  products: readonly Product[],
  known: readonly Allergen[],
): readonly Allergen[] {
  return known.filter((one) => products.some(({ allergens }) => allergens?.includes(one)));
}
