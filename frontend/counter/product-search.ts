import { categoriesOf } from '../../shared/domain/search-products.ts';
import { html, live, withValue } from '../components/html.ts';
import { searchField } from '../components/search-field.ts';
import { words } from './words.ts';

/** The words and the category of the products that a view shows. */
export interface ProductSearch {
  readonly search: string;
  /** '' for all. */
  readonly category: string;
}

export function readProductSearch(query: URLSearchParams): ProductSearch {
  return { search: query.get('q') ?? '', category: query.get('category') ?? '' };
}

/** A search field and a choice of the category. @param products all that can be found */
export function productSearch(
  { search, category: chosen }: ProductSearch,
  products: readonly { readonly category: string }[],
  onChange: (patch: Partial<ProductSearch>) => void,
) {
  const categories = categoriesOf(products);
  // The address may have a category that no longer exists.
  const offered =
    chosen === '' || categories.includes(chosen) ? categories : [chosen, ...categories];
  const option = (value: string, text: string) =>
    html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`;
  return html`${searchField(words.searchProducts, search, (text) => onChange({ search: text }))}
    <select
      class="category-choice"
      aria-label=${words.category}
      @change=${withValue((category) => onChange({ category }))}
    >
      ${option('', words.allCategories)} ${offered.map((name) => option(name, name))}
    </select>`;
}
