import * as z from 'zod/mini';
import { errorCodes } from '../domain/errors.ts';
import { choiceFaultReasons } from '../domain/options.ts';
import { id } from './values.ts';

/** Codes that no use case returns: for malformed HTTP or JSON, and for unexpected errors. */
const requestCodes = [
  'expectation-failed',
  'headers-too-large',
  'internal-error',
  'malformed-json',
  'malformed-request',
  'method-not-allowed',
  'misdirected-request',
  'not-implemented',
  'request-timeout',
  'too-many-requests',
  'unsupported-media-type',
  'version-not-supported',
] as const;

export const problemCodes = [...errorCodes, ...requestCodes] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** The maximum of faults in a problem document. */
export const maxFaults = 20;

/** The body of every error: RFC 9457 problem details, with a stable code and the faults of the request. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  request_id: z.string(),
  /** The first faults of the request. */
  errors: z.optional(
    z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          /** The product of a line that is not available. */
          product_id: z.optional(id),
          /** Available units, for all lines of the order together. */
          left: z.optional(z.int()),
          /** The minimum, the maximum or the step that the units of the product break, for all lines together. */
          limit: z.optional(z.int()),
          /** The saved number that the request did not expect; null when none is recorded. */
          current: z.optional(z.nullable(z.int())),
          /** The group of options that a customer has to look at. */
          group_id: z.optional(id),
          /** What is wrong with the options. */
          reason: z.optional(z.enum(choiceFaultReasons)),
        }),
      )
      .check(z.maxLength(maxFaults)),
  ),
  /** Open orders that the change affects. The same request with `confirmation` makes the change. */
  affected: z.optional(
    z.object({
      /** The first 500, by pickup time. */
      orders: z.readonly(
        z.array(
          z.object({
            order_id: id,
            pickup_at: z.string(),
            effect: z.enum(['closed day', 'outside opening hours', 'other local time']),
            customer: z.nullable(
              z.object({
                name: z.string(),
                phone: z.nullable(z.string()),
                email: z.nullable(z.string()),
              }),
            ),
          }),
        ),
      ),
      count: z.int(),
      confirmation: z.string(),
    }),
  ),
  /** The current prices of an order whose `shown_total` was wrong, in the main unit. */
  prices: z.optional(
    z.object({
      total: z.number(),
      /** Of each line, for one piece with its options. */
      unit_prices: z.readonly(z.array(z.number())),
    }),
  ),
  /** Uncollected orders that prevent the change, because they hold units of the product. */
  holding: z.optional(
    z.object({
      /** The first 500 by number. */
      order_ids: z.readonly(z.array(id)),
      count: z.int(),
    }),
  ),
});
export type Problem = z.infer<typeof problem>;
export type AffectedOrders = NonNullable<Problem['affected']>;
