/** Names and products for tests of plans in the browser. */
import type pg from 'pg';

/** A date as pages in en-IN write it: "Sat, 5 Dec". */
export function nameOfDay(date: string): string {
  return new Intl.DateTimeFormat('en-IN', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(date));
}

/**
 * Takes all daily products off sale, and adds some with a plan of 20 units and a reserve of 5 on each weekday.
 * @returns the ids by name
 */
export async function replaceDailyProducts(
  database: pg.Pool,
  names: readonly string[],
): Promise<Record<string, number>> {
  await database.query('update products set active = not is_daily');
  const { rows } = await database.query<{ id: number; name: string }>(
    `with product as (
       insert into products (name, category, price_minor, kind, is_daily, stock, allergens, allergens_declared)
       select name, 'Bread', 1000, 'shelf', true, 0, '{}', true
       from unnest($1::text[]) with ordinality as n (name, no) order by no
       returning id, name
     ), planned as (
       insert into product_weekdays (product_id, weekday, units, reserve)
       select id, weekday, 20, 5 from product, generate_series(1, 7) weekday
     )
     select id, name from product`,
    [names],
  );
  return Object.fromEntries(rows.map(({ id, name }) => [name, id]));
}
