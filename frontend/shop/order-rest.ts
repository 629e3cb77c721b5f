import { leftOf } from '../components/shortages.ts';
import { type Basket, keepPieces } from './basket.ts';
import { isSameOrder, toOrderRequest } from './order-request.ts';
import { productsOf, type ShopState } from './shop-state.ts';

/** Whether this basket was sent and no answer has arrived. */
export function isPending(state: ShopState): boolean {
  return state.attempt !== null && isSameOrder(state.attempt.request, toOrderRequest(state));
}

/** The basket without products and units that the bakery does not have. */
export function restOf({ basket, shortages, ...state }: ShopState): Basket {
  const products = productsOf(state);
  const left = new Map<number, number>();
  const lines = basket.map((line) => {
    const { product_id: id, quantity } = line;
    const product = products.find((one) => one.id === id);
    const most = left.get(id) ?? leftOf(shortages, id) ?? (product?.available ? Infinity : 0);
    const kept = Math.min(quantity, most);
    left.set(id, most - kept);
    return kept < quantity ? keepPieces(line, kept) : line;
  });
  const isWhole = lines.every((line, at) => line === basket[at]);
  return isWhole ? basket : lines.filter(({ quantity }) => quantity > 0);
}

/** Whether the last refusal was about products, and something else is in the basket. */
export function canOrderRest(state: ShopState): boolean {
  if (state.placement.kind !== 'refused' || state.catalogue.kind !== 'loaded') return false;
  const rest = restOf(state);
  return rest !== state.basket && rest.length > 0;
}
