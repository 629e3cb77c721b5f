import * as z from 'zod/mini';
import { allergens } from '../domain/allergens.ts';
import {
  characterSets,
  groupKinds,
  maxGroupsOfProduct,
  maxOptionsOfGroup,
} from '../domain/options.ts';
import {
  allergenSet,
  catalogueProduct,
  productIdParameter,
  productOptionGroup,
  productPool,
  version,
} from './catalogue.ts';
import { localDate } from './dates.ts';
import { route } from './route.ts';
import { id, idParameter, text } from './values.ts';

/** An option with all fields, as staff see it. */
const staffOption = z.object({
  id,
  name: z.string(),
  /** The place in the group, from 0. */
  position: z.int(),
  /** Whether customers see the option. */
  active: z.boolean(),
  /** Added to the price of a piece, in the main unit; may be negative. */
  price: z.number(),
  /** Allergens that the option adds. */
  allergens: z.array(z.enum(allergens)),
  /** Allergens of the product that a piece with this option does not contain. */
  without: z.array(z.enum(allergens)),
  /** Working days in addition to those of the product. */
  lead_time_days: z.int(),
  /** Units for each pickup day; null for no limit. */
  daily_limit: z.nullable(z.int()),
  sold_out: z.boolean(),
  /** The first pickup day that can have the option again; null for no such day. */
  sold_out_until: z.nullable(z.string()),
  /** The units of pools that the option takes, in addition to those of the product. */
  pools: z.array(productPool),
});

/** A group of options with all fields, as staff see it. */
export const staffOptionGroup = z.object({
  id,
  name: z.string(),
  /**
   * "one" option, "several", "quantities" that sum up, a "text" or "yes_no". A group of the last two kinds has exactly
   * one option.
   */
  kind: z.enum(groupKinds),
  position: z.int(),
  /** Whether customers see the group. */
  active: z.boolean(),
  /** Whether the bake sheet counts by the options. */
  is_for_production: z.boolean(),
  /** Of a text: the most user-perceived characters; null otherwise. */
  max_characters: z.nullable(z.int()),
  /** Of a text: "any", or "plain" for letters, digits, spaces and common punctuation. */
  characters: z.enum(characterSets),
  /** Increases with every change of the group and its options, but not when an option is sold out. */
  version: z.int(),
  /** All options that are not retired, in the order in which customers see them. */
  options: z.array(staffOption),
  /** The products that have the group. */
  products: z.array(id),
});
export type StaffOptionGroup = z.infer<typeof staffOptionGroup>;
export type StaffOption = StaffOptionGroup['options'][number];

export const listOptionGroupsResponse = z.array(staffOptionGroup);

const name = text(60);
const isShown = z._default(z.boolean(), true);

/** An option in a request. A missing field has no effect on a piece. */
const optionFields = {
  name,
  active: isShown,
  /** In the main unit; may be negative. */
  price: z._default(z.number().check(z.gte(-10_000_000), z.lte(10_000_000)), 0),
  allergens: z._default(allergenSet, []),
  without: z._default(allergenSet, []),
  lead_time_days: z._default(z.int().check(z.gte(0), z.lte(90)), 0),
  daily_limit: z._default(z.nullable(z.int().check(z.gte(1), z.lte(100_000))), null),
  pools: z._default(
    z.array(productPool).check(
      z.maxLength(50),
      z.refine(
        (pools) => new Set(pools.map(({ pool_id }) => pool_id)).size === pools.length,
        'Each pool at most once',
      ),
    ),
    [],
  ),
};

const groupFields = {
  name,
  active: isShown,
  is_for_production: z._default(z.boolean(), true),
  /** Of a text only, and always of a text. */
  max_characters: z._default(z.nullable(z.int().check(z.gte(1), z.lte(200))), null),
  characters: z._default(z.enum(characterSets), 'any'),
  /** Confirms that pieces with an option do not contain what its `without` adds. */
  confirms_without: z._default(z.boolean(), false),
};

const optionCount = [z.minLength(1), z.maxLength(maxOptionsOfGroup)] as const;

export const createOptionGroupRequest = z.strictObject({
  ...groupFields,
  kind: z.enum(groupKinds),
  /** In the order in which customers see them. */
  options: z.array(z.strictObject(optionFields)).check(...optionCount),
});
export type CreateOptionGroupRequest = z.infer<typeof createOptionGroupRequest>;

