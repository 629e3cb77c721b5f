import { route } from './route.ts';
import * as z from 'zod/mini';
import { localDate } from './dates.ts';
import { pauseResponse } from './pause.ts';
import { specialDayOfDate } from './settings.ts';
import { ifNoneMatchHeader, wholeNumber } from './values.ts';

/** The days of `GET /staff/days` without a number of days. */
export const usualDays = 14;

export const listDaysQuery = z.strictObject({
  /** The first day; today when missing. */
  from: z.optional(localDate),
  /** 14 when missing. */
  days: z.optional(wholeNumber({ min: 1, max: 31 })),
});
export type ListDaysQuery = z.infer<typeof listDaysQuery>;

const count = z.int().check(z.gte(0));

/** A day with the orders that `GET /staff/orders?date=` lists. */
export const dayFields = {
  date: z.string(),
  /** Whether the day has opening hours. */
  is_open: z.boolean(),
  /** The special day on this date. */
  special_day: specialDayOfDate,
  /** The message of a closed special day, for pages of the previous release. */
  closure: z.nullable(z.string()),
  /**
   * The number of orders by status. Completed orders are ready; those that were picked up are `collected`, and
   * accepted orders that were not picked up are `missed`.
   */
  orders: z.object({
    pending: count,
    processing: count,
    completed: count,
    collected: count,
    missed: count,
    rejected: count,
    cancelled: count,
  }),
  /** Units of all orders that are not rejected or cancelled. */
  pieces: count,
  /** The number of these orders with a made-to-order product. */
  made_to_order: count,
};

export const listDaysResponse = z.object({
  /** The current day at the bakery. */
  today: z.string(),
  days: z.array(z.object(dayFields)),
  pause: pauseResponse,
  /** The number of orders and supplies that need attention, as in `GET /staff/trouble`, without `older` orders. */
  needs_attention: count,
});
export type ListDaysResponse = z.infer<typeof listDaysResponse>;

export const listDaysRoute = route({
  method: 'GET',
  path: '/staff/days',
  function: 'list-days',
  summary: 'The number of orders by day and status, and of orders that need attention',
  access: 'baker',
  query: listDaysQuery,
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: listDaysResponse, 304: null },
  problems: [400],
});
