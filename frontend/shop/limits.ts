import type { Product } from '../../shared/contract/products.ts';
import { largestQuantity } from '../../shared/domain/quantities.ts';
import { leftOf, type Shortage } from '../components/shortages.ts';
import { maxQuantity } from './basket.ts';
import type { ShopState } from './shop-state.ts';

/**
 * The units of a product that are left, and at most those that an order can have.
 * @param shortages of the last refused order, which are newer than the product
 */
export function unitsLeftOf({ id, left }: Product, shortages: readonly Shortage[]): number {
  return Math.min(leftOf(shortages, id) ?? left ?? maxQuantity, maxQuantity);
}

/** The largest quantity of a product that an order can have. */
export function limitOf(product: Product, shortages: readonly Shortage[]): number {
  return largestQuantity(product, unitsLeftOf(product, shortages));
}

/** The units of a product of which few are left; undefined when there are enough, or none. */
export function fewLeftOf(
  product: Product,
  { shortages, bakery }: Pick<ShopState, 'shortages' | 'bakery'>,
): number | undefined {
  const left = unitsLeftOf(product, shortages);
  return left > 0 && left <= bakery.few_left ? left : undefined;
}
