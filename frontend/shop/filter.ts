import type { Product } from '../../shared/contract/products.ts';
import { categoriesOf, searchProducts } from '../../shared/domain/search-products.ts';
import type { Allergen } from '../components/describe-allergens.ts';
import { words } from './words.ts';

/** The filter of the product list. */
export interface Filter {
  /** Search words for name, category and description, in any order. */
  readonly search: string;
  /** Hides products that contain one of these allergens, or that do not declare their allergens. */
  readonly without: readonly Allergen[];
}

export const noFilter: Filter = { search: '', without: [] };

/** The allergens of all products and options, also of traces, in the order of the EU list. */
export function allergensIn(
  products: readonly Product[],
  known: readonly Allergen[],
): readonly Allergen[] {
  const found = products.flatMap(({ allergens, traces, option_groups: groups }) => [
    ...(allergens ?? []),
    ...traces,
    ...groups.flatMap(({ options }) => options.flatMap((option) => option.allergens)),
  ]);
  return known.filter((one) => found.includes(one));
}

/** A category with its products, those that are sold out last. */
export interface Section {
  /** "section-1" */
  readonly id: string;
  /** '' for products without a category. */
  readonly category: string;
  readonly products: readonly Product[];
}

/** The heading of a section. */
export function nameOf({ category }: Section): string {
  return category === '' ? words.otherProducts : category;
}

/** The products that the filter leaves, by category. A section's id does not depend on the filter. */
export function sectionsOf(products: readonly Product[], filter: Filter): readonly Section[] {
  const shown = searchProducts(products, filter);
  return [...categoriesOf(products), '']
    .map((category, index) => ({
      id: `section-${index + 1}`,
      category,
      products: searchProducts(shown, { category }).toSorted(
        (one, other) => Number(other.available) - Number(one.available),
      ),
    }))
    .filter((section) => section.products.length > 0);
}
