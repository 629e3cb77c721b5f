import type { OrderLine, PlaceOrderRequest } from '../../shared/contract/orders.ts';
import { type Basket, holdsTheSame } from './basket.ts';
import { sumPrices } from './line-offer.ts';
import type { Customer, Pickup, ShopState } from './shop-state.ts';

/** The request: basket, pickup time and contact. */
export interface OrderRequest {
  readonly lines: readonly OrderLine[];
  readonly customer?: PlaceOrderRequest['customer'];
  /** Start of a slot, ISO 8601; without it the API picks the next open slot. */
  readonly pickup_at?: string;
  /** In the main unit: the API refuses another total. */
  readonly shown_total?: number;
}

type OrderDraft = Pick<ShopState, 'basket' | 'pickup' | 'customer' | 'catalogue' | 'optionCode'>;

export function toOrderRequest(draft: OrderDraft): OrderRequest {
  const { basket, pickup, customer, catalogue } = draft;
  const known = toCustomer(customer);
  const pickupAt = pickupTimeOf(pickup);
  return {
    lines: basket.map(toLine),
    ...(known && { customer: known }),
    ...(pickupAt !== null && { pickup_at: pickupAt }),
    ...(catalogue.kind === 'loaded' && { shown_total: sumPrices(basket, draft) }),
  };
}

/**
 * Whether two requests have the same lines in any sequence, the same pickup time and the same customer. Their totals may
 * differ: a retry after a change of prices is the same order.
 */
export function isSameOrder(one: OrderRequest, other: OrderRequest): boolean {
  return (
    holdsTheSame(one.lines, other.lines) &&
    one.pickup_at === other.pickup_at &&
    JSON.stringify(one.customer) === JSON.stringify(other.customer)
  );
}

export function pickupTimeOf(pickup: Pickup): string | null {
  return pickup.kind === 'chosen' ? pickup.startsAt : null;
}

function toLine({ product_id, quantity, options, note }: Basket[number]): OrderLine {
  const text = note?.trim() ?? '';
  return {
    product_id,
    quantity,
    ...(options !== undefined && { options }),
    ...(text !== '' && { note: text }),
  };
}

/** Undefined when all contact fields are empty. */
function toCustomer(typed: Customer): PlaceOrderRequest['customer'] {
  const [name, phone, email] = [typed.name.trim(), typed.phone.trim(), typed.email.trim()];
  if (name === '' && phone === '' && email === '') return undefined;
  return { name, ...(phone !== '' && { phone }), ...(email !== '' && { email }) };
}
