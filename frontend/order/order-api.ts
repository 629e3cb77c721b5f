import type { GetOrderResponse, OrderResponse } from '../../shared/contract/orders.ts';
import { type Answer, ask } from '../components/api.ts';
import type { OrderLink } from '../components/order-link.ts';

/** With its token, the whole order; otherwise how it stands. */
export function fetchOrder({
  id,
  token,
}: OrderLink): Promise<Answer<GetOrderResponse | OrderResponse>> {
  return ask(`/order/${id}`, token === null ? {} : { headers: { 'x-order-token': token } });
}

export function cancelOrder(id: number, token: string): Promise<Answer<GetOrderResponse>> {
  return ask(`/order/${id}/cancel`, { method: 'POST', headers: { 'x-order-token': token } });
}
