import type { GetOrderResponse, PlaceOrderResponse } from '../../shared/contract/orders.ts';
import type { Product } from '../../shared/contract/products.ts';
import { type Answer, ask } from '../components/api.ts';
import type { Basket } from './basket.ts';

export function fetchProducts(): Promise<Answer<readonly Product[]>> {
  return ask('/products');
}

export function fetchOrder(orderId: number): Promise<Answer<GetOrderResponse>> {
  return ask(`/order/${orderId}`);
}

/** However often the same lines are sent under the same key, they are one order. */
export function postOrder(lines: Basket, key: string): Promise<Answer<PlaceOrderResponse>> {
  return ask('/order', { method: 'POST', headers: { 'idempotency-key': key }, body: { lines } });
}
