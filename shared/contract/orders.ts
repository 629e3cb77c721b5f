import { route } from './route.ts';
import * as z from 'zod/mini';
import { allergens } from '../domain/allergens.ts';
import { groupKinds } from '../domain/options.ts';
import { completers, orderStatuses } from '../domain/order-status.ts';
import { email, phone } from './contact.ts';
import { instant, timestamp } from './dates.ts';
import { id, idempotencyKeyHeader, idParameter, text } from './values.ts';

/** A choice for each piece of a line: an option of a group of the product. */
const orderOption = z.strictObject({
  option_id: id,
  /** Only in a group of the kind "quantities"; 1 when missing. */
  quantity: z.optional(z.int().check(z.gte(1), z.lte(1_000))),
  /** Only in a group of the kind "text": one text for all pieces, or one for each piece. */
  texts: z.optional(z.array(text(200)).check(z.minLength(1), z.maxLength(1_000))),
});

const orderLine = z.strictObject({
  product_id: id,
  quantity: z.int().check(z.gte(1), z.lte(1_000)),
  /** All options of a piece, in any order. Without the field, the line gets the defaults of the product. */
  options: z.optional(z.array(orderOption).check(z.maxLength(500))),
  /** A wish for the bakers: "with Emma on it". */
  note: z.optional(text(200)),
});

/** The customer. An order may have none, because shelf products need no name. */
const customer = z.strictObject({
  name: text(100),
  phone: z.optional(phone),
  email: z.optional(email),
});

const wholeOrder = {
  customer: z.optional(customer),
  /** The start of a slot from `GET /pickup-slots`; without it, the processor takes the next open slot. */
  pickup_at: z.optional(instant),
  /**
   * The total that the client has shown to the customer, in the main unit. When it is wrong, the order is refused with
   * the code `total-changed` and the current prices.
   */
  shown_total: z.optional(z.number().check(z.gte(0), z.lte(1_000_000_000_000))),
};

/** The two bodies of `POST /order`: an order of one line, and an order of several lines. */
export const placeOneLineRequest = z.extend(orderLine, wholeOrder);
export const placeLinesRequest = z.extend(
  z.strictObject({ lines: z.array(orderLine).check(z.minLength(1), z.maxLength(50)) }),
  wholeOrder,
);

/** An order at the counter. */
export const placeCounterOrderRequest = z
  .extend(placeLinesRequest, {
    /**
     * With a reason, the order may exceed the rules of slots, lead times and capacities, but not the stock. `pickup_at`
     * may then be any time up to a year ahead, also in the slot that is running now. A past time is refused with the
     * code `pickup-in-the-past`.
     */
    override_reason: z.optional(text(200)),
  })
  .check(
    z.refine(
      ({ override_reason, pickup_at }) => override_reason === undefined || pickup_at !== undefined,
      {
        path: ['pickup_at'],
        message: '`pickup_at` is required with `override_reason`',
      },
    ),
  );
export type PlaceCounterOrderRequest = z.infer<typeof placeCounterOrderRequest>;

export type OrderLine = z.infer<typeof orderLine>;
export type PlaceOrderRequest = z.infer<typeof placeLinesRequest>;

const eitherBody = z.union([placeOneLineRequest, placeLinesRequest]);

/**
 * Either body, converted to an order of lines. The presence of `lines` decides which schema applies, so that the
 * faults are those of one schema.
 */
export const placeOrderRequest = z.pipe(
  z.pipe(
    z.transform((body: z.input<typeof eitherBody>, { issues }) => {
      const meant = hasLines(body) ? placeLinesRequest : placeOneLineRequest;
      const faults = meant.safeParse(body).error?.issues ?? [];
      issues.push(...faults.map((fault) => ({ ...fault, input: body }) as z.core.$ZodRawIssue));
      return body;
    }),
    eitherBody,
  ),
  z.transform((request): PlaceOrderRequest => {
    if ('lines' in request) return request;
    const { customer, pickup_at, shown_total, ...line } = request;
    return { lines: [line], customer, pickup_at, shown_total };
  }),
);

function hasLines(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'lines' in body;
}

export const placeOrderResponse = z.object({
  message: z.literal('Order placed successfully!'),
  order_id: id,
  /**
   * The order's token. A request that sends the token as `X-Order-Token` may read the whole order
   * or cancel the order.
   */
  token: z.string(),
});
export type PlaceOrderResponse = z.infer<typeof placeOrderResponse>;

export const orderIdParameter = idParameter('order number');

/** The public part of an order. `reason` is present when the order was rejected. */
export const getOrderResponse = z.object({
  order_id: id,
  status: z.enum(orderStatuses),
  reason: z.optional(z.string()),
});
export type GetOrderResponse = z.infer<typeof getOrderResponse>;

/** A chosen option: everything is frozen at placement. */
const chosenOption = z.object({
  option_id: id,
  /** "Size" */
  group: z.string(),
  kind: z.enum(groupKinds),
  /** "Large" */
  option: z.string(),
  /** In a piece. */
  quantity: z.int(),
  /** For a piece, all units together; already part of the line's `unit_price`. */
  price: z.number(),
  /** What the customer wrote: one text for all pieces, or one for each piece; empty after the removal of personal data. */
  texts: z.array(z.string()),
  /** Whether the bake sheet counts by this option. */
  is_for_production: z.boolean(),
});

