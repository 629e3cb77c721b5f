import { type Basket, maxQuantity, withQuantity } from './basket.ts';
import type { Attempt, PlacedLine, PlacedOrder, ShopState } from './shop-state.ts';
import { recallValue, rememberValue } from '../components/remembered.ts';
import type { Store } from '../components/store.ts';

/** The part of the state that survives a reload; all tabs of a browser share it. */
type Remembered = Pick<ShopState, 'basket' | 'attempt' | 'orders'>;

const keys = { basket: 'bakery.basket', attempt: 'bakery.attempt', orders: 'bakery.orders' };

export function recall(): Remembered {
  return {
    basket: toBasket(recallValue(keys.basket)),
    attempt: toAttempt(recallValue(keys.attempt)),
    orders: toOrders(recallValue(keys.orders)),
  };
}

/** Writes what changes, and takes over what another tab changes. */
export function keepInMind(store: Store<ShopState>): void {
  let written: Remembered = store.state;
  store.subscribe((state) => {
    for (const name of ['basket', 'attempt', 'orders'] as const) {
      if (state[name] !== written[name]) rememberValue(keys[name], state[name]);
    }
    written = state;
  });
  addEventListener('storage', ({ key }) => {
    if (key !== null && !Object.values(keys).includes(key)) return;
    written = recall();
    store.change(written);
  });
}

// What is stored may be of an earlier version, or anybody's: only what makes sense is taken over.

function toBasket(value: unknown): Basket {
  return toList(value, toLine).reduce<Basket>(
    (basket, line) => withQuantity(basket, line.product_id, line.quantity),
    [],
  );
}

function toAttempt(value: unknown): Attempt | null {
  if (!isRecord(value) || typeof value['key'] !== 'string') return null;
  const lines = toBasket(value['lines']);
  return lines.length > 0 ? { key: value['key'], lines } : null;
}

function toOrders(value: unknown): PlacedOrder[] {
  return toList(value, toOrder);
}

function toOrder(value: unknown): PlacedOrder | undefined {
  if (!isRecord(value)) return undefined;
  const { id, status, reason, placedAt, lines, total } = value;
  if (!isCount(id) || !isStatus(status)) return undefined;
  if (!isFiniteNumber(placedAt) || !isFiniteNumber(total)) return undefined;
  return {
    id,
    status,
    reason: typeof reason === 'string' ? reason : null,
    placedAt,
    lines: toList(lines, toPlacedLine),
    total,
  };
}

function toPlacedLine(value: unknown): PlacedLine | undefined {
  const line = toLine(value);
  if (!line || !isRecord(value) || typeof value['name'] !== 'string') return undefined;
  return { ...line, name: value['name'] };
}

function toLine(value: unknown) {
  if (!isRecord(value)) return undefined;
  const { product_id, quantity } = value;
  if (!isCount(product_id) || !isCount(quantity) || quantity > maxQuantity) return undefined;
  return { product_id, quantity };
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

/** A moment beyond ±8.64e15 ms is one that no date format takes. */
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
