import type { Claim } from '../domain/claims.ts';

/** The columns of a claim, with their types; the table `claims` has the same. */
const columns = {
  order_id: 'integer',
  no: 'integer',
  line_no: 'integer',
  source: 'text',
  product_id: 'integer',
  pool_id: 'integer',
  option_id: 'integer',
  date: 'date',
  starts_at: 'timestamptz',
  ends_at: 'timestamptz',
  units: 'integer',
} as const;

export type ClaimColumn = keyof typeof columns;

const names = Object.keys(columns) as ClaimColumn[];

/**
 * SQL for rows of claims from the arrays of `toClaimArrays`.
 * @param first the number of the first parameter
 */
export function selectClaims(first: number): string {
  const arrays = Object.values(columns).map((type, at) => `$${first + at}::${type}[]`);
  return `select * from unnest(${arrays.join(', ')}) as c (${names.join(', ')})`;
}

/** An array for each column. */
export function toClaimArrays(
  orders: readonly { readonly orderId: number; readonly claims: readonly Claim[] }[],
): unknown[][] {
  const rows = orders.flatMap(({ orderId, claims }) =>
    claims.map((claim, at): Record<ClaimColumn, unknown> => ({
      order_id: orderId,
      no: at + 1,
      line_no: 'lineNo' in claim ? claim.lineNo : null,
      source: claim.source,
      product_id: 'productId' in claim ? claim.productId : null,
      pool_id: 'poolId' in claim ? claim.poolId : null,
      option_id: 'optionId' in claim ? claim.optionId : null,
      date: 'date' in claim ? claim.date : null,
      starts_at: 'startsAt' in claim ? claim.startsAt : null,
      ends_at: 'endsAt' in claim ? claim.endsAt : null,
      units: claim.units,
    })),
  );
  return arrangeColumns((name) => rows.map((row) => row[name]));
}

/** The value of each column, in the order of the parameters of `selectClaims`. */
export function arrangeColumns<Value>(valueOf: (column: ClaimColumn) => Value): Value[] {
  return names.map(valueOf);
}

/** SQL: a statement of a `with` query that inserts the claims of the relation `claimed`. */
export const insertClaims = `
  claim as (
    insert into claims (${names.join(', ')}) select ${names.join(', ')} from claimed
  )`;

/** SQL: a statement of a `with` query that counts the units of pools in the relation `claimed` as taken. */
export const takePools = `
  pool_taken as (
    insert into pool_days as d (pool_id, date, units_taken)
    ${sumOf('claimed', ['pool'], 'pool_id, date', 'bigint')}
    on conflict (pool_id, date) do update set units_taken = d.units_taken + excluded.units_taken
  )`;

const takeOptions = `
  option_taken as (
    insert into option_days as d (option_id, date, units_taken)
    ${sumOf('claimed', ['option'], 'option_id, date')}
    on conflict (option_id, date) do update set units_taken = d.units_taken + excluded.units_taken
  )`;

/**
 * SQL: statements of a `with` query that insert the claims of the relation `claimed` and count their units as taken.
 * @param by SQL for the signature on the stock movements
 */
export const takeClaimed = (by: string) => `
  ${insertClaims.trim()}, stock_taken as (
    update products p set stock = p.stock - c.units
    from (${sumOf('claimed', ['stock'], 'product_id')}) c
    where p.id = c.product_id
  ), stock_moved as (
    insert into stock_movements (order_id, product_id, units, reason, by)
    select order_id, product_id, -units, 'order', ${by}
    from (${sumOf('claimed', ['stock'], 'order_id, product_id')}) c
  ), capacity_taken as (
    insert into baking_days as d (product_id, date, units_taken)
    ${sumOf('claimed', ['plan', 'capacity'], 'product_id, date')}
    on conflict (product_id, date) do update set units_taken = d.units_taken + excluded.units_taken
  ), ${takePools.trim()}, ${takeOptions.trim()}, span_taken as (
    insert into pickup_spans as s (starts_at, ends_at, units_taken)
    ${sumOf('claimed', ['slot'], 'starts_at, ends_at')}
    on conflict (starts_at, ends_at) do update set units_taken = s.units_taken + excluded.units_taken
  ), slot_taken as (
    -- Read by the previous release.
    insert into pickup_slots as s (starts_at, units_taken)
    ${sumOf('claimed', ['slot'], 'starts_at')}
    on conflict (starts_at) do update set units_taken = s.units_taken + excluded.units_taken
  )`;

/**
 * SQL: statements of a `with` query that delete all claims of some orders and count their units as free. A trigger counts
 * those of pools and options (migration 0030).
 * @param orderIds SQL for an array; `by` SQL for the signature on the stock movements
 */
export const releaseClaims = (orderIds: string, by: string) => `
  released as (
    delete from claims where order_id = any(${orderIds}) returning *
  ), stock_released as (
    update products p set stock = p.stock + c.units
    from (${sumOf('released', ['stock'], 'product_id')}) c
    where p.id = c.product_id and p.supply = 'shelf'
  ), stock_moved as (
    insert into stock_movements (order_id, product_id, units, reason, by)
    select order_id, product_id, units, 'cancelled', ${by}
    from (${sumOf('released', ['stock'], 'order_id, product_id')}) c
    union all
    -- An old order may hold stock that ended with the supply of its product.
    select null, product_id, -units, 'supply', ${by}
    from (${sumOf('released', ['stock'], 'product_id')}) c
    join products p on p.id = c.product_id and p.supply <> 'shelf'
  ), capacity_released as (
    update baking_days d set units_taken = d.units_taken - c.units
    from (${sumOf('released', ['plan', 'capacity'], 'product_id, date')}) c
    where d.product_id = c.product_id and d.date = c.date
  ), span_released as (
    update pickup_spans s set units_taken = s.units_taken - c.units
    from (${sumOf('released', ['slot'], 'starts_at, ends_at')}) c
    where s.starts_at = c.starts_at and s.ends_at = c.ends_at
  ), slot_released as (
    update pickup_slots s set units_taken = s.units_taken - c.units
    from (${sumOf('released', ['slot'], 'starts_at')}) c
    where s.starts_at = c.starts_at
  )`;

function sumOf(
  relation: string,
  sources: readonly Claim['source'][],
  by: string,
  type = 'integer',
): string {
  const isWanted = `source in (${sources.map((source) => `'${source}'`).join(', ')})`;
  return `select ${by}, sum(units)::${type} as units from ${relation} where ${isWanted} group by ${by}`;
}
