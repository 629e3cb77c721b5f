import type {
  CatalogueProduct,
  ChangeProductRequest,
  CreateProductRequest,
  MoveProductsRequest,
} from '../contract/catalogue.ts';
import type { AvailabilityTerms } from '../domain/availability.ts';
import type { ProductKind } from '../domain/catalogue.ts';
import { toMainUnit } from '../domain/money.ts';
import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, type Queryable } from './database.ts';
import { declaredAllergens, declaredTraces } from './declared-allergens.ts';

type CatalogueRow = Omit<CatalogueProduct, 'price' | 'sale_opens_at' | 'sale_closes_at'> & {
  readonly price_minor: number;
  readonly sale_opens_at: Date | null;
  readonly sale_closes_at: Date | null;
};

/** SQL for the pools of the product `${product}`. */
const poolsOf = (product: string) => `(
  select coalesce(jsonb_agg(jsonb_build_object('pool_id', pool_id, 'weight', weight) order by pool_id), '[]')
  from product_pools where product_id = ${product}.id)`;

/** SQL for the groups of options of the product `${product}`. */
const optionGroupsOf = (product: string) => `(
  select coalesce(jsonb_agg(jsonb_build_object(
    'group_id', a.group_id, 'min', a.min, 'max', a.max, 'free', a.free, 'defaults', a.defaults)
    order by a.position, g.position, a.group_id), '[]')
  from product_option_groups a join option_groups g on g.id = a.group_id
  where a.product_id = ${product}.id)`;

const columns = `
  id, name, category, description, price_minor, supply as kind,
  ${declaredAllergens('products')} as allergens, ${declaredTraces('products')} as traces,
  lead_time_hours, lead_time_days, season_from::text as season_from, season_to::text as season_to, sale_opens_at,
  sale_closes_at, min_quantity, quantity_step, max_quantity, cut_off, cut_off_days, horizon_days, daily_capacity, batch_size,
  ${poolsOf('products')} as pools, ${optionGroupsOf('products')} as option_groups,
  case when supply = 'shelf' then stock end as stock, '/pictures/' || picture as picture, active, version`;

function toCatalogueProduct({ price_minor, ...row }: CatalogueRow): CatalogueProduct {
  return {
    ...row,
    price: toMainUnit(price_minor),
    sale_opens_at: row.sale_opens_at?.toISOString() ?? null,
    sale_closes_at: row.sale_closes_at?.toISOString() ?? null,
  };
}

/** All products, on sale or not, in the order of the catalogue. */
export async function findCatalogue(db: Queryable): Promise<CatalogueProduct[]> {
  const rows = await db.query<CatalogueRow>({
    name: 'find-catalogue',
    text: `select ${columns} from products order by position, id`,
  });
  return rows.map(toCatalogueProduct);
}

/**
 * The names of at most five products and options whose price is no multiple of this amount.
 * @param amountMinor in minor units
 */
export async function findUnpayable(db: Queryable, amountMinor: number): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    {
      name: 'find-unpayable',
      text: `
        (select name from products where price_minor % $1::integer <> 0 order by id limit 5)
        union all
        (select g.name || ': ' || o.name from options o join option_groups g on g.id = o.group_id
         where o.price_minor % $1::integer <> 0 and o.retired_at is null order by o.id limit 5)
        limit 5`,
    },
    [amountMinor],
  );
  return rows.map(({ name }) => name);
}

