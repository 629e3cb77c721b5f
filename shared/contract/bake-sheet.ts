import { route } from './route.ts';
import * as z from 'zod/mini';
import { allergens } from '../domain/allergens.ts';
import { productKinds } from '../domain/catalogue.ts';
import { localDate, timestamp } from './dates.ts';
import { specialDayOfDate } from './settings.ts';
import { id, ifNoneMatchHeader } from './values.ts';

export const getBakeSheetQuery = z.strictObject({
  date: localDate,
  format: z.optional(z.enum(['json', 'csv'])),
});

export const bakeSheetResponse = z.object({
  date: z.string(),
  /** The special day on this date; null also for dates before yesterday. */
  special_day: specialDayOfDate,
  /**
   * The last time to order baked goods for this day; after the cut-off, the sheet shows the
   * changes.
   */
  cut_off_at: timestamp,
  is_past_cut_off: z.boolean(),
  products: z.array(
    z.object({
      product_id: id,
      name: z.string(),
      kind: z.enum(productKinds),
      /** Units in accepted orders. */
      units: z.int(),
      /** Units planned of a daily product; null for other kinds. */
      planned: z.nullable(z.int()),
      /** The plan of a daily product, or the units ordered when they are more; of another kind, the units ordered. */
      to_bake: z.int(),
      /** Units baked of a daily product; null when not recorded. */
      baked: z.nullable(z.int()),
      /** Units of completed orders: packed by staff, or set aside at acceptance. */
      units_done: z.int(),
      units_set_aside: z.int(),
      /** Units at the cut-off, and the difference since then; null before the cut-off. */
      units_at_cut_off: z.nullable(z.int()),
      change_since_cut_off: z.nullable(z.int()),
      batch_size: z.int(),
      /** Whole batches, rounded up. */
      batches: z.int(),
      allergens: z.array(z.enum(allergens)),
      /** Allergens of which a unit may contain traces, and that no unit contains. */
      traces: z.array(z.enum(allergens)),
      /** False when an order on the sheet was placed before its allergens were declared. */
      allergens_declared: z.boolean(),
      slots: z.array(z.object({ starts_at: timestamp, units: z.int() })),
      /** The units by the choices that count for production; empty when no unit has them. */
      variants: z.array(
        z.object({
          /** "Large · Vanilla"; empty for units without choices. */
          choices: z.string(),
          units: z.int(),
          units_done: z.int(),
          units_at_cut_off: z.nullable(z.int()),
          change_since_cut_off: z.nullable(z.int()),
        }),
      ),
      /** What customers wrote, by pickup time: one entry for each piece with a text of its own. */
      inscriptions: z.array(
        z.object({
          order_id: id,
          pickup_at: timestamp,
          /** Of the piece. */
          choices: z.string(),
          /** "Inscription" */
          group: z.string(),
          text: z.string(),
          /** The number of the piece in its line, from 1; null when all pieces of the line have the text. */
          piece: z.nullable(z.int()),
          /** The pieces with the text. */
          quantity: z.int(),
          is_done: z.boolean(),
          /** What happened to its order since the cut-off; null when nothing did, and before the cut-off. */
          change_since_cut_off: z.nullable(z.enum(['added', 'removed'])),
        }),
      ),
      notes: z.array(
        z.object({ order_id: id, pickup_at: timestamp, quantity: z.int(), note: z.string() }),
      ),
    }),
  ),
});
export type BakeSheet = z.infer<typeof bakeSheetResponse>;

export const getBakeSheetRoute = route({
  method: 'GET',
  path: '/staff/bake-sheet',
  function: 'get-bake-sheet',
  summary:
    'What to bake for a day: totals by product, options and slot, inscriptions, notes, allergens, batches',
  access: 'baker',
  query: getBakeSheetQuery,
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: bakeSheetResponse, 304: null },
  alsoAs: ['text/csv'],
  problems: [400],
});
