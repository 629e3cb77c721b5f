import { route } from './route.ts';
import * as z from 'zod/mini';
import { groupKinds } from '../domain/options.ts';
import { reportDays } from '../domain/period.ts';
import { localDate } from './dates.ts';
import { id } from './values.ts';

/**
 * Local days, both included. Default: the seven days up to today; with `to`, the seven days up to
 * that day.
 */
export const getDashboardQuery = z.strictObject({
  from: z.optional(localDate),
  to: z.optional(localDate),
  /** Whether an order counts for the day of its placement ("order", the default) or of its pickup. */
  by: z.optional(z.enum(reportDays)),
  format: z.optional(z.enum(['json', 'csv'])),
});
export type GetDashboardQuery = z.infer<typeof getDashboardQuery>;

const count = z.int().check(z.gte(0));
/** The number of orders, and the value of the accepted orders in the main unit. */
const takings = { orders: count, revenue: z.number() };

const unitsOfProducts = z.array(
  z.object({ product_id: id, name: z.string(), units: count, worth: z.number() }),
);

/**
 * The report of a period. An order counts for the local day and hour of its placement or, with `by=pickup`, of its
 * pickup; an order without a pickup time always counts for its placement. Processing and Completed orders are
 * accepted, unless they were not picked up. Accepted, missed and Rejected orders are decided. Amounts are numbers of the
 * main unit.
 */
export const getDashboardResponse = z.object({
  from: z.string(),
  to: z.string(),
  by: z.enum(reportDays),
  /** ISO 4217 code of the amounts; `other_currencies` has the amounts in other currencies. */
  currency: z.string(),
  ...takings,
  /** Orders whose totals add up to the revenue. */
  accepted: count,
  /** Orders that were not picked up. Their units are waste. */
  missed: count,
  /** Accepted orders that were placed in another currency, by its code. */
  other_currencies: z.array(
    z.object({ currency: z.string(), accepted: count, revenue: z.number() }),
  ),
  /** Every day of the period. */
  by_day: z.array(z.object({ date: z.string(), ...takings })),
  /**
   * All 24 hours, summed over all days; an hour that occurs twice when the clock is set back counts
   * as one hour.
   */
  by_hour: z.array(z.object({ hour: z.int().check(z.gte(0), z.lte(23)), ...takings })),
  /** The products of accepted orders, most revenue first, under their current names. */
  by_product: z.array(
    z.object({
      product_id: id,
      name: z.string(),
      category: z.string(),
      units: count,
      revenue: z.number(),
    }),
  ),
  /** The options of accepted orders under the names they had in the order, by group, most units first. */
  by_option: z.array(
    z.object({
      group: z.string(),
      kind: z.enum(groupKinds),
      option: z.string(),
      /** In all pieces together. */
      units: count,
      /** What the option added to the prices of its pieces; negative for a discount. */
      surcharges: z.number(),
      /** The prices of the pieces with the option. A piece counts for each of its options. */
      revenue: z.number(),
    }),
  ),
  /** The sums of `by_product`, most revenue first. */
  by_category: z.array(z.object({ category: z.string(), units: count, revenue: z.number() })),
  rejected: z.object({
    /** The share of the decided orders; null without decided orders. */
    share: z.nullable(z.number().check(z.gte(0), z.lte(1))),
    by_reason: z.array(z.object({ reason: z.string(), orders: count })),
  }),
  cancelled: count,
  /** From placement to the first completion; null without completed orders. */
  seconds_to_completed: z.object({ p50: z.nullable(z.number()), p95: z.nullable(z.number()) }),
  /**
   * The median of the minutes from "ready" by staff to the pickup time; negative when orders were late. Null without
   * such orders.
   */
  minutes_ready_before_pickup: z.nullable(z.number()),
  /** Units of daily products that were sold at the counter without an order, at current prices. Not in the revenue. */
  counter_sales: unitsOfProducts,
  /**
   * The waste in the period: of the stock and of daily products at current prices, and of missed orders of these
   * business days at the prices of the orders.
   */
  waste: unitsOfProducts,
  /** Units that were missing in counts, net of units that were found, at current prices. */
  count_losses: unitsOfProducts,
});
export type GetDashboardResponse = z.infer<typeof getDashboardResponse>;

export const getDashboardRoute = route({
  method: 'GET',
  path: '/staff/dashboard',
  function: 'get-dashboard',
  summary: 'Orders, revenue, refusals, times, counter sales, waste and count losses of a period',
  access: 'manager',
  query: getDashboardQuery,
  responses: { 200: getDashboardResponse },
  alsoAs: ['text/csv'],
  problems: [400],
});
