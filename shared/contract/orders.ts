import * as z from 'zod/mini';
import { orderStatuses } from '../domain/order-status.ts';
import { parse } from './parse.ts';

/** Ids are PostgreSQL `integer`s. */
const maxId = 2_147_483_647;
const id = z.int().check(z.gte(1), z.lte(maxId));

const orderLine = z.strictObject({
  product_id: id,
  quantity: z.int().check(z.gte(1), z.lte(1_000)),
});

/** An order of one line, and an order of several: the two bodies `POST /order` takes. */
export const placeOneLineRequest = orderLine;
export const placeLinesRequest = z.strictObject({
  lines: z.array(orderLine).check(z.minLength(1), z.maxLength(50)),
});

export type OrderLine = z.infer<typeof orderLine>;

/**
 * The lines of either body. Which of the two is meant is told by the presence of `lines`, so that
 * the faults named are those of the body that was meant.
 * @throws DomainError `invalid`
 */
export function parsePlaceOrderRequest(body: unknown): OrderLine[] {
  const hasLines = typeof body === 'object' && body !== null && 'lines' in body;
  return hasLines ? parse(placeLinesRequest, body).lines : [parse(placeOneLineRequest, body)];
}

export const placeOrderResponse = z.object({
  message: z.literal('Order placed successfully!'),
  order_id: id,
});
export type PlaceOrderResponse = z.infer<typeof placeOrderResponse>;

/** The id in `GET /order/{id}`: digits, no sign, no leading zero. */
export const orderIdParameter = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,9}$/, 'Invalid order number')),
  z.pipe(
    z.transform((text: string) => Number(text)),
    id,
  ),
);

/** `reason` is there for a rejected order only. */
export const getOrderResponse = z.object({
  order_id: id,
  status: z.enum(orderStatuses),
  reason: z.optional(z.string()),
});
export type GetOrderResponse = z.infer<typeof getOrderResponse>;

/** The `Idempotency-Key` header: 1 to 200 visible ASCII characters, chosen by the client. */
export const idempotencyKeyHeader = z.optional(
  z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/, 'Must be 1 to 200 visible ASCII characters')),
);
