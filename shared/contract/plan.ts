import { route } from './route.ts';
import * as z from 'zod/mini';
import { plannedKinds } from '../domain/catalogue.ts';
import { productIdParameter } from './catalogue.ts';
import { localDate } from './dates.ts';
import { id, wholeNumber } from './values.ts';

const units = z.int().check(z.gte(0), z.lte(100_000));

const reserve = z._default(units, 0);
const isReserveInPlan = z.refine<{ units: number | null; reserve: number }>(
  (plan) => plan.reserve <= (plan.units ?? 0),
  { path: ['reserve'], message: 'Must not be larger than the plan' },
);

/** The numbers that a change is based on, as `GET /staff/plan` shows them. It is refused when they are not the saved ones. */
const expected = z.optional(
  z.strictObject({ units: z.nullable(z.int().check(z.gte(0), z.lte(1_000_000))), reserve }),
);

/**
 * The units planned for a day, and those of them that are kept for walk-in customers. For a made-to-order product, the
 * units that can be baked.
 */
const dayPlan = z.strictObject({ units, reserve, expected }).check(isReserveInPlan);

/** Without units, a made-to-order product follows its daily capacity. */
const weekdayPlan = z
  .strictObject({ units: z.nullable(units), reserve, expected })
  .check(isReserveInPlan);

export const getPlanQuery = z.strictObject({
  /** The first day; today when missing. */
  from: z.optional(localDate),
  /** 14 when missing. */
  days: z.optional(wholeNumber({ min: 1, max: 31 })),
});
export type GetPlanQuery = z.infer<typeof getPlanQuery>;

/** A product on a business day. */
const plannedDay = z.object({
  date: z.string(),
  /** Of a made-to-order product, the units that can be baked; null for no limit. */
  planned: z.nullable(z.int()),
  reserve: z.int(),
  /** Whether the date has a plan of its own instead of its weekday's. */
  is_own: z.boolean(),
  /** What is planned for the weekday. A made-to-order product without it has its daily capacity; null for no limit. */
  usual_planned: z.nullable(z.int()),
  usual_reserve: z.int(),
  /** Units that orders hold. */
  ordered: z.int(),
  /** Units sold at the counter without an order. */
  sold: z.int(),
  wasted: z.int(),
  /** Units baked; null when not recorded. */
  baked: z.nullable(z.int()),
  /** Whether online orders may take the reserve. */
  is_reserve_released: z.boolean(),
  /** planned − ordered − sold − wasted: negative when this is more than planned; null for no limit. */
  left: z.nullable(z.int()),
  /** Units that online orders can still take: what is left without the reserve; null for no limit. */
  left_online: z.nullable(z.int()),
});

/** A pool on a business day, in units of the pool. */
const poolDay = z.object({
  date: z.string(),
  capacity: z.int(),
  /** Whether the date has a capacity of its own instead of its weekday's. */
  is_own: z.boolean(),
  /** The capacity of the weekday. */
  usual_capacity: z.int(),
  /** Taken by the plans of daily products. */
  planned: z.int(),
  /** Taken by orders of made-to-order products. */
  ordered: z.int(),
  /** capacity − planned − ordered */
  left: z.int(),
});

export const getPlanResponse = z.object({
  today: z.string(),
  products: z.array(
    z.object({
      product_id: z.int(),
      name: z.string(),
      category: z.string(),
      kind: z.enum(plannedKinds),
      active: z.boolean(),
      /** From Monday to Sunday; null units follow the daily capacity. */
      weekdays: z.array(z.object({ units: z.nullable(z.int()), reserve: z.int() })),
      days: z.array(plannedDay),
    }),
  ),
  pools: z.array(
    z.object({ pool_id: z.int(), name: z.string(), unit: z.string(), days: z.array(poolDay) }),
  ),
});
export type GetPlanResponse = z.infer<typeof getPlanResponse>;

export const getPlanRoute = route({
  method: 'GET',
  path: '/staff/plan',
  function: 'get-plan',
  summary:
    'The daily and made-to-order products with their plans, the pools, and the units ordered by day',
  access: 'baker',
  query: getPlanQuery,
  responses: { 200: getPlanResponse },
  problems: [400],
});

/** A plan for each weekday, from Monday to Sunday. */
export const changeWeekPlanRequest = z.strictObject({
  weekdays: z
    .array(weekdayPlan)
    .check(z.length(7, 'One plan for each weekday, from Monday to Sunday')),
});
export type ChangeWeekPlanRequest = z.infer<typeof changeWeekPlanRequest>;

export const changeWeekPlanRoute = route({
  method: 'PUT',
  path: '/staff/products/{id}/plan',
  function: 'change-plan',
  summary:
    'Plans a daily or made-to-order product by weekday; dates with a plan of their own keep it',
  access: 'baker',
  params: { id: productIdParameter },
  body: changeWeekPlanRequest,
  responses: { 204: null },
  problems: [400, 404, 409, 413, 415],
});

/** Plans of dates; a product and a date occur once. */
export const changePlansRequest = z.strictObject({
  entries: z
    .array(
      z
        .strictObject({
          product_id: id,
          date: localDate,
          /** Null lets the date follow its weekday. */
          units: z.nullable(units),
          reserve,
          expected,
        })
        .check(isReserveInPlan),
    )
    .check(z.minLength(1), z.maxLength(1_000), ({ value: entries, issues }) => {
      const known = new Set<string>();
      for (const [index, { product_id, date }] of entries.entries()) {
        const key = `${product_id} ${date}`;
        const message = 'This product and date are there already';
        if (known.has(key)) issues.push({ code: 'custom', input: entries, message, path: [index] });
        known.add(key);
      }
    }),
});
export type ChangePlansRequest = z.infer<typeof changePlansRequest>;

export const changePlansRoute = route({
  method: 'PUT',
  path: '/staff/plan',
  function: 'change-plan',
  summary: 'Plans products for many dates at once: all of them, or none when one is refused',
  access: 'baker',
  body: changePlansRequest,
  maxBodyBytes: 128 * 1024,
  responses: { 204: null },
  problems: [400, 404, 409, 413, 415],
});

export const changeDatePlanRequest = dayPlan;
export type ChangeDatePlanRequest = z.infer<typeof changeDatePlanRequest>;

export const changeDatePlanRoute = route({
  method: 'PUT',
  path: '/staff/products/{id}/plan/{date}',
  function: 'change-plan',
  summary:
    'Plans a daily or made-to-order product for one date. It may be less than is ordered already',
  access: 'baker',
  params: { id: productIdParameter, date: localDate },
  body: changeDatePlanRequest,
  responses: { 204: null },
  problems: [400, 404, 409, 413, 415],
});

export const removeDatePlanRoute = route({
  method: 'DELETE',
  path: '/staff/products/{id}/plan/{date}',
  function: 'change-plan',
  summary: 'Lets a date follow its weekday again',
  access: 'baker',
  params: { id: productIdParameter, date: localDate },
  responses: { 204: null },
  problems: [400, 404, 409],
});
