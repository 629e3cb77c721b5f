import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { openList } from '../open-list.ts';
import { askAsStaff } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { createShelfProduct } from './shelf-product.ts';
import { words } from './words.ts';

/** All shelf products with their stock. */
export const openShelf: OpenView = (context) =>
  openList(context, {
    words,
    listClass: 'shelf',
    noneClass: 'quiet',
    everyMs: 10_000,
    load: () => askAsStaff('GET /staff/products'),
    itemsOf: (products) => products.filter(isOnTheShelf),
    keyOf: ({ id }) => id,
    createItem: createShelfProduct,
  });

/** A product that is off sale is shown while it has stock. */
function isOnTheShelf({ kind, active, stock }: CatalogueProduct): boolean {
  return kind === 'shelf' && (active || (stock ?? 0) > 0);
}
