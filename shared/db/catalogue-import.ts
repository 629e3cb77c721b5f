import type {
  ImportPlan,
  KeyedCatalogue,
  KeyedGroup,
  KeyedOption,
  KeyedProduct,
  KeyedUse,
  ProductChange,
} from '../domain/catalogue-import.ts';
import type { OptionFields, ProductFields } from '../domain/catalogue-file.ts';
import { nearestMinorUnits, toMainUnit } from '../domain/money.ts';
import type { Queryable, Statement } from './database.ts';
import { declaredAllergens, declaredTraces } from './declared-allergens.ts';

/**
 * For the statements of an import: longer than those of other requests take. The server's own limits, which a connection
 * has from its start, are raised for the transaction.
 */
const timeoutMs = 12_000;
export const allowLongStatements = `
  set local statement_timeout = ${timeoutMs}; set local idle_in_transaction_session_timeout = ${timeoutMs}`;

type ProductRow = Omit<ProductFields, 'price' | 'sale_opens_at' | 'sale_closes_at'> & {
  readonly id: number;
  readonly key: string;
  readonly version: number;
  readonly stock: number | null;
  readonly price_minor: number;
  readonly sale_opens_at: Date | null;
  readonly sale_closes_at: Date | null;
};

type OptionRow = Omit<OptionFields, 'price'> &
  Pick<KeyedOption, 'key' | 'group' | 'isRetired'> & { readonly price_minor: number };

/**
 * The catalogue with its keys, in the order of the catalogue.
 * @param isLocked whether concurrent changes of these rows wait until the transaction ends
 */
export async function findKeyedCatalogue(
  db: Queryable,
  { isLocked = false }: { readonly isLocked?: boolean } = {},
): Promise<KeyedCatalogue> {
  const read = <Row>(name: string, text: string) =>
    db.query<Row>({
      name: isLocked ? `${name}-locked` : name,
      text: isLocked ? `${text} for no key update of t` : text,
      timeoutMs,
    });
  const [settings] = await db.query<{ currency: string; locale: string }>({
    name: 'find-currency-and-locale',
    text: `select currency, locale from settings`,
  });
  if (!settings) throw new Error('The database has no settings');
  const products = await read<ProductRow>('find-keyed-products', selectProducts);
  const groups = await read<KeyedGroup['fields'] & KeyedGroup>('find-keyed-groups', selectGroups);
  const options = await read<OptionRow>('find-keyed-options', selectOptions);
  const uses = await read<KeyedUse['fields'] & KeyedUse>('find-keyed-uses', selectUses);
  return {
    ...settings,
    products: products.map(toKeyedProduct),
    groups: groups.map(({ key, version, isRetired, ...fields }) => ({
      key,
      version,
      isRetired,
      fields,
    })),
    options: options.map(({ key, group, isRetired, price_minor, ...fields }) => ({
      key,
      group,
      isRetired,
      fields: { ...fields, price: toMainUnit(price_minor) },
    })),
    uses: uses.map(({ product, group, ...fields }) => ({ product, group, fields })),
  };
}

const selectProducts = `
  select id, import_key as key, version, case when supply = 'shelf' then stock end as stock, name, category, description,
    price_minor, supply as kind, active, ${declaredAllergens('t')} as allergens, ${declaredTraces('t')} as traces,
    lead_time_hours, lead_time_days, daily_capacity, batch_size, min_quantity, quantity_step, max_quantity,
    season_from::text as season_from, season_to::text as season_to, sale_opens_at, sale_closes_at, cut_off, cut_off_days,
    horizon_days
  from products t
  order by position, id`;

const selectGroups = `
  select import_key as key, version, retired_at is not null as "isRetired", name, kind, active, is_for_production, max_characters, characters
  from option_groups t
  order by position, id`;

const selectOptions = `
  select t.import_key as key, g.import_key as group, t.retired_at is not null as "isRetired", t.name, t.price_minor, t.active,
    t.allergens, t.without, t.lead_time_days, t.daily_limit
  from options t
  join option_groups g on g.id = t.group_id
  order by g.position, g.id, t.position, t.id`;

