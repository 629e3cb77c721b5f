import type { ListDayMovementsResponse } from '../contract/day-books.ts';
import { type LocalDate, weekdayOf } from '../domain/calendar.ts';
import type { Queryable } from './database.ts';

/**
 * SQL: a statement of a `with` query that records the differences of the relation `difference` (product_id, date,
 * weekday, what, units_before, units_after). The allocation lock must be held, so that the units before are true.
 * @param by SQL for the signature of the staff member
 */
export const recordDifferences = (by: string) => `
  recorded as (
    insert into day_movements (product_id, date, weekday, what, units_before, units_after, by)
    select product_id, date, weekday, what, units_before, units_after, ${by}
    from difference
    where units_before is distinct from units_after
  )`;

type Movement = ListDayMovementsResponse['movements'][number];
type MovementRow = Omit<Movement, 'at'> & { readonly at: Date };

/**
 * The newest changes of a product's plan and books on a date, newest first. Changes of its weekday are among them.
 * @returns undefined when the product does not exist
 */
export async function findDayMovements(
  db: Queryable,
  productId: number,
  date: LocalDate,
): Promise<Movement[] | undefined> {
  const rows = await db.query<MovementRow | { readonly id: null }>(
    {
      name: 'find-day-movements',
      text: `
        select m.id::float8, m.at, m.by, m.what, m.weekday, m.units_before as "from", m.units_after as "to"
        from products p
        left join lateral (
          select * from day_movements
          where product_id = p.id and (date = $2::date or weekday = $3)
          order by id desc
          limit 200
        ) m on true
        where p.id = $1
        order by m.id desc`,
    },
    [productId, date, weekdayOf(date)],
  );
  if (rows.length === 0) return undefined;
  return rows.flatMap((row) => (row.id === null ? [] : [{ ...row, at: row.at.toISOString() }]));
}
