import * as z from 'zod/mini';
import { dayChanges } from '../domain/day-supply.ts';
import { productIdParameter } from './catalogue.ts';
import { localDate, timestamp } from './dates.ts';
import { route } from './route.ts';
import { id } from './values.ts';

const units = z.int().check(z.gte(0), z.lte(100_000));

/** Totals of the product and date, so that a repeated request changes nothing. A missing field stays as it is. */
export const changeDayBookRequest = z.strictObject({
  /** Units sold at the counter without an order. */
  sold: z.optional(units),
  wasted: z.optional(units),
  /** Null: not recorded. */
  baked: z.optional(z.nullable(units)),
  /** Whether online orders may take the units that are kept for walk-in customers. */
  is_reserve_released: z.optional(z.boolean()),
  /** The totals that the change is based on. It is refused when one of them is not the saved one. */
  expected: z.optional(
    z.strictObject({
      sold: z.optional(units),
      wasted: z.optional(units),
      baked: z.optional(z.nullable(units)),
    }),
  ),
});
export type ChangeDayBookRequest = z.infer<typeof changeDayBookRequest>;

export const changeDayBookRoute = route({
  method: 'PATCH',
  path: '/staff/plan/{date}/products/{id}',
  function: 'change-day-books',
  summary:
    'Records what was sold at the counter, wasted and baked of a daily product on a date, and releases its reserve',
  access: 'baker',
  params: { date: localDate, id: productIdParameter },
  body: changeDayBookRequest,
  responses: { 204: null },
  problems: [400, 404, 409, 413, 415],
});

export const wasteRestResponse = z.object({
  /** What this request recorded as waste; empty when nothing was left. */
  products: z.array(z.object({ product_id: id, units: z.int() })),
});
export type WasteRestResponse = z.infer<typeof wasteRestResponse>;

export const wasteRestRoute = route({
  method: 'POST',
  path: '/staff/plan/{date}/waste-rest',
  function: 'change-day-books',
  summary: 'Records all that is left of the daily products on a date as waste, at closing',
  access: 'baker',
  params: { date: localDate },
  responses: { 200: wasteRestResponse },
  problems: [400, 413, 415],
});

export const listDayMovementsResponse = z.object({
  /** The newest 200 changes of the date and of its weekday, newest first. */
  movements: z.array(
    z.object({
      id: z.int(),
      at: timestamp,
      /** "staff:anna" */
      by: z.string(),
      what: z.enum(dayChanges),
      /** ISO weekday of a change that is about every week; null for a change of the date. */
      weekday: z.nullable(z.int()),
      /** Units; 0 or 1 for `released`. Null: not recorded. */
      from: z.nullable(z.int()),
      to: z.nullable(z.int()),
    }),
  ),
});
export type ListDayMovementsResponse = z.infer<typeof listDayMovementsResponse>;

export const listDayMovementsRoute = route({
  method: 'GET',
  path: '/staff/plan/{date}/products/{id}/movements',
  function: 'list-day-movements',
  summary: 'The changes of the plan and the books of a product on a date, with actor and time',
  access: 'baker',
  params: { date: localDate, id: productIdParameter },
  responses: { 200: listDayMovementsResponse },
  problems: [400, 404],
});
