import { route } from './route.ts';
import * as z from 'zod/mini';
import { allergens } from '../domain/allergens.ts';
import { localDate } from './dates.ts';
import { ifNoneMatchHeader, noControlCharacters } from './values.ts';

/** One product as `GET /products` lists it; `price` is a number of the bakery's main unit. */
export const product = z.object({
  id: z.int(),
  name: z.string(),
  price: z.number(),
  category: z.string(),
  description: z.string(),
  /** Null when they are not declared, which never means that there are none. */
  allergens: z.nullable(z.array(z.enum(allergens))),
  /** Where its picture is, "/pictures/5f…"; null when it has none. */
  picture: z.nullable(z.string()),
  kind: z.enum(['shelf', 'made_to_order']),
  /** Hours from ordering to the earliest pickup. */
  lead_time_hours: z.int(),
  /** False when nothing is left: of a shelf product, or of the ovens on the day asked about. */
  available: z.boolean(),
});
export type Product = z.infer<typeof product>;

export const listProductsResponse = z.array(product);

/** "gluten" or "gluten,nuts" */
const allergenList = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text: string) => text.split(',')),
  ),
  z.array(z.enum(allergens)).check(z.maxLength(allergens.length)),
);

export const listProductsQuery = z.strictObject({
  category: z.optional(z.string().check(z.maxLength(100), noControlCharacters)),
  /** Leaves out products that contain any of these, or whose allergens are not declared. */
  without: z.optional(allergenList),
  /** Words of the name or the description, in any order. */
  q: z.optional(z.string().check(z.maxLength(100), noControlCharacters)),
  /** The day of the pickup, for which availability is answered. */
  date: z.optional(localDate),
});
export type ListProductsQuery = z.infer<typeof listProductsQuery>;

export const listProductsRoute = route({
  method: 'GET',
  path: '/products',
  function: 'list-products',
  summary: 'The products on sale, and their availability',
  access: 'public',
  query: listProductsQuery,
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: listProductsResponse, 304: null },
  problems: [400],
});
