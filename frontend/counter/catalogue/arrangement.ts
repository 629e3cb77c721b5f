import type { MoveProductsRequest } from '../../../shared/contract/catalogue.ts';

/**
 * The move of one item of a list to the place of another one. An item that moves down stays, and the items that it
 * passes move up: so the first product of a category keeps its place among the other categories.
 * @param items the numbers of the products of each item: one product, or all products of a category
 */
export function moveOf(
  items: readonly (readonly number[])[],
  from: number,
  to: number,
): MoveProductsRequest {
  const [moved, stays] =
    to < from
      ? [items.slice(from, from + 1), items[to]]
      : [items.slice(from + 1, to + 1), items[from]];
  return { product_ids: moved.flat(), before: stays?.[0] ?? null };
}

/** The products after a move, as the API orders them. */
export function applyMove<Product extends { readonly id: number }>(
  products: readonly Product[],
  { product_ids: ids, before }: MoveProductsRequest,
): readonly Product[] {
  const moved = ids.flatMap((id) => products.filter((product) => product.id === id));
  const others = products.filter(({ id }) => !ids.includes(id));
  const index = others.findIndex(({ id }) => id === before);
  return others.toSpliced(index < 0 ? others.length : index, 0, ...moved);
}
