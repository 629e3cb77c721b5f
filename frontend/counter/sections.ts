import { toFoldedName } from '../../shared/domain/folding.ts';
import { categoriesOf } from '../../shared/domain/search-products.ts';

interface Categorized {
  readonly category: string;
}

/** A category with its products, both in the shop's order. */
export interface Section<Product> {
  /** '' for products without a category. */
  readonly category: string;
  readonly products: readonly Product[];
}

/** @param products all of them, because the first product of a category decides about its place */
export function sectionsOf<Product extends Categorized>(
  products: readonly Product[],
  isShown: (product: Product) => boolean,
): readonly Section<Product>[] {
  return [...categoriesOf(products), '']
    .map((category) => ({
      category,
      products: products.filter(
        (product) => toFoldedName(product.category) === toFoldedName(category) && isShown(product),
      ),
    }))
    .filter((section) => section.products.length > 0);
}
