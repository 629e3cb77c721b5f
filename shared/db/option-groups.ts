import type { CatalogueProduct, ProductOptionGroup } from '../contract/catalogue.ts';
import type { StaffOption, StaffOptionGroup } from '../contract/options.ts';
import { toMainUnit } from '../domain/money.ts';
import { lockAllocation } from './allocation-lock.ts';
import { findCatalogueProduct } from './catalogue.ts';
import { inTransaction, type Queryable } from './database.ts';

type OptionRow = Omit<StaffOption, 'price'> & { readonly price_minor: number };
type GroupRow = Omit<StaffOptionGroup, 'options'> & { readonly options: readonly OptionRow[] };

function toGroup({ options, ...group }: GroupRow): StaffOptionGroup {
  return {
    ...group,
    options: options.map(({ price_minor, ...option }) => ({
      ...option,
      price: toMainUnit(price_minor),
    })),
  };
}

/** All groups that are not retired, with all their options that are not retired, in their order. */
export async function findOptionGroups(db: Queryable): Promise<StaffOptionGroup[]> {
  const rows = await db.query<GroupRow>({
    name: 'find-option-groups',
    text: `
      select
        g.id, g.name, g.kind, g.position, g.active, g.is_for_production, g.max_characters, g.characters, g.version,
        (select coalesce(jsonb_agg(jsonb_build_object(
            'id', o.id, 'name', o.name, 'position', o.position, 'active', o.active, 'price_minor', o.price_minor,
            'allergens', o.allergens, 'without', o.without, 'lead_time_days', o.lead_time_days,
            'daily_limit', o.daily_limit, 'sold_out', o.sold_out, 'sold_out_until', o.sold_out_until,
            'pools', (
              select coalesce(jsonb_agg(jsonb_build_object('pool_id', pool_id, 'weight', weight) order by pool_id), '[]')
              from option_pools where option_id = o.id))
          order by o.position, o.id), '[]')
         from options o where o.group_id = g.id and o.retired_at is null) as options,
        (select coalesce(jsonb_agg(product_id order by product_id), '[]')
         from product_option_groups where group_id = g.id) as products
      from option_groups g
      where g.retired_at is null
      order by g.position, g.id`,
  });
  return rows.map(toGroup);
}

async function findOptionGroup(db: Queryable, id: number): Promise<StaffOptionGroup | undefined> {
  return (await findOptionGroups(db)).find((group) => group.id === id);
}

/** A group to write. */
export interface GroupFields {
  readonly name: string;
  readonly active: boolean;
  readonly is_for_production: boolean;
  readonly max_characters: number | null;
  readonly characters: StaffOptionGroup['characters'];
  /** In their order; an option without an id is new. */
  readonly options: readonly OptionFields[];
}

type OptionFields = Omit<OptionRow, 'id' | 'position' | 'sold_out' | 'sold_out_until'> & {
  readonly id?: number | undefined;
};

/**
 * Inserts a group after all others.
 * @param pools that its options take
 * @param decide gets those of the pools that exist, and may refuse
 */
export function insertOptionGroup(
  pools: readonly number[],
  decide: (pools: ReadonlySet<number>) => GroupFields & Pick<StaffOptionGroup, 'kind'>,
): Promise<StaffOptionGroup> {
  return inTransaction(
    async (transaction) => {
      const group = decide(await keepPools(transaction, pools));
      const [row] = await transaction.query<{ id: number }>(
        {
          name: 'insert-option-group',
          text: `
            insert into option_groups (name, kind, active, is_for_production, max_characters, characters, position)
            select $1, $2, $3, $4, $5::smallint, $6, coalesce(max(position) + 1, 0) from option_groups
            returning id`,
        },
        [
          group.name,
          group.kind,
          group.active,
          group.is_for_production,
          group.max_characters,
          group.characters,
        ],
      );
      return writeOptions(transaction, row?.id ?? 0, group.options);
    },
    [lockAllocation],
  );
}

/** What decides about a change. */
export interface CurrentGroup {
  /** Undefined when the group does not exist or is retired. */
  readonly group: StaffOptionGroup | undefined;
  /** The largest minimum of a product that has the group. */
  readonly needed: number;
  /** Those of the wanted pools that exist. */
  readonly pools: ReadonlySet<number>;
}

