import type { Product } from '../../shared/contract/products.ts';
import { searchProducts } from '../../shared/domain/search-products.ts';
import type { Allergen } from '../components/describe-allergens.ts';

export { categoriesOf } from '../../shared/domain/search-products.ts';

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
  const isWanted = searchProducts(search, category);
  return products.filter((product) => isFreeOf(product, without) && isWanted(product));
}

function isFreeOf({ allergens }: Product, without: readonly Allergen[]): boolean {
  if (without.length === 0) return true;
  return allergens !== null && !allergens.some((allergen) => without.includes(allergen));
}

/** All that is contained in anything for sale, in the order of the law. */
export function allergensIn(
  products: readonly Product[],
  known: readonly Allergen[],
): readonly Allergen[] {
  return known.filter((one) => products.some(({ allergens }) => allergens?.includes(one)));
}