/** Default options that are retired are not offered, and so are no defaults. */
const selectUses = `
  select p.import_key as product, g.import_key as group, t.min, t.max, t.free,
    array(
      select o.import_key
      from unnest(t.defaults) with ordinality as d (id, no)
      join options o on o.id = d.id
      where o.retired_at is null
      order by d.no
    ) as defaults
  from product_option_groups t
  join products p on p.id = t.product_id
  join option_groups g on g.id = t.group_id
  order by p.position, p.id, t.position, g.position, g.id`;

function toKeyedProduct(row: ProductRow): KeyedProduct {
  const { id, key, version, stock, price_minor, sale_opens_at, sale_closes_at, ...fields } = row;
  return {
    id,
    key,
    version,
    stock,
    fields: {
      ...fields,
      price: toMainUnit(price_minor),
      sale_opens_at: sale_opens_at?.toISOString() ?? null,
      sale_closes_at: sale_closes_at?.toISOString() ?? null,
    },
  };
}

/** Writes a plan in a few statements of whole arrays. Products come before options, as in other transactions. */
export async function writeImport(db: Queryable, plan: ImportPlan, by: string): Promise<void> {
  const write = (statement: Statement, rows: readonly unknown[], ...values: readonly unknown[]) =>
    rows.length === 0
      ? []
      : db.query({ ...statement, timeoutMs }, [JSON.stringify(rows), ...values]);
  const isNew = ({ before }: { readonly before: unknown }) => before === null;
  const isOld = ({ before }: { readonly before: unknown }) => before !== null;
  await write(insertProducts, plan.products.filter(isNew).map(toProductRow), by);
  await write(updateProducts, plan.products.filter(isOld).map(toProductRow));
  const counts = plan.products.filter(({ before, stock }) => before !== null && stock !== null);
  await write(
    countStocks,
    counts.map(({ id, stock }) => ({ id, units: (stock?.after ?? 0) - (stock?.before ?? 0) })),
    by,
  );
  const groups = plan.groups.map(({ key, target }) => ({ key, ...target }));
  await write(writeGroups, groups);
  const options = plan.options.map(({ key, group, target: { price, ...target } }, no) => ({
    key,
    group_key: group,
    no,
    price_minor: nearestMinorUnits(price),
    ...target,
  }));
  await write(writeOptions, options);
  const uses = plan.uses.map(({ product, group, target }, no) => ({
    product_key: product,
    group_key: group,
    no,
    ...target,
  }));
  await write(writeUses, uses);
}

function toProductRow({ id, key, target, stock }: ProductChange, no: number) {
  const { price, kind, allergens, ...fields } = target;
  const isShelf = kind === 'shelf';
  return {
    ...fields,
    no,
    id,
    key,
    price_minor: nearestMinorUnits(price),
    // The previous release knows a daily product as a shelf product without stock.
    kind: kind === 'daily' ? 'shelf' : kind,
    is_daily: kind === 'daily',
    stock: kind === 'made_to_order' ? null : isShelf ? (stock?.after ?? 0) : 0,
    allergens: allergens ?? [],
    allergens_declared: allergens !== null,
  };
}

const availabilityColumns = `
  lead_time_hours, lead_time_days, daily_capacity, batch_size, min_quantity, quantity_step, max_quantity, season_from,
  season_to, sale_opens_at, sale_closes_at, cut_off, cut_off_days, horizon_days`;

const productRows = `
  jsonb_to_recordset($1::jsonb) as r (
    no integer, id integer, key text, name text, category text, description text, price_minor integer, kind text,
    is_daily boolean, stock integer, active boolean, allergens text[], allergens_declared boolean, traces text[],
    lead_time_hours integer, lead_time_days integer, daily_capacity integer, batch_size integer, min_quantity integer,
    quantity_step integer, max_quantity integer, season_from date, season_to date, sale_opens_at timestamptz,
    sale_closes_at timestamptz, cut_off text, cut_off_days integer, horizon_days integer)`;

