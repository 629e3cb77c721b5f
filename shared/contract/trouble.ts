import * as z from 'zod/mini';
import { troubles } from '../domain/trouble.ts';
import { timestamp } from './dates.ts';
import { id } from './values.ts';

/** Pending orders that wait too long or could not be processed, the oldest first. */
export const listTroubleResponse = z.object({
  orders: z.array(
    z.object({
      order_id: id,
      placed_at: timestamp,
      waiting_seconds: z.int(),
      why: z.enum(troubles),
      /** How often it could not be processed, and what stood in the way the last time. */
      attempts: z.int(),
      last_error: z.nullable(z.string()),
      /** How often its message was sent again, and when it will be the next time. */
      relays: z.int(),
      next_relay_at: timestamp,
      customer_name: z.nullable(z.string()),
    }),
  ),
});
export type ListTroubleResponse = z.infer<typeof listTroubleResponse>;

/** `sent` is false when the queue did not take the message; the relay sends it then. */
export const retryOrderResponse = z.object({
  order_id: id,
  status: z.literal('Pending'),
  sent: z.boolean(),
});
export type RetryOrderResponse = z.infer<typeof retryOrderResponse>;
