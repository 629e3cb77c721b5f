import * as z from 'zod/mini';
import { instant, localDate, timestamp } from './dates.ts';

/** When a product can be ordered, and how many units of it. */
export const availability = {
  /** Working days from the day of ordering to the earliest pickup; 0 unless the product is made to order. */
  lead_time_days: z.int(),
  /** The first and the last business day for pickups, "2026-12-01"; null for no bound. */
  season_from: z.nullable(z.string()),
  season_to: z.nullable(z.string()),
  /** Orders for it are accepted from and until these instants; null for no bound. */
  sale_opens_at: z.nullable(timestamp),
  sale_closes_at: z.nullable(timestamp),
  /** The units of an order, over all its lines, are a multiple of the step, and lie between these two. */
  min_quantity: z.int(),
  quantity_step: z.int(),
  /** Null for no maximum. */
  max_quantity: z.nullable(z.int()),
  /** Its own cut-off: a time, and working days before the day of the pickup. Both are null without one. */
  cut_off: z.nullable(z.string()),
  cut_off_days: z.nullable(z.int()),
  /** Days from today to the last pickup; null for the bakery's `days_ahead`. */
  horizon_days: z.nullable(z.int()),
};

const leadTimeDays = z.int().check(z.gte(0), z.lte(90));
const quantity = z.int().check(z.gte(1), z.lte(1_000));
const cutOff = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written like 18:00'));

/** The same fields in a request that changes a product. */
export const availabilityFields = {
  lead_time_days: leadTimeDays,
  season_from: z.nullable(localDate),
  season_to: z.nullable(localDate),
  sale_opens_at: z.nullable(instant),
  sale_closes_at: z.nullable(instant),
  min_quantity: quantity,
  quantity_step: quantity,
  max_quantity: z.nullable(z.int().check(z.gte(1), z.lte(50_000))),
  cut_off: z.nullable(cutOff),
  cut_off_days: z.nullable(z.int().check(z.gte(0), z.lte(30))),
  horizon_days: z.nullable(z.int().check(z.gte(0), z.lte(365))),
};

/** The same fields in a request that creates a product; a missing field limits nothing. */
export const availabilityDefaults = {
  lead_time_days: z._default(availabilityFields.lead_time_days, 0),
  season_from: z._default(availabilityFields.season_from, null),
  season_to: z._default(availabilityFields.season_to, null),
  sale_opens_at: z._default(availabilityFields.sale_opens_at, null),
  sale_closes_at: z._default(availabilityFields.sale_closes_at, null),
  min_quantity: z._default(availabilityFields.min_quantity, 1),
  quantity_step: z._default(availabilityFields.quantity_step, 1),
  max_quantity: z._default(availabilityFields.max_quantity, null),
  cut_off: z._default(availabilityFields.cut_off, null),
  cut_off_days: z._default(availabilityFields.cut_off_days, null),
  horizon_days: z._default(availabilityFields.horizon_days, null),
};
