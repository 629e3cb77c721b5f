import { route } from './route.ts';
import * as z from 'zod/mini';
import { localDate } from './dates.ts';
import { specialDayOfDate } from './settings.ts';
import { id, wholeNumber } from './values.ts';

/** "3" or "3,5": a number for each line of a basket. */
function numberList(number: typeof id) {
  return z.pipe(
    z.pipe(
      z.string().check(z.regex(/^\d{1,10}(,\d{1,10}){0,49}$/, 'Invalid list of numbers')),
      z.transform((text: string) => text.split(',').map(Number)),
    ),
    z.array(number),
  );
}

/** "5-7x2,": for each line of a basket the options of a piece, 2 of option 7. */
const optionList = z.pipe(
  z.pipe(
    z
      .string()
      .check(
        z.maxLength(10_000),
        z.regex(
          /^((\d{1,10}(x\d{1,4})?)(-\d{1,10}(x\d{1,4})?)*)?(,((\d{1,10}(x\d{1,4})?)(-\d{1,10}(x\d{1,4})?)*)?){0,49}$/,
          'Invalid list of options',
        ),
      ),
    z.transform((text: string) => text.split(',').map(toOptions)),
  ),
  z.array(z.array(z.object({ option_id: id, quantity: z.int().check(z.gte(1), z.lte(1_000)) }))),
);

function toOptions(line: string) {
  if (line === '') return [];
  return line.split('-').map((option) => {
    const [optionId, quantity = '1'] = option.split('x');
    return { option_id: Number(optionId), quantity: Number(quantity) };
  });
}

/** The day, and the products and units to collect on it. */
export const listPickupSlotsQuery = z
  .strictObject({
    date: localDate,
    product_id: z.optional(numberList(id)),
    /** The units of each product in `product_id`, "2,1"; one of each when missing. */
    quantity: z.optional(numberList(z.int().check(z.gte(1), z.lte(1_000)))),
    /** The options of each product in `product_id`, "5-7x2,"; without the field, no option is considered. */
    options: z.optional(optionList),
    /** Units that the slot must have left; the sum of `quantity`, or else 1, when missing. */
    units: z.optional(wholeNumber({ min: 1, max: 50_000 })),
  })
  .check(
    z.refine(
      ({ product_id: ids = [], quantity }) =>
        quantity === undefined || quantity.length === ids.length,
      { path: ['quantity'], message: 'One quantity for each product' },
    ),
    z.refine(
      ({ product_id: ids = [], options }) => options === undefined || options.length === ids.length,
      { path: ['options'], message: 'One list of options for each product' },
    ),
  );
export type ListPickupSlotsQuery = z.infer<typeof listPickupSlotsQuery>;

export const listPickupSlotsResponse = z.object({
  date: z.string(),
  /** The special day on this date. */
  special_day: specialDayOfDate,
  /** The message of a closed special day, for pages of the previous release. */
  closure: z.nullable(z.string()),
  /** Until when these products can be ordered for this day; null without a cut-off. */
  cut_off_at: z.nullable(z.iso.datetime()),
  slots: z.array(
    z.object({
      starts_at: z.iso.datetime(),
      ends_at: z.iso.datetime(),
      /** Null for an open slot; otherwise the reason why it is not open. */
      refusal: z.nullable(
        z.enum([
          'closed day',
          'in the past',
          'out of season',
          'too far ahead',
          'lead time',
          'cut-off passed',
          'slot full',
          'fully booked',
        ]),
      ),
    }),
  ),
});
export type ListPickupSlotsResponse = z.infer<typeof listPickupSlotsResponse>;

export const listPickupSlotsRoute = route({
  method: 'GET',
  path: '/pickup-slots',
  function: 'list-pickup-slots',
  summary: 'The pickup slots of a day, each with the reason when it is not open',
  access: 'public',
  query: listPickupSlotsQuery,
  responses: { 200: listPickupSlotsResponse },
  problems: [400],
});

/** As for customers, but an order for today may also take the units that are kept for walk-in customers. */
export const listCounterSlotsRoute = route({
  method: 'GET',
  path: '/staff/pickup-slots',
  function: 'list-pickup-slots',
  summary:
    'The pickup slots of a day for an order at the counter, which may use the reserve of today',
  access: 'baker',
  query: listPickupSlotsQuery,
  responses: { 200: listPickupSlotsResponse },
  problems: [400],
});
