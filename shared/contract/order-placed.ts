import * as z from 'zod/mini';

/**
 * The only kind of message on the queue: it asks the processor to process the order. The
 * correlation id connects the customer's request with the processor's log lines.
 */
export const orderPlaced = z.object({
  order_id: z.int().check(z.gte(1), z.lte(2_147_483_647)),
  correlation_id: z.string().check(z.minLength(1), z.maxLength(128)),
});
export type OrderPlaced = z.infer<typeof orderPlaced>;
