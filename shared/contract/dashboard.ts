import { route } from './route.ts';
import * as z from 'zod/mini';
import { localDate } from './dates.ts';
import { id } from './values.ts';

/** Days at the bakery's place, both included. Without `to` it is today, without `from` a week. */
export const getDashboardQuery = z.strictObject({
  from: z.optional(localDate),
  to: z.optional(localDate),
});
export type GetDashboardQuery = z.infer<typeof getDashboardQuery>;

const count = z.int().check(z.gte(0));
/** Orders placed, and the worth of those that were accepted, in the main unit. */
const takings = { orders: count, revenue: z.number() };

/**
 * The report of a period. An order counts for the local day and hour of its placement. Processing and
 * Completed orders are accepted; accepted and Rejected orders are decided. Amounts are numbers of the
 * main unit.
 */
export const getDashboardResponse = z.object({
  from: z.string(),
  to: z.string(),
  /** ISO 4217 code of the amounts; `other_currencies` has the amounts in other currencies. */
  currency: z.string(),
  ...takings,
  /** Orders whose totals add up to the revenue. */
  accepted: count,
  /** Accepted orders that were placed while the bakery had another currency; by code. */
  other_currencies: z.array(
    z.object({ currency: z.string(), accepted: count, revenue: z.number() }),
  ),
  /** Every day of the period. */
  by_day: z.array(z.object({ date: z.string(), ...takings })),
  /** All 24, over all days; when a clock is set back, an hour that comes twice is one. */
  by_hour: z.array(z.object({ hour: z.int().check(z.gte(0), z.lte(23)), ...takings })),
  /** What accepted orders are for, most revenue first; names are those of today. */
  by_product: z.array(
    z.object({ product_id: id, name: z.string(), units: count, revenue: z.number() }),
  ),
  rejected: z.object({
    /** Of those that were decided; null when none was. */
    share: z.nullable(z.number().check(z.gte(0), z.lte(1))),
    by_reason: z.array(z.object({ reason: z.string(), orders: count })),
  }),
  cancelled: count,
  /** From placing to the first time it was Completed; null when none was. */
  seconds_to_completed: z.object({ p50: z.nullable(z.number()), p95: z.nullable(z.number()) }),
  /** What was thrown away in the period, at the prices of today. */
  waste: z.array(z.object({ product_id: id, name: z.string(), units: count, worth: z.number() })),
});
export type GetDashboardResponse = z.infer<typeof getDashboardResponse>;

export const getDashboardRoute = route({
  method: 'GET',
  path: '/staff/dashboard',
  function: 'get-dashboard',
  summary: 'Orders, revenue, refusals, times and waste of a period',
  access: 'manager',
  query: getDashboardQuery,
  responses: { 200: getDashboardResponse },
  problems: [400],
});