/** A line of an order: name, price, options, allergens and traces are frozen at placement. */
const orderLineResponse = z.object({
  product_id: id,
  name: z.string(),
  quantity: z.int(),
  /** With all options. */
  unit_price: z.number(),
  /** In the order of the groups and options. */
  options: z.array(chosenOption),
  /** Null when the allergens were not declared at placement. */
  allergens: z.nullable(z.array(z.enum(allergens))),
  /** Allergens of which the product may contain traces. */
  traces: z.array(z.enum(allergens)),
  note: z.nullable(z.string()),
  /** The path of the product's current picture, "/pictures/5f…"; null without a picture. */
  picture: z.nullable(z.string()),
});

const customerResponse = z.object({
  name: z.string(),
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
});

const timelineStep = z.object({
  at: timestamp,
  from: z.nullable(z.enum(orderStatuses)),
  to: z.enum(orderStatuses),
  reason: z.nullable(z.string()),
});

/** The fields of a whole order for customers and staff. Amounts are numbers of the main unit. */
const wholeOrderResponse = z.object({
  order_id: id,
  status: z.enum(orderStatuses),
  placed_at: timestamp,
  /** Null while the order waits for the processor, unless a slot was chosen. */
  pickup_at: z.nullable(timestamp),
  /** The business day, whose opening hours contain the pickup; null until the order is accepted. */
  pickup_date: z.nullable(z.string()),
  collected_at: z.nullable(timestamp),
  /** Of a Completed order: "processor" when its goods were set aside at once, "staff" when staff have packed it. */
  completed_by: z.nullable(z.enum(completers)),
  /** When staff recorded that the order was not picked up; its status stays. */
  missed_at: z.nullable(timestamp),
  customer: z.nullable(customerResponse),
  lines: z.array(orderLineResponse),
  /** ISO 4217 currency of the amounts, frozen at placement. */
  currency: z.string(),
  total: z.number(),
});

/** The whole order, for a request with its token. */
export const orderResponse = z.extend(wholeOrderResponse, {
  reason: z.optional(z.string()),
  /** Whether `POST /order/{id}/cancel` would succeed now. */
  may_cancel: z.boolean(),
  /**
   * When that ends. Null for a Pending order, which has no deadline yet, and for an order that the customer cannot
   * cancel at any time: packed by staff, picked up, rejected or cancelled.
   */
  cancel_until: z.nullable(timestamp),
  timeline: z.array(timelineStep),
});
export type OrderResponse = z.infer<typeof orderResponse>;

/** An order as staff see it in a list. */
export const staffOrder = z.extend(wholeOrderResponse, {
  reason: z.nullable(z.string()),
  /** Units of all lines together. */
  units: z.int(),
  /** The signature of the staff member that placed the order; null for a customer's order. */
  placed_by: z.nullable(z.string()),
  /** The reason why staff have overridden the pickup rules; null when they have not. */
  override_reason: z.nullable(z.string()),
});
export type StaffOrder = z.infer<typeof staffOrder>;

/** One order with its timeline: when, from, to, actor, reason. */
export const staffOrderResponse = z.extend(staffOrder, {
  /** The token, for the QR code of the printed order, which opens the order's page. */
  token: z.string(),
  /** Whether the last change can still be undone: within a minute, by the clock of the database. */
  is_undoable: z.boolean(),
  timeline: z.array(z.extend(timelineStep, { by: z.string() })),
});
export type StaffOrderResponse = z.infer<typeof staffOrderResponse>;

/** The whole order for a request with its token, otherwise its status. */
const orderOrStatusResponse = z.union([orderResponse, getOrderResponse]);

/** The `X-Order-Token` header. */
export const orderTokenHeader = z.string().check(z.regex(/^[0-9a-f]{32}$/, 'Invalid order token'));

export const placeOrderRoute = route({
  method: 'POST',
  path: '/order',
  function: 'place-order',
  summary: 'Place an order; it is accepted at once and processed in the background',
  access: 'public',
  headers: { 'idempotency-key': idempotencyKeyHeader },
  body: placeOrderRequest,
  responses: { 201: placeOrderResponse },
  problems: [400, 404, 409, 413, 415, 422],
});

export const getOrderRoute = route({
  method: 'GET',
  path: '/order/{id}',
  function: 'get-order',
  summary: 'The status of an order; with its token, the whole order',
  access: 'public',
  params: { id: orderIdParameter },
  headers: { 'x-order-token': z.optional(orderTokenHeader) },
  responses: { 200: orderOrStatusResponse },
  problems: [400, 403, 404],
});

export const cancelOrderRoute = route({
  method: 'POST',
  path: '/order/{id}/cancel',
  function: 'cancel-order',
  summary: 'Cancel an order, until its `cancel_until`',
  access: 'order-token',
  params: { id: orderIdParameter },
  headers: { 'x-order-token': orderTokenHeader },
  responses: { 200: getOrderResponse },
  problems: [400, 403, 404, 409, 413, 415],
});

export const placeCounterOrderRoute = route({
  method: 'POST',
  path: '/staff/orders',
  function: 'place-order',
  summary: 'Place an order at the counter; with a reason, staff may override the pickup rules',
  access: 'baker',
  headers: { 'idempotency-key': idempotencyKeyHeader },
  body: placeCounterOrderRequest,
  responses: { 201: placeOrderResponse },
  problems: [400, 404, 409, 413, 415, 422],
});

export const getStaffOrderRoute = route({
  method: 'GET',
  path: '/staff/orders/{id}',
  function: 'get-order',
  summary: 'An order and its timeline',
  access: 'baker',
  params: { id: orderIdParameter },
  responses: { 200: staffOrderResponse },
  problems: [400, 404],
});