/**
 * Changes a group with its options; options that are not listed are retired. The defaults of products lose retired
 * options.
 * @param pools that its options take
 * @param decide gets the current group, and may refuse
 */
export function changeOptionGroup(
  id: number,
  pools: readonly number[],
  decide: (current: CurrentGroup) => GroupFields,
): Promise<StaffOptionGroup> {
  return inTransaction(
    async (transaction) => {
      const group = decide({
        group: await findOptionGroup(transaction, id),
        needed: await findNeeded(transaction, id),
        pools: await keepPools(transaction, pools),
      });
      await transaction.query(
        {
          name: 'change-option-group',
          text: `
            update option_groups
            set name = $2, active = $3, is_for_production = $4, max_characters = $5::smallint, characters = $6,
              version = version + 1
            where id = $1`,
        },
        [
          id,
          group.name,
          group.active,
          group.is_for_production,
          group.max_characters,
          group.characters,
        ],
      );
      return writeOptions(transaction, id, group.options);
    },
    [lockAllocation],
  );
}

async function findNeeded(transaction: Queryable, id: number): Promise<number> {
  const [row] = await transaction.query<{ needed: number }>(
    {
      name: 'find-needed-options',
      text: `select coalesce(max(min), 0)::integer as needed from product_option_groups where group_id = $1`,
    },
    [id],
  );
  return row?.needed ?? 0;
}