export const changeOptionGroupRequest = z.strictObject({
  ...groupFields,
  /**
   * In the order in which customers see them. An option without an id is new, and one that is not listed is retired:
   * earlier orders keep it.
   */
  options: z.array(z.strictObject({ id: z.optional(id), ...optionFields })).check(...optionCount),
  /** The version that the change is based on. */
  version,
});
export type ChangeOptionGroupRequest = z.infer<typeof changeOptionGroupRequest>;

/** Groups in their new order. Groups that are not named come after them, in their present order. */
export const moveOptionGroupsRequest = z.strictObject({
  group_ids: z.array(id).check(
    z.minLength(1),
    z.maxLength(10_000),
    z.refine((ids) => new Set(ids).size === ids.length, 'Each group at most once'),
  ),
});

export const moveOptionGroupsResponse = z.object({
  /** All groups in their new order. */
  group_ids: z.array(id),
});
export type MoveOptionGroupsResponse = z.infer<typeof moveOptionGroupsResponse>;

export const sellOutOptionRequest = z
  .strictObject({
    sold_out: z.boolean(),
    /** The first pickup day that can have the option again; missing or null for no such day. */
    until: z._default(z.nullable(localDate), null),
  })
  .check(
    z.refine(({ sold_out, until }) => sold_out || until === null, {
      path: ['until'],
      message: 'Only of an option that is sold out',
    }),
  );
export type SellOutOptionRequest = z.infer<typeof sellOutOptionRequest>;

/** All groups of the product in the order in which customers see them. */
export const changeProductOptionGroupsRequest = z.strictObject({
  option_groups: z.array(productOptionGroup).check(
    z.maxLength(maxGroupsOfProduct),
    z.refine(
      (groups) => new Set(groups.map(({ group_id }) => group_id)).size === groups.length,
      'Each group at most once',
    ),
  ),
  /** The version of the product that the change is based on. */
  version,
});
export type ChangeProductOptionGroupsRequest = z.infer<typeof changeProductOptionGroupsRequest>;

const groupIdParameter = idParameter('group number');

export const listOptionGroupsRoute = route({
  method: 'GET',
  path: '/staff/option-groups',
  function: 'list-option-groups',
  summary: 'The groups of options with their options, and the products that have them',
  access: 'baker',
  responses: { 200: listOptionGroupsResponse },
  problems: [],
});

export const createOptionGroupRoute = route({
  method: 'POST',
  path: '/staff/option-groups',
  function: 'create-option-group',
  summary: 'Create a group of options',
  access: 'manager',
  body: createOptionGroupRequest,
  responses: { 201: staffOptionGroup },
  problems: [400, 413, 415, 422],
});

export const moveOptionGroupsRoute = route({
  method: 'PUT',
  path: '/staff/option-groups/order',
  function: 'change-option-group',
  summary: 'Order the groups of options; a product may order its groups otherwise',
  access: 'manager',
  body: moveOptionGroupsRequest,
  responses: { 200: moveOptionGroupsResponse },
  problems: [400, 404, 413, 415],
});

export const changeOptionGroupRoute = route({
  method: 'PUT',
  path: '/staff/option-groups/{id}',
  function: 'change-option-group',
  summary: 'Change a group with its options; earlier orders keep what they have',
  access: 'manager',
  params: { id: groupIdParameter },
  body: changeOptionGroupRequest,
  responses: { 200: staffOptionGroup },
  problems: [400, 404, 409, 413, 415, 422],
});

export const removeOptionGroupRoute = route({
  method: 'DELETE',
  path: '/staff/option-groups/{id}',
  function: 'change-option-group',
  summary: 'Retire a group that no product has; earlier orders keep its options',
  access: 'manager',
  params: { id: groupIdParameter },
  responses: { 204: null },
  problems: [400, 404, 409],
});

export const sellOutOptionRoute = route({
  method: 'PUT',
  path: '/staff/options/{id}/sold-out',
  function: 'change-option-group',
  summary: 'Mark an option as sold out, for all pickup days or until one, or as available again',
  access: 'baker',
  params: { id: idParameter('option number') },
  body: sellOutOptionRequest,
  responses: { 204: null },
  problems: [400, 404, 413, 415],
});

export const changeProductOptionGroupsRoute = route({
  method: 'PUT',
  path: '/staff/products/{id}/option-groups',
  function: 'change-option-group',
  summary: 'Choose the groups of options of a product',
  access: 'manager',
  params: { id: productIdParameter },
  body: changeProductOptionGroupsRequest,
  responses: { 200: catalogueProduct },
  problems: [400, 404, 409, 413, 415],
});
