import type { Product } from '../../shared/contract/products.ts';
import type { Allergen } from '../components/describe-allergens.ts';

export { categoriesOf, searchProducts } from '../../shared/domain/search-products.ts';

/** The filter of the product list. */
export interface Filter {
  /** Search words for name and description, in any order. */
  readonly search: string;
  /** Null for all categories. */
  readonly category: string | null;
  /** Hides products that contain one of these allergens, or that do not declare their allergens. */
  readonly without: readonly Allergen[];
}

export const noFilter: Filter = { search: '', category: null, without: [] };

export function isFiltering({ search, category, without }: Filter): boolean {
  return search.trim() !== '' || category !== null || without.length > 0;
}

/** The allergens of all products, in the order of the EU list. */
export function allergensIn(
  products: readonly Product[],
  known: readonly Allergen[],
): readonly Allergen[] {
  return known.filter((one) => products.some(({ allergens }) => allergens?.includes(one)));
}
