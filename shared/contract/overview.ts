import { dayFields } from './days.ts';
import { route } from './route.ts';
import * as z from 'zod/mini';
import { id, ifNoneMatchHeader } from './values.ts';

const count = z.int().check(z.gte(0));

/** Today and tomorrow at a glance. Amounts are numbers of the main unit. */
export const overviewResponse = z.object({
  /** ISO 4217 code of the amounts; orders in other currencies have no amount. */
  currency: z.string(),
  /** Today, then tomorrow, each with its orders by pickup. */
  days: z.array(
    z.object({
      ...dayFields,
      /** The value of the accepted orders: those that are processing, completed or collected. */
      revenue: z.number(),
      /** Products on sale of which no more can be ordered for this day. */
      sold_out: z.array(z.object({ product_id: id, name: z.string() })),
    }),
  ),
  /** The number of orders and supplies that need attention, as in `GET /staff/trouble`, without `older` orders. */
  needs_attention: count,
});
export type Overview = z.infer<typeof overviewResponse>;

export const getOverviewRoute = route({
  method: 'GET',
  path: '/staff/overview',
  function: 'get-overview',
  summary: 'Today and tomorrow: orders, pieces, revenue by pickup day, and what is sold out',
  access: 'manager',
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: overviewResponse, 304: null },
  problems: [],
});
