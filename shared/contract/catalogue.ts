import { route } from './route.ts';
import * as z from 'zod/mini';
import { allergens } from '../domain/allergens.ts';
import { productKinds } from '../domain/catalogue.ts';
import { maxStock, movementReasons } from '../domain/stock.ts';
import { availability, availabilityDefaults, availabilityFields } from './availability.ts';
import { timestamp } from './dates.ts';
import {
  id,
  idempotencyKeyHeader,
  idParameter,
  optionalText,
  text,
  wholeNumber,
} from './values.ts';

/** In the main unit. The maximum catches typing errors, and keeps sums exact. */
const price = z.number().check(z.gte(0), z.lte(10_000_000));

const description = optionalText(1_000);

export const allergenSet = z
  .array(z.enum(allergens))
  .check(z.refine((list) => new Set(list).size === list.length, 'Each allergen at most once'));

/** At most 90 days. */
const leadTimeHours = z.int().check(z.gte(0), z.lte(2_160));
const dailyCapacity = z.nullable(z.int().check(z.gte(1), z.lte(100_000)));
const batchSize = z.int().check(z.gte(1), z.lte(10_000));

/** Increases with every change of a product; a change names the version that it is based on. */
export const version = z.int().check(z.gte(1), z.lte(2_147_483_647));

/** A pool that a product uses. */
export const productPool = z.strictObject({
  pool_id: id,
  /** The units of the pool that one piece takes. */
  weight: z.int().check(z.gte(1), z.lte(10_000)),
});

/** A group of options of a product. */
export const productOptionGroup = z.strictObject({
  group_id: id,
  /** The number of options of a piece, or the sum of their quantities: at least, and at most. */
  min: z.int().check(z.gte(0), z.lte(1_000)),
  max: z.int().check(z.gte(1), z.lte(1_000)),
  /** The number of options without a price, the dearest first; only of the kind "several". */
  free: z.int().check(z.gte(0), z.lte(1_000)),
  /** The options of an order that names none; repeated for a quantity. */
  defaults: z.array(id).check(z.maxLength(1_000)),
});
export type ProductOptionGroup = z.infer<typeof productOptionGroup>;

/** A product with all fields, as staff see it. */
export const catalogueProduct = z.object({
  id,
  name: z.string(),
  category: z.string(),
  description: z.string(),
  /** In the main unit. */
  price: z.number(),
  kind: z.enum(productKinds),
  /** Null when the allergens are not declared; an empty list declares that there are none. */
  allergens: z.nullable(z.array(z.enum(allergens))),
  /** Allergens of which the product may contain traces; none of them is in `allergens`. */
  traces: z.array(z.enum(allergens)),
  /** Hours from ordering to the earliest pickup; 0 unless the product is made to order, as the working days. */
  lead_time_hours: z.int(),
  ...availability,
  /** Units that can be baked for one day; null for no limit. */
  daily_capacity: z.nullable(z.int()),
  /** Units per batch. */
  batch_size: z.int(),
  /** The pools that the product uses; empty for a shelf product. */
  pools: z.array(productPool),
  /** What customers choose for a piece, in this order, with the groups that they do not see. */
  option_groups: z.array(productOptionGroup),
  /** Units in stock; null for a made-to-order product. */
  stock: z.nullable(z.int()),
  /** The path of the picture, "/pictures/5f…"; null without a picture. */
  picture: z.nullable(z.string()),
  /** Whether the product is on sale. */
  active: z.boolean(),
  /** Increases with every change; a change names the version that it is based on. */
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
  /** Missing or null: the allergens are not declared, and the product is off sale until they are. */
  allergens: z._default(z.nullable(allergenSet), null),
  /** Not contained, but there may be traces. Empty while the allergens are not declared. */
  traces: z._default(allergenSet, []),
  /** For made-to-order products only, like the lead time in working days and the daily capacity. */
  lead_time_hours: z._default(leadTimeHours, 0),
  ...availabilityDefaults,
  daily_capacity: z._default(dailyCapacity, null),
  batch_size: z._default(batchSize, 1),
  /** The initial stock of a shelf product; 0 when missing. */
  stock: z.optional(z.int().check(z.gte(0), z.lte(maxStock))),
});
export type CreateProductRequest = z.infer<typeof createProductRequest>;

/** All fields are required, so that a missing field is a fault instead of a change. */
export const changeProductRequest = z.strictObject({
  name: text(100),
  category: text(100),
  description,
  price,
  /** Null when the allergens are not declared; then the product cannot be on sale. */
  allergens: z.nullable(allergenSet),
  /** Not contained, but there may be traces. Empty while the allergens are not declared. */
  traces: allergenSet,
  /** 0 for a shelf product. */
  lead_time_hours: leadTimeHours,
  ...availabilityFields,
  /** Null for a shelf product. */
  daily_capacity: dailyCapacity,
  batch_size: batchSize,
  active: z.boolean(),
  /**
   * Another kind of supply is possible while no uncollected order holds units of the product. Missing: the kind stays
   * as it is.
   */
  kind: z.optional(z.enum(productKinds)),
  /** The version that the change is based on. */
  version,
});
export type ChangeProductRequest = z.infer<typeof changeProductRequest>;

/** Moves products together, in this order, before another product. Products that are not named keep their order. */
export const moveProductsRequest = z
  .strictObject({
    product_ids: z.array(id).check(
      z.minLength(1),
      z.maxLength(10_000),
      z.refine((ids) => new Set(ids).size === ids.length, 'Each product at most once'),
    ),
    /** The product that comes after them; null for the end of the catalogue. */
    before: z.nullable(id),
  })
  .check(
    z.refine(({ product_ids, before }) => before === null || !product_ids.includes(before), {
      path: ['before'],
      message: 'Must not be one of the moved products',
    }),
  );
