import { route } from './route.ts';
import * as z from 'zod/mini';
import { allergens } from '../domain/allergens.ts';
import { productKinds } from '../domain/catalogue.ts';
import { maxStock, movementReasons } from '../domain/stock.ts';
import { timestamp } from './dates.ts';
import {
  id,
  idempotencyKeyHeader,
  idParameter,
  optionalText,
  text,
  wholeNumber,
} from './values.ts';

/** In the main unit. Far above any cake, and far below what a sum could not hold. */
const price = z.number().check(z.gte(0), z.lte(10_000_000));

const description = optionalText(1_000);

const allergenSet = z
  .array(z.enum(allergens))
  .check(z.refine((list) => new Set(list).size === list.length, 'The same one twice'));

/** As long as a quarter of a year. */
const leadTimeHours = z.int().check(z.gte(0), z.lte(2_160));
const dailyCapacity = z.nullable(z.int().check(z.gte(1), z.lte(100_000)));
const batchSize = z.int().check(z.gte(1), z.lte(10_000));

/** Counts the changes of a product. A change names the one it was made from. */
export const version = z.int().check(z.gte(1), z.lte(2_147_483_647));

/** A product with all that staff know of it. */
export const catalogueProduct = z.object({
  id,
  name: z.string(),
  category: z.string(),
  description: z.string(),
  /** A number of the bakery's main unit. */
  price: z.number(),
  kind: z.enum(productKinds),
  /** Null when they are not declared; an empty list declares that there are none. */
  allergens: z.nullable(z.array(z.enum(allergens))),
  /** Hours from ordering to the earliest pickup; 0 for a shelf product. */
  lead_time_hours: z.int(),
  /** Units that can be baked for one day; null for no limit. */
  daily_capacity: z.nullable(z.int()),
  /** Units baked at once. */
  batch_size: z.int(),
  /** Units on the shelf; null for a made-to-order product. */
  stock: z.nullable(z.int()),
  /** Where its picture is, "/pictures/5f…"; null when it has none. */
  picture: z.nullable(z.string()),
  /** Whether it is on sale. */
  active: z.boolean(),
  /** Counts the changes; a change names the one it was made from. */
  version: z.int(),
});
export type CatalogueProduct = z.infer<typeof catalogueProduct>;

export const listCatalogueResponse = z.array(catalogueProduct);

export const createProductRequest = z.strictObject({
  name: text(100),
  category: text(100),
  description: z._default(description, ''),
  price,
  kind: z.enum(productKinds),
  /** Left out or null, they are not declared, and the product is not on sale until they are. */
  allergens: z._default(z.nullable(allergenSet), null),
  /** Of a made-to-order product, like the daily capacity. */
  lead_time_hours: z._default(leadTimeHours, 0),
  daily_capacity: z._default(dailyCapacity, null),
  batch_size: z._default(batchSize, 1),
  /** Of a shelf product: what is on the shelf already; 0 when it is left out. */
  stock: z.optional(z.int().check(z.gte(0), z.lte(maxStock))),
});
export type CreateProductRequest = z.infer<typeof createProductRequest>;

/** The whole product: nothing has a default, so that nothing is forgotten by leaving it out. */
export const changeProductRequest = z.strictObject({
  name: text(100),
  category: text(100),
  description,
  price,
  /** Null when they are not declared; then the product cannot be on sale. */
  allergens: z.nullable(allergenSet),
  /** 0 for a shelf product. */
  lead_time_hours: leadTimeHours,
  /** Null for a shelf product. */
  daily_capacity: dailyCapacity,
  batch_size: batchSize,
  active: z.boolean(),
  /** The one the change was made from. */
  version,
});
export type ChangeProductRequest = z.infer<typeof changeProductRequest>;

export const productIdParameter = idParameter('product number');

const units = z.int().check(z.gte(1), z.lte(maxStock));
const note = z.optional(text(200));

/** What came in, what was thrown away, or what is really there. */
export const moveStockRequest = z.discriminatedUnion('reason', [
  z.strictObject({ reason: z.literal('delivery'), units, note }),
  z.strictObject({ reason: z.literal('waste'), units, note }),
  z.strictObject({
    reason: z.literal('count'),
    /** All that was counted; the difference to what should be there becomes the movement. */
    units: z.int().check(z.gte(0), z.lte(maxStock)),
    note,
  }),
]);
export type MoveStockRequest = z.infer<typeof moveStockRequest>;

export const moveStockResponse = z.object({
  product_id: id,
  /** Units on the shelf after it. */
  stock: z.int(),
});
export type MoveStockResponse = z.infer<typeof moveStockResponse>;

export const listStockMovementsQuery = z.strictObject({
  /** The `next_cursor` of the page before. */
  cursor: z.optional(z.string().check(z.regex(/^[1-9]\d{0,17}$/, 'Invalid cursor'))),
  /** How many on a page; 50 when it is left out. */
  limit: z.optional(wholeNumber({ min: 1, max: 200 })),
});
export type ListStockMovementsQuery = z.infer<typeof listStockMovementsQuery>;

export const stockMovement = z.object({
  id: z.int(),
  at: timestamp,
  /** Less than zero when they left the shelf. */
  units: z.int(),
  reason: z.enum(movementReasons),
  /** The order that took them or gave them back. */
  order_id: z.nullable(id),
  /** "processor", "customer", "staff:anna", … */
  by: z.string(),
  note: z.nullable(z.string()),
});
export type StockMovement = z.infer<typeof stockMovement>;

export const listStockMovementsResponse = z.object({
  product_id: id,
  /** The sum of all movements; null for a made-to-order product, which has none. */
  stock: z.nullable(z.int()),
  /** The newest first. */
  movements: z.array(stockMovement),
  /** Null on the last page. */
  next_cursor: z.nullable(z.string()),
});
export type ListStockMovementsResponse = z.infer<typeof listStockMovementsResponse>;

export const listCatalogueRoute = route({
  method: 'GET',
  path: '/staff/products',
  function: 'list-catalogue',
  summary: 'All products with all that is known of them, also those that are not on sale',
  access: 'baker',
  responses: { 200: listCatalogueResponse },
  problems: [],
});

export const createProductRoute = route({
  method: 'POST',
  path: '/staff/products',
  function: 'create-product',
  summary: 'Create a product',
  access: 'manager',
  body: createProductRequest,
  responses: { 201: catalogueProduct },
  problems: [400, 413, 415],
});

export const changeProductRoute = route({
  method: 'PUT',
  path: '/staff/products/{id}',
  function: 'change-product',
  summary: 'Change a product or its sale; refused when the version is not the current one',
  access: 'manager',
  params: { id: productIdParameter },
  body: changeProductRequest,
  responses: { 200: catalogueProduct },
  problems: [400, 404, 409, 413, 415],
});

export const moveStockRoute = route({
  method: 'POST',
  path: '/staff/products/{id}/stock',
  function: 'move-stock',
  summary: 'Say what was delivered, thrown away, or counted on the shelf',
  access: 'baker',
  params: { id: productIdParameter },
  headers: { 'idempotency-key': idempotencyKeyHeader },
  body: moveStockRequest,
  responses: { 200: moveStockResponse },
  problems: [400, 404, 409, 413, 415, 422],
});

export const listStockMovementsRoute = route({
  method: 'GET',
  path: '/staff/products/{id}/stock',
  function: 'list-stock-movements',
  summary: 'Why the stock is what it is: its movements, the newest first',
  access: 'baker',
  params: { id: productIdParameter },
  query: listStockMovementsQuery,
  responses: { 200: listStockMovementsResponse },
  problems: [400, 404],
});
