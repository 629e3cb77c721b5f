import { route } from './route.ts';
import * as z from 'zod/mini';
import { isLocalDate } from '../domain/calendar.ts';
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

/** Where a list goes on: the last order's time, to the microsecond, and its number. */
export interface OrdersCursor {
  readonly due: string;
  readonly id: number;
}

/** What clients hand back as they got it. */
export function toCursorText({ due, id }: OrdersCursor): string {
  return Buffer.from(`${due} ${id}`).toString('base64url');
}

/** JavaScript also reads 30 February, 24:00 and the year 0000; PostgreSQL does not. */
function isInstantOfOurs(written: string): boolean {
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
        due: z.string().check(z.refine(isInstantOfOurs, 'Invalid cursor')),
        id,
      }),
    ),
  ),
);

export const listOrdersQuery = z
  .strictObject({
    /**
     * The day of the pickup or, for an order that has none, of the placement; then the earliest come
     * first. Without it the latest do.
     */
    date: z.optional(localDate),
    status: z.optional(statusList),
    /**
     * An order's number, or a part of a name, a phone number or an e-mail address. The order that has
     * this number comes first, whatever its time.
     */
    q: z.optional(text(100)),
    limit: z.optional(wholeNumber({ min: 1, max: 200 })),
    /** `next_cursor` of the answer before. */
    cursor: z.optional(cursor),
    /**
     * `since` of an earlier answer: only orders that have changed from then on, also those of other days,
     * because one of them may have been of this day before. A time ahead of the server's clock gets the
     * whole day: the clock was set back.
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
  /** Null when this was the last page. */
  next_cursor: z.nullable(z.string()),
  /** The cursor of a live board's next request. Changes of the last seconds are answered twice. */
  since: timestamp,
});
export type ListOrdersResponse = z.infer<typeof listOrdersResponse>;

/** What staff do with an order. */
export const moveOrderRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('complete') }),
  z.strictObject({ action: z.literal('collect') }),
  z.strictObject({ action: z.literal('cancel'), reason: text(200) }),
  z.strictObject({ action: z.literal('undo') }),
]);

export const listOrdersRoute = route({
  method: 'GET',
  path: '/staff/orders',
  function: 'list-orders',
  summary: 'Orders by day, status and words, page by page; for live boards, what has changed',
  access: 'baker',
  query: listOrdersQuery,
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: listOrdersResponse, 304: null },
  problems: [400],
});

export const moveOrderRoute = route({
  method: 'POST',
  path: '/staff/orders/{id}/moves',
  function: 'move-order',
  summary: 'Complete an order, hand it over, cancel it, or take back what was just done',
  access: 'baker',
  params: { id: orderIdParameter },
  body: moveOrderRequest,
  responses: { 200: staffOrderResponse },
  problems: [400, 404, 409, 413, 415],
});
