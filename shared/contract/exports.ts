import * as z from 'zod/mini';
import { localDate } from './dates.ts';
import { route } from './route.ts';

/** `products` can be imported again. */
export const exportKinds = ['products', 'orders', 'stock-movements', 'plans', 'customers'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** `comma`: semicolons between cells and decimal commas, as spreadsheets of many countries expect. */
export const fileForms = ['point', 'comma'] as const;
export type FileForm = (typeof fileForms)[number];

export const exportDataQuery = z
  .strictObject({
    /** Commas and decimal points when missing. */
    form: z._default(z.enum(fileForms), 'point'),
    /** The days on which orders were placed or stock moved, or of plans by date; all when missing. */
    from: z.optional(localDate),
    to: z.optional(localDate),
    /** The header `x-next-cursor` of the previous part. */
    cursor: z.optional(z.string().check(z.regex(/^\d{1,15}$/, 'Invalid cursor'))),
  })
  .check(
    z.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ['to'],
      message: 'The period ends before it begins',
    }),
  );
export type ExportDataQuery = z.infer<typeof exportDataQuery>;

export const exportDataRoute = route({
  method: 'GET',
  path: '/staff/export/{kind}',
  function: 'export-data',
  summary:
    'What the bakery owns as CSV, in parts of at most 4 MB and 5,000 rows; `x-next-cursor` has the cursor of the next part',
  access: 'manager',
  params: { kind: z.enum(exportKinds) },
  query: exportDataQuery,
  responses: { 200: null },
  alsoAs: ['text/csv'],
  problems: [400],
});
