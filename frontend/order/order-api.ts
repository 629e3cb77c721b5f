import type { GetOrderResponse, OrderResponse } from '../../shared/contract/orders.ts';
import { type Answer, api } from '../components/api.ts';
import type { OrderLink } from '../components/order-link.ts';

/** Fetches the whole order with its token, or only the status without a token. */
export function fetchOrder({
  id,
  token,
}: OrderLink): Promise<Answer<GetOrderResponse | OrderResponse>> {
  const headers = token === null ? {} : { 'x-order-token': token };
  return api('GET /order/{id}', { params: { id }, headers });
}

export function cancelOrder(id: number, token: string): Promise<Answer<GetOrderResponse>> {
  return api('POST /order/{id}/cancel', { params: { id }, headers: { 'x-order-token': token } });
}
