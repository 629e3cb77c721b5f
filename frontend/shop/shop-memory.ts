import * as v from 'valibot';
import { addLines, type Basket, type BasketLine, maxQuantity } from './basket.ts';
import { type Filter, noFilter } from './filter.ts';
import type { OrderRequest } from './order-request.ts';
import type { Customer, Pickup, ShopState } from './shop-state.ts';
import { allergens } from '../../shared/domain/allergens.ts';
import { completers } from '../../shared/domain/order-status.ts';
import type { Attempt } from '../components/attempt.ts';
import { bakery } from '../components/bakery.ts';
import { now } from '../components/clock.ts';
import { daysInReach, isClosed } from '../components/pickup-days.ts';
import { recallValue, rememberValue } from '../components/remembered.ts';
import type { Store } from '../components/store.ts';

/** The part of the state that is stored in the browser and shared by all tabs. */
type Remembered = Pick<
  ShopState,
  'basketKey' | 'basket' | 'day' | 'pickup' | 'customer' | 'isRemembered' | 'attempt' | 'orders'
>;

const keys = {
  basketKey: 'bakery.basket-key',
  basket: 'bakery.basket',
  day: 'bakery.day',
  pickup: 'bakery.pickup',
  customer: 'bakery.customer',
  isRemembered: 'bakery.remember-customer',
  attempt: 'bakery.attempt',
  orders: 'bakery.orders',
};

const filterKey = 'bakery.filter';

const emptyContact: Customer = { name: '', phone: '', email: '' };

export function recall(): Remembered {
  const isRemembered = recallValue(keys.isRemembered) !== false;
  const attempt = v.parse(attemptSchema, recallValue(keys.attempt));
  return {
    basketKey: v.parse(basketKey, recallValue(keys.basketKey)),
    basket: v.parse(basket, recallValue(keys.basket)),
    day: toDay(v.parse(day, recallValue(keys.day))),
    pickup: toPickup(v.parse(pickup, recallValue(keys.pickup)), attempt),
    // Without a stored contact, an unanswered attempt still has the contact, so that a retry sends the same request.
    customer: v.parse(
      customer,
      isRemembered ? recallValue(keys.customer) : attempt?.request.customer,
    ),
    isRemembered,
    attempt,
    orders: v.parse(orders, recallValue(keys.orders)),
  };
}

/** The filter with the allergens of the last visit. */
export function recallFilter(): Filter {
  return { ...noFilter, without: v.parse(without, recallValue(filterKey)) };
}

/** Stores changes, and takes over the changes of other tabs. */
export function rememberChanges(store: Store<ShopState>): void {
  let written: Remembered = store.state;
  let writtenFilter = store.state.filter;
  store.subscribe((state) => {
    const now = { ...state, customer: state.isRemembered ? state.customer : emptyContact };
    for (const name of Object.keys(keys) as (keyof Remembered)[]) {
      if (now[name] !== written[name]) rememberValue(keys[name], now[name]);
    }
    written = now;
    if (state.filter.without !== writtenFilter.without) {
      rememberValue(filterKey, state.filter.without);
    }
    writtenFilter = state.filter;
  });
  addEventListener('storage', ({ key }) => {
    if (key !== null && !Object.values(keys).includes(key)) return;
    written = recall();
    // Without permission to store the contact, it stays in this tab only.
    const { customer } = written.isRemembered ? written : store.state;
    store.change({ ...written, customer });
  });
}

/** The lines of an address that another page has written: "#again=[…]". */
export function recallLines(hash: string): Basket {
  const [, list] = /^#again=(.+)$/.exec(hash) ?? [];
  if (list === undefined) return [];
  try {
    return v.parse(basket, JSON.parse(decodeURIComponent(list)));
  } catch {
    return [];
  }
}

/** Drops a day that is past, too far ahead, or closed. */
function toDay(stored: string): string | null {
  return daysInReach().includes(stored) && !isClosed(stored) ? stored : null;
}

/** Drops a chosen time in the past, unless an order for that time may have arrived. */
function toPickup(stored: Pickup, attempt: Attempt<OrderRequest> | null): Pickup {
  if (stored.kind === 'soonest' || stored.startsAt === null) return stored;
  const isOver = Date.parse(stored.startsAt) < now();
  const isSent = stored.startsAt === attempt?.request.pickup_at;
  return isOver && !isSent ? { kind: 'chosen', startsAt: null } : stored;
}

