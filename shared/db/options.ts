import type { OptionGroup } from '../domain/options.ts';
import { batched } from './batched.ts';
import type { Queryable } from './database.ts';

/**
 * SQL for the groups of a product as JSON, an array of `OptionGroup`: only what customers can see.
 * @param product SQL for the id of the product
 */
export function optionGroupsOf(product: string): string {
  return `(
    select coalesce(jsonb_agg(jsonb_build_object(
        'groupId', g.id, 'name', g.name, 'kind', g.kind, 'min', a.min, 'max', a.max, 'free', a.free,
        'defaults', a.defaults, 'isForProduction', g.is_for_production, 'maxCharacters', g.max_characters,
        'characters', g.characters, 'options', ${optionsOf('g')})
      order by a.position, g.position, g.id), '[]')
    from product_option_groups a
    join option_groups g on g.id = a.group_id
    where a.product_id = ${product} and g.active)`;
}

function optionsOf(group: string): string {
  return `(
    select coalesce(jsonb_agg(${optionFields('o')} order by o.position, o.id), '[]')
    from options o
    where o.group_id = ${group}.id and o.active and o.retired_at is null)`;
}

/** SQL for an `Option` as JSON. @param alias of the table of options */
function optionFields(alias: string): string {
  return `
    jsonb_build_object('optionId', ${alias}.id, 'name', ${alias}.name, 'priceMinor', ${alias}.price_minor,
      'allergens', ${alias}.allergens, 'without', ${alias}.without, 'leadTimeDays', ${alias}.lead_time_days,
      'dailyLimit', ${alias}.daily_limit,
      'soldOut', case when ${alias}.sold_out then jsonb_build_object('until', ${alias}.sold_out_until) end,
      'pools', (
        select coalesce(jsonb_agg(jsonb_build_object('poolId', pool_id, 'weight', weight) order by pool_id), '[]')
        from option_pools where option_id = ${alias}.id))`;
}

/** SQL for the options of a line as JSON, an array of `OptionUse`. @param line alias of the table of lines */
export function optionUsesOf(line: string): string {
  return `(
    select jsonb_agg(${optionFields('o')} || jsonb_build_object('quantity', c.quantity) order by c.no)
    from rows from (jsonb_to_recordset(${line}.choices) as (option_id integer, quantity integer)) with ordinality
      as c (option_id, quantity, no)
    join options o on o.id = c.option_id)`;
}

/** The groups of products at one version of all options. */
export interface OfferedOptions {
  readonly version: number;
  /** By product; empty for a product without options, and for an unknown one. */
  readonly groups: ReadonlyMap<number, readonly OptionGroup[]>;
}

/** The options of products, in one round trip, which concurrent requests share. */
export function findOfferedOptions(
  db: Queryable,
  productIds: readonly number[],
): Promise<OfferedOptions> {
  return findBatched(db, productIds);
}

const findBatched = batched(async (db: Queryable, wanted: readonly (readonly number[])[]) => {
  const ids = [...new Set(wanted.flat())];
  const [row] = await db.query<{
    readonly version: number;
    readonly groups: readonly (readonly OptionGroup[])[];
  }>(
    {
      name: 'find-offered-options',
      text: `
        select options_version as version,
          (select jsonb_agg(${optionGroupsOf('p.id')} order by p.no)
           from unnest($1::integer[]) with ordinality as p (id, no)) as groups
        from settings`,
    },
    [ids],
  );
  if (!row) throw new Error('The database has no settings');
  const groups = new Map(ids.map((id, at) => [id, row.groups[at] ?? []]));
  return wanted.map((): OfferedOptions => ({ version: row.version, groups }));
});
