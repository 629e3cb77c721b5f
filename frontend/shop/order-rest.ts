import { leftOf } from '../components/shortages.ts';
import { type Basket, withQuantity } from './basket.ts';
import { isSameOrder, toOrderRequest } from './order-request.ts';
import { productsOf, type ShopState } from './shop-state.ts';

/** Whether this basket was sent and no answer has arrived. */
export function isPending(state: ShopState): boolean {
  return state.attempt !== null && isSameOrder(state.attempt.request, toOrderRequest(state));
}

/** The basket without products and units that the bakery does not have. */
export function restOf({ basket, shortages, ...state }: ShopState): Basket {
  const products = productsOf(state);
  return basket.reduce((rest, { product_id: id, quantity }) => {
    const product = products.find((one) => one.id === id);
    const left = leftOf(shortages, id) ?? (product?.available ? quantity : 0);
    return left < quantity ? withQuantity(rest, id, left) : rest;
  }, basket);
}

/** Whether the last refusal was about products, and something else is in the basket. */
export function canOrderRest(state: ShopState): boolean {
  if (state.placement.kind !== 'refused' || state.catalogue.kind !== 'loaded') return false;
  const rest = restOf(state);
  return rest !== state.basket && rest.length > 0;
}
