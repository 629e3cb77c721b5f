import { sql } from './database.ts';

/**
 * Adds a pool with the same capacity for each weekday. @param weights by product
 * @returns the pool's id
 */
export async function addPool(
  units: number,
  weights: ReadonlyMap<number, number>,
): Promise<number> {
  const [row] = await sql<{ id: number }>(
    `with pool as (
       insert into pools (name, name_key, unit)
       select 'Pool ' || n, 'pool ' || n, 'trays' from (select count(*) + 1 as n from pools) as c
       returning id
     ), weekdays as (
       insert into pool_weekdays (pool_id, weekday, units)
       select id, weekday, $1 from pool, generate_series(1, 7) as weekday
     ), uses as (
       insert into product_pools (product_id, pool_id, weight)
       select product_id, id, weight from pool, unnest($2::integer[], $3::integer[]) as u (product_id, weight)
     )
     select id from pool`,
    [units, [...weights.keys()], [...weights.values()]],
  );
  return row?.id ?? 0;
}
