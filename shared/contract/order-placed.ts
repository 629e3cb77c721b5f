import * as z from 'zod/mini';

/**
 * The one message on the queue: it asks the processor to look at the order's row. The correlation
 * id carries the customer's request through to the processor's log lines.
 */
export const orderPlaced = z.object({
  order_id: z.int().check(z.gte(1), z.lte(2_147_483_647)),
  correlation_id: z.string().check(z.minLength(1), z.maxLength(128)),
});
export type OrderPlaced = z.infer<typeof orderPlaced>;
