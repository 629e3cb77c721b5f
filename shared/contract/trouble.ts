import { orderIdParameter } from './orders.ts';
import { route } from './route.ts';
import * as z from 'zod/mini';
import { completers, orderStatuses } from '../domain/order-status.ts';
import { troubles } from '../domain/trouble.ts';
import { timestamp } from './dates.ts';
import { id } from './values.ts';

const shortfallFields = {
  /** The business day. */
  date: z.string(),
  short_by: z.int(),
  /** The orders that take from the supply and may still be picked up, by pickup time. */
  orders: z.array(
    z.object({
      order_id: id,
      /** Null for an order without a pickup time. */
      pickup_at: z.nullable(timestamp),
      customer_name: z.nullable(z.string()),
      /** Units that the order takes of the supply. */
      units: z.int(),
    }),
  ),
};

const shortfall = z.discriminatedUnion('of', [
  z.object({ of: z.literal('product'), product_id: id, name: z.string(), ...shortfallFields }),
  z.object({
    of: z.literal('pool'),
    pool_id: id,
    name: z.string(),
    /** What the pool counts, "trays"; may be empty. */
    unit: z.string(),
    ...shortfallFields,
  }),
  z.object({ of: z.literal('slot'), starts_at: timestamp, ends_at: timestamp, ...shortfallFields }),
]);

const uncollectedOrder = z.object({
  order_id: id,
  status: z.enum(orderStatuses),
  /** `processor` for an order that was set aside at its acceptance; null unless the order is Completed. */
  completed_by: z.nullable(z.enum(completers)),
  pickup_date: z.string(),
  /** Null for an order without a pickup time. */
  pickup_at: z.nullable(timestamp),
  customer: z.nullable(z.object({ name: z.string(), phone: z.nullable(z.string()) })),
  /** Units of all lines together. */
  units: z.int(),
});

export const listTroubleResponse = z.object({
  /** Pending orders that wait too long or could not be processed, oldest first. */
  orders: z.array(
    z.object({
      order_id: id,
      placed_at: timestamp,
      waiting_seconds: z.int(),
      /** The reason for people; the pages have a sentence for each. */
      why: z.enum(troubles),
      /** Failed attempts to process the order. */
      attempts: z.int(),
      /** The error of the last attempt: technical, for the person that looks after the system. */
      last_error: z.nullable(z.string()),
      /** How often the relay has resent the message, and the time of the next relay. */
      relays: z.int(),
      next_relay_at: timestamp,
      customer_name: z.nullable(z.string()),
    }),
  ),
  /** Accepted orders whose business day is over, and that were neither picked up nor missed. */
  uncollected: z.object({
    /** The latest 500 orders of the last 14 days: the latest day first, each in the order of the pickup times. */
    orders: z.array(uncollectedOrder),
    /** All orders of the last 14 days. */
    count: z.int(),
    /** The latest 200 orders of earlier days, in the same sequence. */
    older_orders: z.array(uncollectedOrder),
    /** All orders of earlier days. */
    older: z.int(),
  }),
  /** Supplies from today on of which more is taken than there is, because staff lowered them or accepted more. */
  shortfalls: z.array(shortfall),
});
export type ListTroubleResponse = z.infer<typeof listTroubleResponse>;

/** `sent` is false when the queue did not accept the message; then the relay sends it. */
export const retryOrderResponse = z.object({
  order_id: id,
  status: z.literal('Pending'),
  sent: z.boolean(),
});
export type RetryOrderResponse = z.infer<typeof retryOrderResponse>;

export const listTroubleRoute = route({
  method: 'GET',
  path: '/staff/trouble',
  function: 'list-trouble',
  summary:
    'Pending orders that wait too long or could not be processed, orders of past days that were not picked up, and supplies that are short',
  access: 'baker',
  responses: { 200: listTroubleResponse },
  problems: [],
});

export const retryOrderRoute = route({
  method: 'POST',
  path: '/staff/orders/{id}/retry',
  function: 'retry-order',
  summary: 'Resend the message of a Pending order now',
  access: 'baker',
  params: { id: orderIdParameter },
  responses: { 200: retryOrderResponse },
  problems: [400, 404, 409, 413, 415],
});
