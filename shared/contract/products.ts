import { route } from './route.ts';
import * as z from 'zod/mini';
import { allergens } from '../domain/allergens.ts';
import { productKinds } from '../domain/catalogue.ts';
import { characterSets, groupKinds } from '../domain/options.ts';
import { availability } from './availability.ts';
import { localDate } from './dates.ts';
import { id, ifNoneMatchHeader, noControlCharacters } from './values.ts';

/** An option that customers can see. */
const option = z.object({
  id,
  name: z.string(),
  /** Added to the price of a piece, in the main unit; may be negative. */
  price: z.number(),
  /** Allergens that the option adds. */
  allergens: z.array(z.enum(allergens)),
  /** Allergens of the product that a piece with this option does not contain. */
  without: z.array(z.enum(allergens)),
  /** Working days in addition to those of the product. */
  lead_time_days: z.int(),
  /** False when the option is sold out; with a requested day, on that day. */
  available: z.boolean(),
  /** The first pickup day that can have an option again that is sold out; null otherwise. */
  available_from: z.nullable(z.string()),
});

/** A group of options of a product. */
export const optionGroup = z.object({
  id,
  name: z.string(),
  /**
   * "one" option, "several", "quantities" that sum up, a "text" or "yes_no". A group of the last two kinds has exactly
   * one option.
   */
  kind: z.enum(groupKinds),
  /** The number of options of a piece, or the sum of their quantities: at least, and at most. */
  min: z.int(),
  max: z.int(),
  /** The number of options without a price, the dearest first; only of the kind "several". */
  free: z.int(),
  /** The options of an order that names none; repeated for a quantity. */
  defaults: z.array(id),
  /** Of a text: the most user-perceived characters; null otherwise. */
  max_characters: z.nullable(z.int()),
  /** Of a text: "any", or "plain" for letters, digits, spaces and common punctuation. */
  characters: z.enum(characterSets),
  /** In the order in which customers see them. */
  options: z.array(option),
});
export type OptionGroupResponse = z.infer<typeof optionGroup>;

/** A product on sale; `price` is a number of the main unit. */
export const product = z.object({
  id: z.int(),
  name: z.string(),
  price: z.number(),
  category: z.string(),
  description: z.string(),
  /** Null when the allergens are not declared, which does not mean that there are none. */
  allergens: z.nullable(z.array(z.enum(allergens))),
  /** Allergens of which the product may contain traces; none of them is in `allergens`. */
  traces: z.array(z.enum(allergens)),
  /** The path of the picture, "/pictures/5f…"; null without a picture. */
  picture: z.nullable(z.string()),
  /** What customers choose for a piece. */
  option_groups: z.array(optionGroup),
  kind: z.enum(productKinds),
  /** Hours from ordering to the earliest pickup. */
  lead_time_hours: z.int(),
  ...availability,
  /**
   * False when the stock, or the plan or the capacity of the requested day, is used up. Without a date, a daily product is
   * available when any day has units left. False also when less is left than the minimum of an order, outside the sale,
   * and when no day of the horizon is in its season and before its own cut-off.
   */
  available: z.boolean(),
  /** The first day for which the product can be ordered now; with a requested day, only that day. Null for none. */
  available_from: z.nullable(z.string()),
  /**
   * Units that an order placed now can have, for a stepper: the stock of a shelf product, or what the plan or the capacity
   * of the requested day still allows (without a date, the most of any day for a daily product, and the capacity of a
   * whole day for a made-to-order product). Null for no limit. An order for more is refused at placement, with the product and its `left`. An order for as many may still
   * be too many for one pickup slot, and loses against earlier orders that are not processed yet.
   */
  left: z.nullable(z.int()),
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
  /**
   * Excludes products that contain any of these allergens, or whose allergens are not declared. A product with traces
   * only is included.
   */
  without: z.optional(allergenList),
  /**
   * Words of the name, the category or the description, in any order. Words of four and more letters may be part of
   * another word, shorter ones begin it. When no product has them, one typing error in each long word is forgiven.
   */
  q: z.optional(z.string().check(z.maxLength(100), noControlCharacters)),
  /** The pickup day for `available`. */
  date: z.optional(localDate),
});
export type ListProductsQuery = z.infer<typeof listProductsQuery>;

export const listProductsRoute = route({
  method: 'GET',
  path: '/products',
  function: 'list-products',
  summary: 'The products on sale in the order of the catalogue, and their availability',
  access: 'public',
  query: listProductsQuery,
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: listProductsResponse, 304: null },
  problems: [400],
});

export const showProductRoute = route({
  method: 'GET',
  path: '/product/{slug}',
  function: 'show-product',
  summary:
    "The shop's page with the title, description and picture of a product, for people and for previews of links; an unknown product is answered with 404 and the shop's page",
  access: 'public',
  /** The product's number and, for people, its name: "12-bread-platter". Any other text is an unknown product. */
  params: { slug: z.string() },
  headers: { 'if-none-match': ifNoneMatchHeader },
  responses: { 200: null, 304: null, 404: null, 503: null },
  alsoAs: ['text/html'],
  problems: [],
});
