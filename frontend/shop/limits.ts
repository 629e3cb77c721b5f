import type { Product } from '../../shared/contract/products.ts';
import { largestQuantity, toQuantity } from '../../shared/domain/quantities.ts';
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

/** The largest quantity of one line. @param others units of the product in other lines */
export function limitOfLine(
  product: Product,
  shortages: readonly Shortage[],
  others: number,
): number {
  return Math.max(0, limitOf(product, shortages) - others);
}

/**
 * The quantity that a line gets instead of the wanted one. Lines of one product count together, so beside other lines it may
 * be less than the minimum, and between two steps.
 * @param others units of the product in other lines
 */
export function toLineQuantity(
  product: Product,
  shortages: readonly Shortage[],
  {
    from,
    wanted,
    others,
  }: { readonly from: number; readonly wanted: number; readonly others: number },
): number {
  if (others === 0) {
    return toQuantity(product, { from, wanted, most: unitsLeftOf(product, shortages) });
  }
  const whole = Math.trunc(wanted) || 0;
  return Math.max(0, Math.min(whole, limitOfLine(product, shortages, others)));
}

/** The units of a product of which few are left; undefined when there are enough, or none. */
export function fewLeftOf(
  product: Product,
  { shortages, bakery }: Pick<ShopState, 'shortages' | 'bakery'>,
): number | undefined {
  const left = unitsLeftOf(product, shortages);
  return left > 0 && left <= bakery.few_left ? left : undefined;
}