// Stored data may come from an earlier version: invalid values are dropped.

/** A list without its invalid items. */
function listOf<Item>(item: v.GenericSchema<unknown, Item>) {
  const valid = v.transform((items: unknown[]) =>
    items.flatMap((one) => {
      const { success, output } = v.safeParse(item, one);
      return success ? [output] : [];
    }),
  );
  return v.fallback(v.pipe(v.array(v.unknown()), valid), []);
}

const text = v.fallback(
  v.pipe(
    v.string(),
    v.transform((value) => value.slice(0, 200)),
  ),
  '',
);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** Date formats throw beyond ±8.64e15 ms. */
const finite = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));
const instant = v.fallback(
  v.nullable(
    v.pipe(
      v.string(),
      v.check((value) => !Number.isNaN(Date.parse(value))),
    ),
  ),
  null,
);

const basketKey = v.fallback(v.pipe(v.string(), v.regex(/^[\d-]{16,60}$/)), '');

/** Baskets of earlier versions have no options. */
const lineOptions = v.optional(
  v.array(
    v.object({
      option_id: count,
      quantity: v.optional(count),
      texts: v.optional(v.array(v.string())),
    }),
  ),
);

const orderLine = v.object({
  product_id: count,
  quantity: v.pipe(count, v.maxValue(maxQuantity)),
  options: lineOptions,
  note: text,
  shown: v.fallback(
    v.optional(v.object({ text: v.string(), price: v.optional(finite) })),
    undefined,
  ),
});

const basket = v.pipe(
  listOf(orderLine),
  v.transform((lines) => addLines([], lines.map(toBasketLine))),
);

function toBasketLine({
  options,
  note,
  shown,
  ...line
}: v.InferOutput<typeof orderLine>): BasketLine {
  return {
    ...line,
    ...(options !== undefined && { options: options.map(toOption) }),
    ...(note !== '' && { note }),
    ...(shown !== undefined && { shown }),
  };
}

function toOption({
  option_id,
  quantity,
  texts,
}: NonNullable<v.InferOutput<typeof lineOptions>>[number]) {
  return {
    option_id,
    ...(quantity !== undefined && { quantity }),
    ...(texts !== undefined && { texts }),
  };
}

const day = v.fallback(v.string(), '');

const pickup = v.fallback(
  v.variant('kind', [
    v.object({ kind: v.literal('soonest') }),
    v.object({ kind: v.literal('chosen'), startsAt: instant }),
  ]),
  { kind: 'soonest' },
);

const customer = v.fallback(v.object({ name: text, phone: text, email: text }), emptyContact);

/** Null for an attempt that cannot be repeated unchanged. */
const attemptSchema = v.fallback(
  v.nullable(
    v.object({
      key: v.string(),
      request: v.object({
        lines: v.pipe(
          v.array(v.unknown()),
          basket,
          v.check((lines) => lines.length > 0),
        ),
        customer: v.optional(
          v.object({
            name: v.string(),
            phone: v.optional(v.string()),
            email: v.optional(v.string()),
          }),
        ),
        pickup_at: v.optional(v.string()),
        shown_total: v.optional(finite),
      }),
    }),
  ),
  null,
) as v.GenericSchema<unknown, Attempt<OrderRequest> | null>;

const orders = listOf(
  v.object({
    id: count,
    token: v.fallback(v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))), null),
    status: v.picklist(['Pending', 'Processing', 'Completed', 'Rejected', 'Cancelled', 'Unknown']),
    pickupAt: instant,
    reason: v.fallback(v.nullable(v.string()), null),
    collectedAt: instant,
    missedAt: instant,
    // Orders stored by earlier versions do not have it.
    completedBy: v.fallback(v.nullable(v.picklist(completers)), null),
    placedAt: finite,
    lines: listOf(
      v.object({
        product_id: count,
        quantity: count,
        name: v.string(),
        options: lineOptions,
        choices: v.optional(v.string()),
      }),
    ),
    total: finite,
    // Orders stored by earlier versions have no currency.
    currency: v.fallback(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)), () => bakery.currency),
  }),
);

const without = listOf(v.picklist(allergens));
