import type { Allergen, DeclaredAllergens } from './allergens.ts';
import { searchFor, toFoldedName } from './folding.ts';
import { type AllergenGroup, canBeFreeOf } from './free-of-allergens.ts';

interface Searchable {
  readonly name: string;
  readonly category: string;
  readonly description: string;
}

interface WithAllergens {
  readonly allergens: DeclaredAllergens;
  readonly option_groups?: readonly AllergenGroup[];
}

interface Words {
  /** Words of the name, the category or the description, in any order. */
  readonly search?: string | undefined;
  /** In any spelling; null or undefined for all categories. */
  readonly category?: string | null | undefined;
}

export interface ProductSearch extends Words {
  /**
   * Hides products that contain one of these allergens whatever options are chosen, or that do not declare their allergens.
   */
  readonly without?: readonly Allergen[] | undefined;
}

/**
 * Searches products, for the shop, the counter and the API. When no product has the words as they
 * are written, products that differ by a typing error are found; so an error finds something, and
 * a correct word finds nothing else. The products keep their order.
 * @param products all of them, because a word that another category has is not an error
 */
export function searchProducts<Product extends Searchable>(
  products: readonly Product[],
  wanted: Words,
): Product[];
export function searchProducts<Product extends Searchable & WithAllergens>(
  products: readonly Product[],
  wanted: ProductSearch,
): Product[];
export function searchProducts<Product extends Searchable & WithAllergens>(
  products: readonly Product[],
  { search = '', category, without = [] }: ProductSearch,
): Product[] {
  const fitOf = searchFor(search);
  const judged = products.map((product) => ({
    product,
    fit: fitOf(product.name, product.category, product.description),
  }));
  const wanted = judged.some(({ fit }) => fit === 'exact') ? 'exact' : 'near';
  const key = category == null ? null : toFoldedName(category);
  return judged
    .filter(({ fit }) => fit === wanted)
    .map(({ product }) => product)
    .filter((product) => key === null || toFoldedName(product.category) === key)
    .filter(({ allergens, option_groups: groups = [] }) => canBeFreeOf(allergens, groups, without));
}

/** The categories in the order of their first product, each in its first spelling. */
export function categoriesOf(products: readonly Pick<Searchable, 'category'>[]): string[] {
  const names = new Map<string, string>();
  for (const { category } of products) {
    const key = toFoldedName(category);
    if (category.trim() !== '' && !names.has(key)) names.set(key, category.trim());
  }
  return [...names.values()];
}