/** Those of the pools that exist. They cannot be deleted before the transaction ends. */
async function keepPools(
  transaction: Queryable,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await transaction.query<{ id: number }>(
    {
      name: 'keep-pools',
      text: `select id from pools where id = any($1::integer[]) order by id for key share`,
    },
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Replaces the options of a group. */
async function writeOptions(
  transaction: Queryable,
  groupId: number,
  options: readonly OptionFields[],
): Promise<StaffOptionGroup> {
  await transaction.query(
    {
      name: 'free-option-pools',
      text: `delete from option_pools where option_id in (select id from options where group_id = $1)`,
    },
    [groupId],
  );
  await transaction.query(
    {
      name: 'write-options',
      text: `
        with wanted as (
          select * from jsonb_to_recordset($2) as (
            id integer, position integer, name text, active boolean, price_minor integer, allergens text[],
            without text[], lead_time_days smallint, daily_limit integer, pools jsonb)
        ), retired as (
          update options set retired_at = now()
          where group_id = $1 and retired_at is null and id not in (select id from wanted where id is not null)
        ), changed as (
          update options o
          set position = w.position, name = w.name, active = w.active, price_minor = w.price_minor,
            allergens = w.allergens, without = w.without, lead_time_days = w.lead_time_days,
            daily_limit = w.daily_limit
          from wanted w
          where o.id = w.id
          returning o.id, o.position
        ), added as (
          insert into options
            (group_id, position, name, active, price_minor, allergens, without, lead_time_days, daily_limit)
          select $1, position, name, active, price_minor, allergens, without, lead_time_days, daily_limit
          from wanted
          where id is null
          order by position
          returning id, position
        )
        insert into option_pools (option_id, pool_id, weight)
        select o.id, p.pool_id, p.weight
        from (select id, position from changed union all select id, position from added) o
        join wanted w on w.position = o.position
        cross join jsonb_to_recordset(w.pools) as p (pool_id integer, weight integer)`,
    },
    [groupId, JSON.stringify(options.map((option, position) => ({ ...option, position })))],
  );
  await transaction.query(
    {
      name: 'keep-defaults',
      text: `
        with kept as (
          select a.product_id, a.min, coalesce(array_agg(d.id order by d.no) filter (where o.id is not null), '{}') as ids
          from product_option_groups a
          cross join unnest(a.defaults) with ordinality as d (id, no)
          left join options o on o.id = d.id and o.retired_at is null
          where a.group_id = $1
          group by a.product_id, a.min
        )
        update product_option_groups a
        set defaults = case when cardinality(k.ids) < k.min then '{}' else k.ids end
        from kept k
        where a.group_id = $1 and a.product_id = k.product_id and a.defaults <> k.ids`,
    },
    [groupId],
  );
  const written = await findOptionGroup(transaction, groupId);
  if (!written) throw new Error(`There is no group ${groupId}`);
  return written;
}

export type MovedGroups =
  /** All groups in their new order. */
  | { readonly kind: 'moved'; readonly groupIds: readonly number[] }
  | { readonly kind: 'unknown-groups'; readonly groupIds: readonly number[] };

/** Puts groups in this order, before all others. */
export function moveOptionGroups(groupIds: readonly number[]): Promise<MovedGroups> {
  return inTransaction(
    async (transaction) => {
      const known = (await findOptionGroups(transaction)).map(({ id }) => id);
      const unknown = groupIds.filter((id) => !known.includes(id));
      if (unknown.length > 0) return { kind: 'unknown-groups', groupIds: unknown };
      const rows = await transaction.query<{ id: number }>(
        {
          name: 'move-option-groups',
          text: `
            with arranged as (
              select g.id, row_number() over (order by w.no nulls last, g.position, g.id) as position
              from option_groups g
              left join unnest($1::integer[]) with ordinality as w (id, no) on w.id = g.id
              where g.retired_at is null
            ), moved as (
              update option_groups g set position = a.position
              from arranged a
              where a.id = g.id and a.position <> g.position
            )
            select id from arranged order by position`,
        },
        [groupIds],
      );
      return { kind: 'moved', groupIds: rows.map(({ id }) => id) };
    },
    [lockAllocation],
  );
}

export type RetiredGroup =
  | { readonly kind: 'retired' | 'unknown' }
  /** @property products the first ones that have the group */
  | { readonly kind: 'used'; readonly products: readonly number[] };

/** Retires a group with its options, unless a product has it. */
export function retireOptionGroup(id: number): Promise<RetiredGroup> {
  return inTransaction<RetiredGroup>(
    async (transaction) => {
      const group = await findOptionGroup(transaction, id);
      if (!group) return { kind: 'unknown' };
      if (group.products.length > 0) return { kind: 'used', products: group.products };
      await transaction.query(
        {
          name: 'retire-option-group',
          text: `
            with retired as (
              update option_groups set retired_at = now(), version = version + 1 where id = $1
            ), freed as (
              delete from option_pools where option_id in (select id from options where group_id = $1)
            )
            update options set retired_at = now() where group_id = $1 and retired_at is null`,
        },
        [id],
      );
      return { kind: 'retired' };
    },
    [lockAllocation],
  );
}

/**
 * Marks an option as sold out or as available.
 * @returns whether there is such an option
 */
export function writeSoldOut(
  optionId: number,
  isSoldOut: boolean,
  until: string | null,
): Promise<boolean> {
  return inTransaction(
    async (transaction) => {
      const rows = await transaction.query(
        {
          name: 'write-sold-out',
          text: `
            update options set sold_out = $2, sold_out_until = $3::date
            where id = $1 and retired_at is null
            returning id`,
        },
        [optionId, isSoldOut, until],
      );
      return rows.length > 0;
    },
    [lockAllocation],
  );
}

/**
 * Replaces the groups of a product.
 * @param judge gets all groups, and may refuse
 * @returns undefined when the product does not exist in this version
 */
export function changeProductOptionGroups(
  id: number,
  version: number,
  groups: readonly ProductOptionGroup[],
  judge: (known: readonly StaffOptionGroup[]) => void,
): Promise<CatalogueProduct | undefined> {
  return inTransaction(
    async (transaction) => {
      judge(await findOptionGroups(transaction));
      const [changed] = await transaction.query<{ id: number }>(
        {
          name: 'change-product-option-groups',
          text: `
            with changed as (
              update products set version = version + 1 where id = $1 and version = $2 returning id
            ), wanted as (
              select * from rows from (
                jsonb_to_recordset($3) as (group_id integer, min smallint, max smallint, free smallint, defaults integer[])
              ) with ordinality as w (group_id, min, max, free, defaults, position)
            ), removed as (
              delete from product_option_groups a using changed c
              where a.product_id = c.id and a.group_id not in (select group_id from wanted)
            ), written as (
              insert into product_option_groups (product_id, group_id, position, min, max, free, defaults)
              select c.id, w.group_id, w.position, w.min, w.max, w.free, w.defaults from changed c, wanted w
              on conflict (product_id, group_id) do update
                set position = excluded.position, min = excluded.min, max = excluded.max, free = excluded.free,
                  defaults = excluded.defaults
            )
            select id from changed`,
        },
        [id, version, JSON.stringify(groups)],
      );
      return changed && findCatalogueProduct(transaction, id);
    },
    [lockAllocation],
  );
}