const insertProducts: Statement = {
  name: 'import-products',
  text: `
    with created as (
      insert into products
        (import_key, name, category, description, price_minor, kind, is_daily, stock, active, allergens, allergens_declared,
         traces, ${availabilityColumns})
      select key, name, category, description, price_minor, kind, is_daily, stock, active, allergens, allergens_declared,
        traces, ${availabilityColumns}
      from ${productRows}
      order by no
      returning id, stock
    )
    insert into stock_movements (product_id, units, reason, by)
    select id, stock, 'delivery', $2 from created where stock > 0`,
};

/** The rows are locked, so their versions are those that the plan is based on. */
const updateProducts: Statement = {
  name: 'import-changed-products',
  text: `
    update products p
    set name = r.name, category = r.category, description = r.description, price_minor = r.price_minor, active = r.active,
      allergens = r.allergens, allergens_declared = r.allergens_declared, traces = r.traces,
      (${availabilityColumns}) = row(${availabilityColumns.replaceAll(/\w+/g, 'r.$&')}),
      version = p.version + 1
    from ${productRows}
    where p.id = r.id`,
};

const countStocks: Statement = {
  name: 'import-stocks',
  text: `
    with counted as (
      select * from jsonb_to_recordset($1::jsonb) as r (id integer, units integer)
    ), moved as (
      insert into stock_movements (product_id, units, reason, by) select id, units, 'count', $2 from counted
    )
    update products p set stock = p.stock + c.units from counted c where p.id = c.id`,
};

/** A new group comes last. */
const writeGroups: Statement = {
  name: 'import-groups',
  text: `
    insert into option_groups as g
      (import_key, name, kind, active, is_for_production, max_characters, characters, position)
    select key, name, kind, active, is_for_production, max_characters, characters,
      (select coalesce(max(position), 0) from option_groups) + row_number() over ()
    from jsonb_to_recordset($1::jsonb) as r (
      key text, name text, kind text, active boolean, is_for_production boolean, max_characters smallint, characters text)
    on conflict (import_key) do update
    set name = excluded.name, active = excluded.active, is_for_production = excluded.is_for_production,
      max_characters = excluded.max_characters, characters = excluded.characters, version = g.version + 1`,
};

/** New options come last in their group, in the order of the file. A group has another version when an option changes. */
const writeOptions: Statement = {
  name: 'import-options',
  text: `
    with r as (
      select g.id as group_id, r.*
      from jsonb_to_recordset($1::jsonb) as r (
        no integer, key text, group_key text, name text, price_minor integer, active boolean, allergens text[],
        without text[], lead_time_days smallint, daily_limit integer)
      join option_groups g on g.import_key = r.group_key
    ), touched as (
      update option_groups set version = version + 1 where id in (select group_id from r)
    )
    insert into options
      (import_key, group_id, position, name, price_minor, active, allergens, without, lead_time_days, daily_limit)
    select r.key, r.group_id, coalesce(last.position, 0) + row_number() over (partition by r.group_id order by r.no), r.name,
      r.price_minor, r.active, r.allergens, r.without, r.lead_time_days, r.daily_limit
    from r
    left join lateral (select max(position) as position from options o where o.group_id = r.group_id) last on true
    on conflict (import_key) do update
    set name = excluded.name, price_minor = excluded.price_minor, active = excluded.active, allergens = excluded.allergens,
      without = excluded.without, lead_time_days = excluded.lead_time_days, daily_limit = excluded.daily_limit`,
};

/** A group comes last at its product, in the order of the file. */
const writeUses: Statement = {
  name: 'import-uses',
  text: `
    insert into product_option_groups (product_id, group_id, position, min, max, free, defaults)
    select p.id, g.id, coalesce(last.position, 0) + row_number() over (partition by p.id order by r.no), r.min, r.max, r.free,
      array(
        select o.id
        from unnest(r.defaults) with ordinality as d (key, no)
        join options o on o.import_key = d.key
        order by d.no)
    from jsonb_to_recordset($1::jsonb) as r (
      no integer, product_key text, group_key text, min smallint, max smallint, free smallint, defaults text[])
    join products p on p.import_key = r.product_key
    join option_groups g on g.import_key = r.group_key
    left join lateral (
      select max(position) as position from product_option_groups a where a.product_id = p.id) last on true
    on conflict (product_id, group_id) do update
    set min = excluded.min, max = excluded.max, free = excluded.free, defaults = excluded.defaults`,
};
