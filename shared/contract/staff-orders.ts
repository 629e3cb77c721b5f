import { route } from './route.ts';
import * as z from 'zod/mini';
import { isLocalDate } from '../domain/calendar.ts';
import { errorCodes } from '../domain/errors.ts';
import { groupActions, maxGroup } from '../domain/order-change.ts';
import { orderStatuses } from '../domain/order-status.ts';
import { instant, localDate, timestamp } from './dates.ts';
import { orderIdParameter, staffOrder, staffOrderResponse } from './orders.ts';
import { id, ifNoneMatchHeader, text, wholeNumber } from './values.ts';

/** "Pending" or "Pending,Processing" */
const statusList = z.pipe(
  z.pipe(
    z.string(),
    z.transform((written: string) => written.split(',')),
  ),
  z.array(z.enum(orderStatuses)).check(z.maxLength(orderStatuses.length)),
);

/** The end of a page: the time of its last order, in microseconds, and the number of that order. */
export interface OrdersCursor {
  readonly due: string;
  readonly id: number;
}

/** The cursor as opaque text for clients. */
export function toCursorText({ due, id }: OrdersCursor): string {
  return Buffer.from(`${due} ${id}`).toString('base64url');
}

/**
 * Refuses 30 February, 24:00 and the year 0000, which JavaScript accepts and PostgreSQL refuses.
 */
function isExistingInstant(written: string): boolean {
  const time = Date.parse(written);
  return (
    isLocalDate(written.slice(0, 10)) &&
    Number.isFinite(time) &&
    new Date(time).toISOString().slice(0, 19) === written.slice(0, 19)
  );
}

const cursor = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(100)),
    z.transform((written: string) => Buffer.from(written, 'base64url').toString()),
  ),
  z.pipe(
    z
      .string()
      .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z [1-9]\d{0,9}$/, 'Invalid cursor')),
    z.pipe(
      z.transform((written: string): OrdersCursor => {
        const [due = '', id = ''] = written.split(' ');
        return { due, id: Number(id) };
      }),
      z.object({
        due: z.string().check(z.refine(isExistingInstant, 'Invalid cursor')),
        id,
      }),
    ),
  ),
);

export const listOrdersQuery = z
  .strictObject({
    /**
     * The day of the pickup or, for an order without a pickup time, of the placement. With a date, the earliest order
     * comes first; without one, the latest.
     */
    date: z.optional(localDate),
    status: z.optional(statusList),
    /**
     * Words that all are in the order: parts of the customer's name or phone number, of the name of an item or of a
     * note, or beginnings of the parts of the e-mail address. Or an order number; the order with that number comes
     * first.
     */
    q: z.optional(text(100)),
    limit: z.optional(wholeNumber({ min: 1, max: 200 })),
    /** `next_cursor` of the previous response. */
    cursor: z.optional(cursor),
    /**
     * `since` of an earlier response: returns only orders that have changed since, also of other days, because an order
     * may have left the requested day. A time ahead of the server's clock returns the whole day, because the clock was
     * set back.
     */
    since: z.optional(instant),
  })
  .check(
    z.refine(({ since, status }) => since === undefined || status === undefined, {
      path: ['status'],
      message: '`status` cannot be combined with `since`',
    }),
  );
export type ListOrdersQuery = z.infer<typeof listOrdersQuery>;

export const listOrdersResponse = z.object({
  orders: z.array(staffOrder),
  /** Null on the last page. */
  next_cursor: z.nullable(z.string()),
  /** `since` for the next request of a live board. Changes of the last seconds are repeated. */
  since: timestamp,
});
export type ListOrdersResponse = z.infer<typeof listOrdersResponse>;

/** An order action of staff. */
export const orderActionRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('complete') }),
  /** Also for a Processing order, which becomes Completed by it. */
  z.strictObject({ action: z.literal('collect') }),
  /** The order was not picked up. Refused with the code `too-early` before its pickup time. */
  z.strictObject({ action: z.literal('miss') }),
  z.strictObject({ action: z.literal('cancel'), reason: text(200) }),
  z.strictObject({ action: z.literal('undo') }),
]);

const orderIds = z.array(id).check(
  z.minLength(1),
  z.maxLength(maxGroup),
  z.refine((ids) => new Set(ids).size === ids.length, 'Each order at most once'),
);

/** An action of staff on several orders, each decided alone. */
export const groupActionRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('complete'), order_ids: orderIds }),
  z.strictObject({ action: z.literal('collect'), order_ids: orderIds }),
  z.strictObject({ action: z.literal('miss'), order_ids: orderIds }),
  z.strictObject({
    action: z.literal('undo'),
    /** An order whose last action is another one is refused, because it has changed since. */
    undoes: z.enum(groupActions),
    /** The orders whose outcome was `done`. */
    order_ids: orderIds,
  }),
]);
export type GroupActionRequest = z.infer<typeof groupActionRequest>;

export const groupActionResponse = z.object({
  /** In the order of the request. */
  results: z.array(
    z.object({
      order_id: id,
      /** `unchanged`: the action was done before. */
      outcome: z.enum(['done', 'unchanged', 'refused']),
      /** The code of the refusal. */
      code: z.nullable(z.enum(errorCodes)),
      /** The order after the action; null for an unknown order. */
      status: z.nullable(z.enum(orderStatuses)),
      collected_at: z.nullable(timestamp),
      missed_at: z.nullable(timestamp),
    }),
  ),
});
export type GroupActionResponse = z.infer<typeof groupActionResponse>;

export const listOrdersRoute = route({
  method: 'GET',
  path: '/staff/orders',
  function: 'list-orders',
  summary: 'Orders by day, status and words, in pages; for live boards, the changes since a time',
  access: 'baker',
  query: listOrdersQuery,
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: listOrdersResponse, 304: null },
  problems: [400],
});

export const applyOrderActionRoute = route({
  method: 'POST',
  path: '/staff/orders/{id}/actions',
  function: 'apply-order-action',
  summary: 'Complete, collect, miss or cancel an order, or undo the last action',
  access: 'baker',
  params: { id: orderIdParameter },
  body: orderActionRequest,
  responses: { 200: staffOrderResponse },
  problems: [400, 404, 409, 413, 415],
});

/** The path of the previous release. */
export const formerOrderActionRoute = route({
  ...applyOrderActionRoute,
  path: '/staff/orders/{id}/moves',
});

export const applyGroupActionRoute = route({
  method: 'POST',
  path: '/staff/orders/actions',
  function: 'apply-order-action',
  summary:
    'Complete, collect or miss up to 200 orders, or undo that; each order has its own outcome',
  access: 'baker',
  body: groupActionRequest,
  responses: { 200: groupActionResponse },
  problems: [400, 413, 415],
});
