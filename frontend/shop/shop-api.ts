import type {
  GetOrderResponse,
  OrderResponse,
  PlaceOrderResponse,
} from '../../shared/contract/orders.ts';
import type { ListPickupSlotsResponse } from '../../shared/contract/pickup-slots.ts';
import type { Product } from '../../shared/contract/products.ts';
import type { LegalText } from '../../shared/domain/legal-texts.ts';
import { type Answer, api } from '../components/api.ts';
import type { Basket, BasketLine } from './basket.ts';
import type { OrderRequest } from './order-request.ts';

/** @param date whose availability is wanted, "2026-12-01" */
export function fetchProducts(date?: string): Promise<Answer<readonly Product[]>> {
  return date === undefined ? api('GET /products') : api('GET /products', { query: { date } });
}

export function fetchLegalText(name: LegalText): Promise<Answer<{ readonly text: string }>> {
  return api('GET /texts/{name}', { params: { name } });
}

/** The pickup slots of a day for the basket. @param date "2026-12-01" */
export function fetchPickupSlots(
  date: string,
  basket: Basket,
): Promise<Answer<ListPickupSlotsResponse>> {
  const query = {
    date,
    product_id: basket.map(({ product_id }) => product_id).join(','),
    quantity: basket.map(({ quantity }) => quantity).join(','),
    ...(basket.some(({ options }) => options) && { options: basket.map(toOptionList).join(',') }),
  };
  return api('GET /pickup-slots', { query });
}

/** "5-7x2": the options of a line, 2 of option 7. */
function toOptionList({ options = [] }: BasketLine): string {
  return options
    .map(({ option_id, quantity = 1 }) => (quantity === 1 ? option_id : `${option_id}x${quantity}`))
    .join('-');
}

/** Fetches the whole order with its token, or only the status without a token. */
export function fetchOrder(
  orderId: number,
  token: string | null,
): Promise<Answer<GetOrderResponse | OrderResponse>> {
  const headers = token === null ? {} : { 'x-order-token': token };
  return api('GET /order/{id}', { params: { id: orderId }, headers });
}

/** Repeating a request with the same key places one order. */
export function postOrder(request: OrderRequest, key: string): Promise<Answer<PlaceOrderResponse>> {
  return api('POST /order', { headers: { 'idempotency-key': key }, body: request });
}
