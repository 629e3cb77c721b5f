import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { searchProducts } from '../../../shared/domain/search-products.ts';
import type { Notice } from '../../components/notice.ts';
import { type ProductSearch, readProductSearch } from '../product-search.ts';
import { type Section as AnySection, sectionsOf } from '../sections.ts';
import { words } from '../words.ts';

export type Filter = 'all' | 'shelf' | 'daily' | 'made_to_order' | 'off';
export const filters: readonly Filter[] = ['all', 'shelf', 'daily', 'made_to_order', 'off'];

export type Section = AnySection<CatalogueProduct>;

/** The products that are wanted. */
export interface Wanted extends ProductSearch {
  readonly filter: Filter;
}

/** A product or a category that can be moved among its siblings. */
export interface Item {
  /** Unique on the page: "product-12". */
  readonly key: string;
  readonly name: string;
  /** The list that it belongs to. */
  readonly list: string;
  readonly index: number;
  /** The numbers of the products of each item of the list. */
  readonly siblings: readonly (readonly number[])[];
}

export interface CatalogueState extends Wanted {
  /** Null until loaded. */
  readonly products: readonly CatalogueProduct[] | null;
  readonly notice: Notice | null;
  /** The key of the item that shows buttons for moving it. */
  readonly picked: string | null;
  /** The dragged item, and the place where it would be dropped. */
  readonly drop: { readonly item: Item; readonly to: number } | null;
}

/** "?category=Bread&show=off&q=rye" */
export function readWanted(query: URLSearchParams): Wanted {
  const show = query.get('show');
  return {
    filter: filters.find((known) => known === show) ?? 'all',
    ...readProductSearch(query),
  };
}

/** The query of the list's address; '' for what is usual. */
export function toQuery({ filter, category, search }: Wanted): Readonly<Record<string, string>> {
  return { category, show: filter === 'all' ? '' : filter, q: search.trim() };
}

export function sectionsToShow({
  products,
  filter,
  category,
  search,
}: CatalogueState): readonly Section[] {
  const all = products ?? [];
  const found = new Set(searchProducts(all, { search, category: category || null }));
  return sectionsOf(all, (product) => found.has(product) && belongsTo(filter, product));
}

function belongsTo(filter: Filter, { active, kind }: CatalogueProduct): boolean {
  if (filter === 'all') return true;
  return filter === 'off' ? !active : active && kind === filter;
}

/** Whether all products of the shown categories are shown, so that their order can be changed. */
export function isArrangeable({ filter, search }: Wanted): boolean {
  return filter === 'all' && search.trim() === '';
}

/** The heading of a category. */
export function nameOf({ category }: Section): string {
  return category === '' ? words.otherProducts : category;
}

/** The categories as items of one list. */
export function categoryItems(sections: readonly Section[]): readonly Item[] {
  const siblings = sections.map(({ products }) => products.map(({ id }) => id));
  return sections.map((section, index) => ({
    key: `category-${section.category}`,
    name: nameOf(section),
    list: 'categories',
    index,
    siblings,
  }));
}

/** The products of a category as items of a list. */
export function productItems({ category, products }: Section): readonly Item[] {
  const list = `products-${category}`;
  const siblings = products.map(({ id }) => [id]);
  return products.map(({ id, name }, index) => ({
    key: `product-${id}`,
    name,
    list,
    index,
    siblings,
  }));
}
