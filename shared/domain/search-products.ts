import { searchFor, toFoldedName } from './folding.ts';

interface Searchable {
  readonly name: string;
  readonly category: string;
  readonly description: string;
}

/**
 * Searches products, for the shop, the counter and the API.
 * @param wanted words of the name, the category or the description, in any order
 * @param category in any spelling; null or undefined for all categories
 */
export function searchProducts(wanted: string, category?: string | null) {
  const fits = searchFor(wanted);
  const key = category == null ? null : toFoldedName(category);
  return (product: Searchable): boolean =>
    (key === null || toFoldedName(product.category) === key) &&
    fits(product.name, product.category, product.description);
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
