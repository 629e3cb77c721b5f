import * as z from 'zod/mini';

/** One product as `GET /products` lists it; `price` is a number of the bakery's main unit. */
export const product = z.object({
  id: z.int(),
  name: z.string(),
  price: z.number(),
  description: z.string(),
  kind: z.enum(['shelf', 'made_to_order']),
  /** False when a shelf product has nothing left. */
  available: z.boolean(),
});
export type Product = z.infer<typeof product>;

export const listProductsResponse = z.array(product);
