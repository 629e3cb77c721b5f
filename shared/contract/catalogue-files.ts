import * as z from 'zod/mini';
import { allergens } from '../domain/allergens.ts';
import { characterSets, groupKinds } from '../domain/options.ts';
import { changeProductRequest } from './catalogue.ts';
import { route } from './route.ts';
import { text } from './values.ts';

const allergenSet = z
  .array(z.enum(allergens))
  .check(z.refine((list) => new Set(list).size === list.length, 'Each allergen at most once'));

/** A product of a file with all its fields, as in a request that changes it. */
export const productInFile = z.omit(changeProductRequest, { version: true });

export const groupInFile = z
  .object({
    name: text(60),
    kind: z.enum(groupKinds),
    active: z.boolean(),
    is_for_production: z.boolean(),
    max_characters: z.nullable(z.int().check(z.gte(1), z.lte(200))),
    characters: z.enum(characterSets),
  })
  .check(
    z.refine(({ kind, max_characters }) => (kind === 'text') === (max_characters !== null), {
      path: ['max_characters'],
      message: 'Exactly a text has a maximum of characters',
    }),
  );

export const optionInFile = z.object({
  name: text(60),
  price: z.number().check(z.gte(-10_000_000), z.lte(10_000_000)),
  active: z.boolean(),
  allergens: allergenSet,
  without: allergenSet,
  lead_time_days: z.int().check(z.gte(0), z.lte(90)),
  daily_limit: z.nullable(z.int().check(z.gte(1), z.lte(100_000))),
});

export const useInFile = z
  .object({
    min: z.int().check(z.gte(0), z.lte(1_000)),
    max: z.int().check(z.gte(1), z.lte(1_000)),
    free: z.int().check(z.gte(0), z.lte(1_000)),
    defaults: z.array(z.string()).check(z.maxLength(1_000)),
  })
  .check(
    z.refine(({ min, max }) => min <= max, { path: ['max'], message: 'At least the minimum' }),
    z.refine(({ free, max }) => free <= max, { path: ['free'], message: 'At most the maximum' }),
    z.refine(({ defaults, max }) => defaults.length <= max, {
      path: ['defaults'],
      message: 'At most the maximum',
    }),
  );

/** A file of 4 MB in base64, and the fields around it. API Gateway hands at most 6 MB to a function. */
const maxImportBody = 5_600 * 1024;

/** Longer than other requests take: a file of 5,000 rows. */
const importTimeoutMs = 20_000;

const data = z.base64();
const confirmation = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'Invalid confirmation'));

export const previewImportRequest = z.strictObject({
  /** A CSV file of at most 4 MB and 5,000 rows, in base64. */
  data,
});
export type PreviewImportRequest = z.infer<typeof previewImportRequest>;

/** A value before or after the import, as text; null when there is none. */
const shownValue = z.nullable(z.string());

const shownChange = z.object({
  /** "product", "group", "option" or "product group". */
  record: z.string(),
  row: z.int(),
  key: z.string(),
  name: z.string(),
  is_new: z.boolean(),
  /** The product that is changed. */
  product_id: z.nullable(z.int()),
  /** The changed fields; of a new product, those that differ from the usual ones. */
  fields: z.array(z.object({ field: z.string(), before: shownValue, after: shownValue })),
  /** Addresses of pictures in the file, which are not imported. */
  pictures: z.array(z.string()),
});

export const previewImportResponse = z.object({
  /** "square", "shopify", "woocommerce" or "own"; null when the file cannot be read. */
  format: z.nullable(z.string()),
  /** Why the file cannot be read; null when it can. */
  refusal: z.nullable(
    z.object({
      reason: z.string(),
      /** The kind of the file, or the exceeded bound. */
      what: z.nullable(z.string()),
      /** The bound. */
      limit: z.nullable(z.int()),
      row: z.nullable(z.int()),
      /** The cells of the row that looks most like a header. */
      seen: z.array(z.string()),
    }),
  ),
  encoding: z.nullable(z.string()),
  separator: z.nullable(z.string()),
  rows: z.int(),
  /** Products only. */
  counts: z.object({
    new: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    options_new: z.int(),
    options_changed: z.int(),
    faults: z.int(),
    notes: z.int(),
  }),
  /** At most 5,000; `counts` has the numbers of all. */
  changes: z.array(shownChange),
  /** At most 500. With any fault, nothing can be imported. */
  faults: z.array(
    z.object({
      row: z.int(),
      column: z.nullable(z.string()),
      reason: z.string(),
      value: z.string(),
    }),
  ),
  /** What is not understood, and so not imported; at most 500. */
  notes: z.array(
    z.object({
      row: z.nullable(z.int()),
      column: z.nullable(z.string()),
      reason: z.string(),
      value: z.string(),
    }),
  ),
  ignored_columns: z.array(z.string()),
  /** Whether the import removes allergens by an option, which needs `confirms_without`. */
  adds_without: z.boolean(),
  /** For the import of exactly these changes; null when there is nothing to import, or a fault. */
  confirmation: z.nullable(z.string()),
});
export type PreviewImportResponse = z.infer<typeof previewImportResponse>;

export const importCatalogueRequest = z.strictObject({
  data,
  /** `confirmation` of the preview. */
  confirmation,
  /** The word of the manager that pieces with the new options do not contain the allergens under "Without". */
  confirms_without: z._default(z.boolean(), false),
});
export type ImportCatalogueRequest = z.infer<typeof importCatalogueRequest>;

export const importCatalogueResponse = z.object({
  products_new: z.int(),
  products_changed: z.int(),
  options_new: z.int(),
  options_changed: z.int(),
});
export type ImportCatalogueResponse = z.infer<typeof importCatalogueResponse>;

export const previewImportRoute = route({
  method: 'POST',
  path: '/staff/catalogue/import/preview',
  function: 'import-catalogue',
  summary:
    'What a catalogue file of Square, Shopify, WooCommerce or of this program would change; changes nothing',
  access: 'manager',
  body: previewImportRequest,
  maxBodyBytes: maxImportBody,
  timeoutMs: importTimeoutMs,
  responses: { 200: previewImportResponse },
  problems: [400, 413, 415],
});

export const importCatalogueRoute = route({
  method: 'POST',
  path: '/staff/catalogue/import',
  function: 'import-catalogue',
  summary:
    'Import a catalogue file completely or not at all, with exactly the changes of the preview',
  access: 'manager',
  body: importCatalogueRequest,
  maxBodyBytes: maxImportBody,
  timeoutMs: importTimeoutMs,
  responses: { 200: importCatalogueResponse },
  problems: [400, 409, 413, 415, 422],
});