export type MoveProductsRequest = z.infer<typeof moveProductsRequest>;

export const moveProductsResponse = z.object({
  /** All products in their new order. */
  product_ids: z.array(id),
});
export type MoveProductsResponse = z.infer<typeof moveProductsResponse>;

export const productIdParameter = idParameter('product number');

const units = z.int().check(z.gte(1), z.lte(maxStock));
const note = z.optional(text(200));

/** A delivery, waste, or a count of the stock. */
export const recordStockMovementRequest = z.discriminatedUnion('reason', [
  z.strictObject({ reason: z.literal('delivery'), units, note }),
  z.strictObject({ reason: z.literal('waste'), units, note }),
  z.strictObject({
    reason: z.literal('count'),
    /** All units counted; the movement is the difference to the recorded stock. */
    units: z.int().check(z.gte(0), z.lte(maxStock)),
    note,
  }),
]);
export type RecordStockMovementRequest = z.infer<typeof recordStockMovementRequest>;

export const recordStockMovementResponse = z.object({
  product_id: id,
  /** Units in stock after the movement. */
  stock: z.int(),
  /** The movement; null when a count found no difference. */
  movement_id: z.nullable(z.int()),
});
export type RecordStockMovementResponse = z.infer<typeof recordStockMovementResponse>;

/** PostgreSQL's bigint, as text. */
const movementIdParameter = z.string().check(z.regex(/^[1-9]\d{0,17}$/, 'Invalid movement number'));

export const listStockMovementsQuery = z.strictObject({
  /** `next_cursor` of the previous page. */
  cursor: z.optional(z.string().check(z.regex(/^[1-9]\d{0,17}$/, 'Invalid cursor'))),
  /** Movements per page; 50 when missing. */
  limit: z.optional(wholeNumber({ min: 1, max: 200 })),
});
export type ListStockMovementsQuery = z.infer<typeof listStockMovementsQuery>;

export const stockMovement = z.object({
  id: z.int(),
  at: timestamp,
  /** Negative for units that left the stock. */
  units: z.int(),
  reason: z.enum(movementReasons),
  /** The order that took or returned the units. */
  order_id: z.nullable(id),
  /** "processor", "customer", "staff:anna", … */
  by: z.string(),
  note: z.nullable(z.string()),
  /** The movement that this movement reversed. */
  undoes: z.nullable(z.int()),
  /** The movement that reversed this movement. */
  undone_by: z.nullable(z.int()),
});
export type StockMovement = z.infer<typeof stockMovement>;

export const listStockMovementsResponse = z.object({
  product_id: id,
  /** The sum of all movements; null for a made-to-order product, which has no movements. */
  stock: z.nullable(z.int()),
  /** Newest first. */
  movements: z.array(stockMovement),
  /** Null on the last page. */
  next_cursor: z.nullable(z.string()),
});
export type ListStockMovementsResponse = z.infer<typeof listStockMovementsResponse>;

export const listCatalogueRoute = route({
  method: 'GET',
  path: '/staff/products',
  function: 'list-catalogue',
  summary: 'All products with all fields, including those off sale, in the order of the catalogue',
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

export const moveProductsRoute = route({
  method: 'PUT',
  path: '/staff/products/order',
  function: 'change-product',
  summary: 'Move products to another place in the catalogue; a new product comes last',
  access: 'manager',
  body: moveProductsRequest,
  responses: { 200: moveProductsResponse },
  problems: [400, 404, 413, 415],
});

export const changeProductRoute = route({
  method: 'PUT',
  path: '/staff/products/{id}',
  function: 'change-product',
  summary: 'Change a product, or take it off sale; refused unless the version is the current one',
  access: 'manager',
  params: { id: productIdParameter },
  body: changeProductRequest,
  responses: { 200: catalogueProduct },
  problems: [400, 404, 409, 413, 415],
});

export const recordStockMovementRoute = route({
  method: 'POST',
  path: '/staff/products/{id}/stock-movements',
  function: 'record-stock-movement',
  summary: 'Record a delivery, waste, or a count of the stock',
  access: 'baker',
  params: { id: productIdParameter },
  headers: { 'idempotency-key': idempotencyKeyHeader },
  body: recordStockMovementRequest,
  responses: { 200: recordStockMovementResponse },
  problems: [400, 404, 409, 413, 415, 422],
});

export const formerRecordStockMovementRoute = route({
  ...recordStockMovementRoute,
  path: '/staff/products/{id}/stock',
});

/**
 * Reverses a movement of the last hour that staff entered, by a movement with the same reason. A repeated request
 * changes nothing. Refused when the product was counted since, or when units of an undone delivery were sold since.
 */
export const undoStockMovementRoute = route({
  method: 'POST',
  path: '/staff/products/{id}/stock-movements/{movement_id}/undo',
  function: 'record-stock-movement',
  summary:
    'Undo a delivery, waste, or a count of the last hour, unless the product was counted since',
  access: 'baker',
  params: { id: productIdParameter, movement_id: movementIdParameter },
  responses: { 200: recordStockMovementResponse },
  problems: [400, 404, 409, 413, 415],
});

export const listStockMovementsRoute = route({
  method: 'GET',
  path: '/staff/products/{id}/stock-movements',
  function: 'list-stock-movements',
  summary: 'The stock movements of a product, newest first',
  access: 'baker',
  params: { id: productIdParameter },
  query: listStockMovementsQuery,
  responses: { 200: listStockMovementsResponse },
  problems: [400, 404],
});
