import type { Product } from '../../shared/contract/products.ts';
import { leftOf, type Shortage } from '../components/shortages.ts';
import { maxQuantity } from './basket.ts';
import type { ShopState } from './shop-state.ts';

/**
 * The units of a product that an order can have.
 * @param shortages of the last refused order, which are newer than the product
 */
export function limitOf({ id, left }: Product, shortages: readonly Shortage[]): number {
  return Math.min(leftOf(shortages, id) ?? left ?? maxQuantity, maxQuantity);
}

/** The limit of a product of which few units are left; undefined when there are enough, or none. */
export function fewLeftOf(
  product: Product,
  { shortages, bakery }: Pick<ShopState, 'shortages' | 'bakery'>,
): number | undefined {
  const limit = limitOf(product, shortages);
  return limit > 0 && limit <= bakery.few_left ? limit : undefined;
}
