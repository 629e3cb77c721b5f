import * as z from 'zod/mini';
import { type Basket, maxQuantity, withNote, withQuantity } from './basket.ts';
import { type Filter, noFilter } from './filter.ts';
import type { OrderRequest } from './order-request.ts';
import type { Customer, Pickup, ShopState } from './shop-state.ts';
import { allergens } from '../../shared/domain/allergens.ts';
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

const filterKey = 'bakery.filter';

const emptyContact: Customer = { name: '', phone: '', email: '' };

export function recall(): Remembered {
  const isRemembered = recallValue(keys.isRemembered) !== false;
  const attempt = attemptSchema.parse(recallValue(keys.attempt));
  return {
    basketKey: basketKey.parse(recallValue(keys.basketKey)),
    basket: basket.parse(recallValue(keys.basket)),
    pickup: toPickup(pickup.parse(recallValue(keys.pickup)), attempt),
    // Without a stored contact, an unanswered attempt still has the contact, so that a retry sends the same request.
    customer: customer.parse(isRemembered ? recallValue(keys.customer) : attempt?.request.customer),
    isRemembered,
    attempt,
    orders: orders.parse(recallValue(keys.orders)),
  };
}

/** The filter with the allergens of the last visit. */
export function recallFilter(): Filter {
  return { ...noFilter, without: without.parse(recallValue(filterKey)) };
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

/** Drops a chosen time in the past, unless an order for that time may have arrived. */
function toPickup(stored: Pickup, attempt: Attempt<OrderRequest> | null): Pickup {
  if (stored.kind === 'soonest' || stored.startsAt === null) return stored;
  const isOver = Date.parse(stored.startsAt) < now();
  const isSent = stored.startsAt === attempt?.request.pickup_at;
  return isOver && !isSent ? { kind: 'chosen', startsAt: null } : stored;
}

// Stored data may come from an earlier version: invalid values are dropped.

/** A list without its invalid items. */
function listOf<Item>(item: z.ZodMiniType<Item>) {
  const valid = z.transform((items: unknown[]) =>
    items.flatMap((one) => {
      const { success, data } = item.safeParse(one);
      return success ? [data] : [];
    }),
  );
  return z.catch(z.pipe(z.array(z.unknown()), valid), []);
}

const text = z.catch(
  z.pipe(
    z.string(),
    z.transform((value: string) => value.slice(0, 200)),
  ),
  '',
);
const count = z.int().check(z.positive());
/** Date formats throw beyond ±8.64e15 ms. */
const finite = z.number().check(z.gte(-8.64e15), z.lte(8.64e15));
const instant = z.catch(
  z.nullable(z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value))))),
  null,
);

const basketKey = z.catch(z.string().check(z.regex(/^[\d-]{16,60}$/)), '');

const orderLine = z.object({
  product_id: count,
  quantity: z.int().check(z.gte(1), z.lte(maxQuantity)),
  note: text,
});

const basket = z.pipe(
  listOf(orderLine),
  z.transform((lines: z.output<typeof orderLine>[]) =>
    lines.reduce<Basket>((sum, { product_id, quantity, note }) => {
      const filled = withQuantity(sum, product_id, quantity);
      return note === '' ? filled : withNote(filled, product_id, note);
    }, []),
  ),
);

const pickup = z.catch(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('soonest') }),
    z.object({ kind: z.literal('chosen'), startsAt: instant }),
  ]),
  { kind: 'soonest' },
);

const customer = z.catch(z.object({ name: text, phone: text, email: text }), emptyContact);

/** Null for an attempt that cannot be repeated unchanged. */
const attemptSchema = z.catch(
  z.nullable(
    z.object({
      key: z.string(),
      request: z.object({
        lines: basket.check(z.refine((lines) => lines.length > 0)),
        customer: z.optional(
          z.object({
            name: z.string(),
            phone: z.optional(z.string()),
            email: z.optional(z.string()),
          }),
        ),
        pickup_at: z.optional(z.string()),
      }),
    }),
  ),
  null,
) as z.ZodMiniType<Attempt<OrderRequest> | null>;

const orders = listOf(
  z.object({
    id: count,
    token: z.catch(z.nullable(z.string().check(z.regex(/^[0-9a-f]{32}$/))), null),
    status: z.enum(['Pending', 'Processing', 'Completed', 'Rejected', 'Cancelled', 'Unknown']),
    pickupAt: instant,
    reason: z.catch(z.nullable(z.string()), null),
    collectedAt: instant,
    placedAt: finite,
    lines: listOf(z.object({ product_id: count, quantity: count, name: z.string() })),
    total: finite,
    // Orders stored by earlier versions have no currency.
    currency: z.catch(z.string().check(z.regex(/^[A-Z]{3}$/)), () => bakery.currency),
  }),
);

const without = listOf(z.enum(allergens));
