import type { GetOrderResponse, PlaceOrderResponse } from '../shared/contract/orders.ts';
import type { Problem } from '../shared/contract/problem.ts';
import type { Product } from '../shared/contract/products.ts';
import type { Basket } from './shop/basket.ts';

/**
 * `refused` is definite: the bakery understood and said no. `unanswered` leaves open whether the
 * request was carried out: no connection, no answer in time, or one from somebody in between.
 */
export type Answer<Body> =
  | { readonly kind: 'accepted'; readonly body: Body }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unanswered' };

const timeoutMs = 10_000;

export function fetchProducts(): Promise<Answer<readonly Product[]>> {
  return call('/products');
}

export function fetchOrder(orderId: number): Promise<Answer<GetOrderResponse>> {
  return call(`/order/${orderId}`);
}

/** However often the same lines are sent under the same key, they are one order. */
export function postOrder(lines: Basket, key: string): Promise<Answer<PlaceOrderResponse>> {
  return call('/order', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ lines }),
  });
}

async function call<Body>(path: string, init: RequestInit = {}): Promise<Answer<Body>> {
  try {
    const response = await fetch(`/api${path}`, {
      ...init,
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.ok) return { kind: 'accepted', body: (await response.json()) as Body };
    if (isPassing(response.status)) return { kind: 'unanswered' };
    // A proxy's page of HTML is not the bakery's word: parsing it fails.
    return { kind: 'refused', problem: (await response.json()) as Problem };
  } catch {
    return { kind: 'unanswered' };
  }
}

/** Server errors, timeouts and throttling say "not now", and nothing about the request. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}
