import * as z from 'zod/mini';
import { catalogueProduct, productIdParameter, productPool, version } from './catalogue.ts';
import { localDate } from './dates.ts';
import { route } from './route.ts';
import { id, idParameter, optionalText, text } from './values.ts';

const units = z.int().check(z.gte(0), z.lte(1_000_000));

/** A resource that products share, such as oven space. */
export const pool = z.object({
  id,
  name: z.string(),
  /** What is counted, "trays"; may be empty. */
  unit: z.string(),
  /** The capacity of each weekday, from Monday to Sunday. */
  weekdays: z.array(z.int()),
  /** The dates from today on that differ from their weekday, the earliest first. */
  dates: z.array(z.object({ date: z.string(), units: z.int() })),
  /** The products that use the pool, and the units that one piece of each takes. */
  products: z.array(z.object({ product_id: id, weight: z.int() })),
  /** Increases with every change of the name, the unit and the weekdays. */
  version: z.int(),
});
export type Pool = z.infer<typeof pool>;

export const listPoolsResponse = z.array(pool);

const poolFields = {
  /** Two pools differ in more than case. */
  name: text(60),
  unit: optionalText(20),
  weekdays: z
    .array(units)
    .check(z.length(7, 'One capacity for each weekday, from Monday to Sunday')),
};

export const createPoolRequest = z.strictObject(poolFields);
export type CreatePoolRequest = z.infer<typeof createPoolRequest>;

export const changePoolRequest = z.strictObject({
  ...poolFields,
  /** The version that the change is based on. */
  version,
});
export type ChangePoolRequest = z.infer<typeof changePoolRequest>;

export const changePoolDateRequest = z.strictObject({
  /** Null lets the date follow its weekday. */
  units: z.nullable(units),
  /** The capacity that the change is based on. It is refused when it is not the saved one. */
  expected: z.optional(z.strictObject({ units })),
});
export type ChangePoolDateRequest = z.infer<typeof changePoolDateRequest>;

/** All pools of the product; those that are not listed, it no longer uses. */
export const changeProductPoolsRequest = z.strictObject({
  pools: z.array(productPool).check(
    z.maxLength(50),
    z.refine(
      (pools) => new Set(pools.map(({ pool_id }) => pool_id)).size === pools.length,
      'Each pool at most once',
    ),
  ),
  /** The version of the product that the change is based on. */
  version,
});
export type ChangeProductPoolsRequest = z.infer<typeof changeProductPoolsRequest>;

const poolIdParameter = idParameter('pool number');

export const listPoolsRoute = route({
  method: 'GET',
  path: '/staff/pools',
  function: 'list-pools',
  summary: 'The pools with their capacities, and the products that use them',
  access: 'baker',
  responses: { 200: listPoolsResponse },
  problems: [],
});

export const createPoolRoute = route({
  method: 'POST',
  path: '/staff/pools',
  function: 'create-pool',
  summary: 'Create a pool with its capacity by weekday',
  access: 'manager',
  body: createPoolRequest,
  responses: { 201: pool },
  problems: [400, 413, 415],
});

export const changePoolRoute = route({
  method: 'PUT',
  path: '/staff/pools/{id}',
  function: 'change-pool',
  summary: 'Change a pool; its capacity may be less than is taken already',
  access: 'manager',
  params: { id: poolIdParameter },
  body: changePoolRequest,
  responses: { 200: pool },
  problems: [400, 404, 409, 413, 415],
});

export const removePoolRoute = route({
  method: 'DELETE',
  path: '/staff/pools/{id}',
  function: 'change-pool',
  summary: 'Delete a pool that no product uses',
  access: 'manager',
  params: { id: poolIdParameter },
  responses: { 204: null },
  problems: [400, 404, 409],
});

export const changePoolDateRoute = route({
  method: 'PUT',
  path: '/staff/pools/{id}/capacity/{date}',
  function: 'change-pool',
  summary: 'Give a date a capacity of its own. It may be less than is taken already',
  access: 'baker',
  params: { id: poolIdParameter, date: localDate },
  body: changePoolDateRequest,
  responses: { 204: null },
  problems: [400, 404, 409, 413, 415],
});

export const removePoolDateRoute = route({
  method: 'DELETE',
  path: '/staff/pools/{id}/capacity/{date}',
  function: 'change-pool',
  summary: 'Let a date follow its weekday again',
  access: 'baker',
  params: { id: poolIdParameter, date: localDate },
  responses: { 204: null },
  problems: [400, 404],
});

export const changeProductPoolsRoute = route({
  method: 'PUT',
  path: '/staff/products/{id}/pools',
  function: 'change-product',
  summary: 'Choose the pools that a daily or made-to-order product uses, with its weights',
  access: 'manager',
  params: { id: productIdParameter },
  body: changeProductPoolsRequest,
  responses: { 200: catalogueProduct },
  problems: [400, 404, 409, 413, 415],
});
