import { type Basket, maxQuantity, withNote, withQuantity } from './basket.ts';
import type { OrderRequest } from './order-request.ts';
import type { Customer, Pickup, PlacedLine, PlacedOrder, ShopState } from './shop-state.ts';
import type { Attempt } from '../components/attempt.ts';
import { bakery } from '../components/bakery.ts';
import { now } from '../components/clock.ts';
import { recallValue, rememberValue } from '../components/remembered.ts';
import type { Store } from '../components/store.ts';

/** The part of the state that is stored in the browser and shared by all tabs. */
type Remembered = Pick<
  ShopState,
  'basketKey' | 'basket' | 'pickup' | 'customer' | 'isRemembered' | 'attempt' | 'orders'
>;

const keys = {
  basketKey: 'bakery.basket-key',
  basket: 'bakery.basket',
  pickup: 'bakery.pickup',
  customer: 'bakery.customer',
  isRemembered: 'bakery.remember-customer',
  attempt: 'bakery.attempt',
  orders: 'bakery.orders',
};

const emptyContact: Customer = { name: '', phone: '', email: '' };

export function recall(): Remembered {
  const isRemembered = recallValue(keys.isRemembered) !== false;
  const attempt = toAttempt(recallValue(keys.attempt));
  return {
    basketKey: toKey(recallValue(keys.basketKey)),
    basket: toBasket(recallValue(keys.basket)),
    pickup: toPickup(recallValue(keys.pickup), attempt),
    // Without a stored contact, an unanswered attempt still has the contact, so that a retry sends the same request.
    customer: toCustomer(isRemembered ? recallValue(keys.customer) : attempt?.request.customer),
    isRemembered,
    attempt,
    orders: toOrders(recallValue(keys.orders)),
  };
}

/** Stores changes, and takes over the changes of other tabs. */
export function rememberChanges(store: Store<ShopState>): void {
  let written: Remembered = store.state;
  store.subscribe((state) => {
    const now = { ...state, customer: state.isRemembered ? state.customer : emptyContact };
    for (const name of Object.keys(keys) as (keyof Remembered)[]) {
      if (now[name] !== written[name]) rememberValue(keys[name], now[name]);
    }
    written = now;
  });
  addEventListener('storage', ({ key }) => {
    if (key !== null && !Object.values(keys).includes(key)) return;
    written = recall();
    // Without permission to store the contact, it stays in this tab only.
    const { customer } = written.isRemembered ? written : store.state;
    store.change({ ...written, customer });
  });
}

// Stored data may come from an earlier version: invalid values are dropped.

function toKey(value: unknown): string {
  return typeof value === 'string' && /^[\d-]{16,60}$/.test(value) ? value : '';
}

function toBasket(value: unknown): Basket {
  return toList(value, toLine).reduce<Basket>((basket, { product_id, quantity, note }) => {
    const filled = withQuantity(basket, product_id, quantity);
    return note === '' ? filled : withNote(filled, product_id, note);
  }, []);
}

/** Drops a chosen time in the past, unless an order for that time may have arrived. */
function toPickup(value: unknown, attempt: Attempt<OrderRequest> | null): Pickup {
  if (!isRecord(value) || value['kind'] !== 'chosen') return { kind: 'soonest' };
  const startsAt = toInstant(value['startsAt']);
  const isOver = startsAt !== null && Date.parse(startsAt) < now();
  const isSent = startsAt === attempt?.request.pickup_at;
  return { kind: 'chosen', startsAt: isOver && !isSent ? null : startsAt };
}

function toCustomer(value: unknown): Customer {
  if (!isRecord(value)) return emptyContact;
  return {
    name: toText(value['name']),
    phone: toText(value['phone']),
    email: toText(value['email']),
  };
}

function toAttempt(value: unknown): Attempt<OrderRequest> | null {
  if (!isRecord(value) || typeof value['key'] !== 'string') return null;
  const request = toRequest(value['request']);
  return request && { key: value['key'], request };
}

/** Drops an attempt that cannot be repeated unchanged. */
function toRequest(value: unknown): OrderRequest | null {
  if (!isRecord(value)) return null;
  const { customer, pickup_at } = value;
  const lines = toBasket(value['lines']);
  if (lines.length === 0) return null;
  return {
    lines,
    ...(isRecord(customer) && { customer: customer as OrderRequest['customer'] }),
    ...(typeof pickup_at === 'string' && { pickup_at }),
  };
}

function toOrders(value: unknown): PlacedOrder[] {
  return toList(value, toOrder);
}

function toOrder(value: unknown): PlacedOrder | undefined {
  if (!isRecord(value)) return undefined;
  const { id, status, reason, placedAt, lines, total, currency } = value;
  if (!isCount(id) || !isStatus(status)) return undefined;
  if (!isFiniteNumber(placedAt) || !isFiniteNumber(total)) return undefined;
  return {
    id,
    token: toToken(value['token']),
    status,
    pickupAt: toInstant(value['pickupAt']),
    reason: typeof reason === 'string' ? reason : null,
    collectedAt: toInstant(value['collectedAt']),
    placedAt,
    lines: toList(lines, toPlacedLine),
    total,
    // Orders stored by earlier versions have no currency.
    currency:
      typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : bakery.currency,
  };
}

function toPlacedLine(value: unknown): PlacedLine | undefined {
  const line = toLine(value);
  if (!line || !isRecord(value) || typeof value['name'] !== 'string') return undefined;
  const { product_id, quantity } = line;
  return { product_id, quantity, name: value['name'] };
}

function toLine(value: unknown) {
  if (!isRecord(value)) return undefined;
  const { product_id, quantity } = value;
  if (!isCount(product_id) || !isCount(quantity) || quantity > maxQuantity) return undefined;
  return { product_id, quantity, note: toText(value['note']) };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : '';
}

function toToken(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value) ? value : null;
}

function toInstant(value: unknown): string | null {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : null;
}

function toList<T>(value: unknown, toItem: (item: unknown) => T | undefined): T[] {
  if (!Array.isArray(value)) return [];
  return value.map(toItem).filter((item) => item !== undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

/** Date formats throw beyond ±8.64e15 ms. */
function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

const statuses: readonly unknown[] = [
  'Pending',
  'Processing',
  'Completed',
  'Rejected',
  'Cancelled',
  'Unknown',
] satisfies PlacedOrder['status'][];

function isStatus(value: unknown): value is PlacedOrder['status'] {
  return statuses.includes(value);
}