/** The kinds of those of these products that exist, by id. */
export async function findProductKinds(
  db: Queryable,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ProductKind>> {
  const rows = await db.query<{ id: number; kind: ProductKind }>(
    {
      name: 'find-product-kinds',
      text: `select id, supply as kind from products where id = any($1::integer[])`,
    },
    [ids],
  );
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/** @returns undefined when the product does not exist */
export async function findProductKind(db: Queryable, id: number): Promise<ProductKind | undefined> {
  const [row] = await db.query<{ kind: ProductKind }>(
    { name: 'find-product-kind', text: `select supply as kind from products where id = $1` },
    [id],
  );
  return row?.kind;
}

/** The columns of the availability, and the values of a product for them. */
const availabilityColumns = `
  lead_time_days, season_from, season_to, sale_opens_at, sale_closes_at, min_quantity, quantity_step, max_quantity, cut_off,
  cut_off_days, horizon_days`;

function toAvailabilityValues(product: AvailabilityTerms): unknown[] {
  return [
    product.lead_time_days,
    product.season_from,
    product.season_to,
    product.sale_opens_at,
    product.sale_closes_at,
    product.min_quantity,
    product.quantity_step,
    product.max_quantity,
    product.cut_off,
    product.cut_off_days,
    product.horizon_days,
  ];
}

/** `stock` is null unless the product is a shelf product. */
export type NewProduct = Omit<CreateProductRequest, 'price' | 'stock'> & {
  readonly price_minor: number;
  readonly stock: number | null;
};

/**
 * Inserts a product, with its stock as a delivery. A product whose allergens are declared is on
 * sale.
 */
export async function insertProduct(
  db: Queryable,
  product: NewProduct,
  by: string,
): Promise<CatalogueProduct> {
  const [row] = await db.query<CatalogueRow>(
    {
      name: 'insert-product',
      text: `
        with created as (
          insert into products
            (name, category, description, price_minor, kind, allergens, lead_time_hours,
             daily_capacity, batch_size, stock, allergens_declared, active, traces, is_daily, ${availabilityColumns})
          values ($1, $2, $3, $4, $5, coalesce($6::text[], '{}'), $7, $8, $9, $10, $12, $12, $13, $14,
            $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
          returning ${columns}
        ), delivered as (
          insert into stock_movements (product_id, units, reason, by)
          select id, stock, 'delivery', $11 from created where stock > 0
        )
        select * from created`,
    },
    [
      product.name,
      product.category,
      product.description,
      product.price_minor,
      // The previous release knows a daily product as a shelf product without stock.
      product.kind === 'daily' ? 'shelf' : product.kind,
      product.allergens,
      product.lead_time_hours,
      product.daily_capacity,
      product.batch_size,
      product.kind === 'daily' ? 0 : product.stock,
      by,
      product.allergens !== null,
      product.traces,
      product.kind === 'daily',
      ...toAvailabilityValues(product),
    ],
  );
  if (!row) throw new Error('insert-product returned no row');
  return toCatalogueProduct(row);
}

/** `version` is the version that the change is based on. */
export type ProductChange = Omit<ChangeProductRequest, 'price'> & { readonly price_minor: number };

/**
 * Changes everything of a product except its supply. Of two changes based on the same
 * version, the second fails.
 * @returns undefined when the product does not exist in this version
 */
export async function changeProduct(
  db: Queryable,
  id: number,
  change: ProductChange,
): Promise<CatalogueProduct | undefined> {
  const [row] = await db.query<CatalogueRow>(
    {
      name: 'change-product',
      text: `
        update products
        set name = $3, category = $4, description = $5, price_minor = $6,
          allergens = coalesce($7::text[], '{}'), allergens_declared = $12, traces = $13,
          lead_time_hours = $8, daily_capacity = $9, batch_size = $10, active = $11,
          (${availabilityColumns}) = row($14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24),
          version = version + 1
        where id = $1 and version = $2
        returning ${columns}`,
    },
    [
      id,
      change.version,
      change.name,
      change.category,
      change.description,
      change.price_minor,
      change.allergens,
      change.lead_time_hours,
      change.daily_capacity,
      change.batch_size,
      change.active,
      change.allergens !== null,
      change.traces,
      ...toAvailabilityValues(change),
    ],
  );
  return row && toCatalogueProduct(row);
}

export async function findCatalogueProduct(
  db: Queryable,
  id: number,
): Promise<CatalogueProduct | undefined> {
  const [row] = await db.query<CatalogueRow>(
    { name: 'find-catalogue-product', text: `select ${columns} from products where id = $1` },
    [id],
  );
  return row && toCatalogueProduct(row);
}

/**
 * Replaces the pools of a product.
 * @returns undefined when the product does not exist in this version
 */
export async function changeProductPools(
  db: Queryable,
  id: number,
  version: number,
  pools: readonly { readonly pool_id: number; readonly weight: number }[],
): Promise<CatalogueProduct | undefined> {
  const [changed] = await db.query<{ id: number }>(
    {
      name: 'change-product-pools',
      text: `
        with changed as (
          update products set version = version + 1 where id = $1 and version = $2 returning id
        ), removed as (
          delete from product_pools where product_id in (select id from changed) and pool_id <> all($3::integer[])
        ), written as (
          insert into product_pools (product_id, pool_id, weight)
          select id, pool_id, weight from changed, unnest($3::integer[], $4::integer[]) as p (pool_id, weight)
          on conflict (product_id, pool_id) do update set weight = excluded.weight
        )
        select id from changed`,
    },
    [id, version, pools.map(({ pool_id }) => pool_id), pools.map(({ weight }) => weight)],
  );
  return changed && findCatalogueProduct(db, id);
}

/**
 * Replaces or removes a product's picture.
 * @returns undefined when the product does not exist in this version
 */
export async function changePicture(
  db: Queryable,
  id: number,
  { version, picture }: { readonly version: number; readonly picture: string | null },
): Promise<CatalogueProduct | undefined> {
  const [row] = await db.query<CatalogueRow>(
    {
      name: 'change-picture',
      text: `
        update products set picture = $3, version = version + 1
        where id = $1 and version = $2
        returning ${columns}`,
    },
    [id, version, picture],
  );
  return row && toCatalogueProduct(row);
}

export type Moved =
  /** All products in their new order. */
  | { readonly kind: 'moved'; readonly productIds: readonly number[] }
  | { readonly kind: 'unknown-products'; readonly productIds: readonly number[] };

/**
 * Moves products in the catalogue. The other products keep their order, so that the moves of two
 * managers add up. The allocation lock prevents deadlocks with the processor, which locks several
 * products too.
 */
export function moveProducts({ product_ids, before }: MoveProductsRequest): Promise<Moved> {
  return inTransaction(
    async (transaction) => {
      const wanted = [...product_ids, ...(before === null ? [] : [before])];
      const unknown = await transaction.query<{ id: number }>(
        {
          name: 'find-unknown-products',
          text: `select id from unnest($1::integer[]) as id except select id from products`,
        },
        [wanted],
      );
      if (unknown.length > 0) {
        return { kind: 'unknown-products', productIds: unknown.map(({ id }) => id) };
      }
      const rows = await transaction.query<{ id: number }>(
        {
          name: 'move-products',
          text: `
            with others as (
              select id, row_number() over (order by position, id) as place
              from products where id <> all($1::integer[])
            ), gap as (
              -- Between the place of the next product and the place before it.
              select coalesce(
                (select place from others where id = $2::integer),
                (select count(*) + 1 from others)) - 0.5 as place
            ), arranged as (
              select id, row_number() over (order by place, turn) as position
              from (
                select id, place, 0 as turn from others
                union all
                select m.id, gap.place, m.turn
                from unnest($1::integer[]) with ordinality as m (id, turn), gap
              ) as placed
            ), moved as (
              update products p set position = a.position
              from arranged a
              where a.id = p.id and a.position <> p.position
            )
            select id from arranged order by position`,
        },
        [product_ids, before],
      );
      return { kind: 'moved', productIds: rows.map(({ id }) => id) };
    },
    [lockAllocation],
  );
}
