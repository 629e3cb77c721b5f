import type { BakeSheetLine, PlannedUnits } from '../domain/bake-sheet.ts';
import { type DayBounds, type LocalDate, weekdayOf } from '../domain/calendar.ts';
import { isOnDay } from './business-day.ts';
import { completedBy } from './completed-by.ts';
import type { Queryable } from './database.ts';
import { declaredAllergens, declaredTraces } from './declared-allergens.ts';
import { type LineOptionsRow, toLineOptions } from './line-options.ts';

/**
 * The lines of all orders of a business day that are accepted now or were accepted at the
 * cut-off, by product in the order of the catalogue, then by pickup time. The state at the cut-off comes from the timeline.
 */
export async function findBakeSheetLines(
  db: Queryable,
  date: LocalDate,
  { from, to }: DayBounds,
  cutOff: Date,
): Promise<BakeSheetLine[]> {
  const rows = await db.query<Omit<BakeSheetLine, 'options'> & LineOptionsRow>(
    {
      name: 'find-bake-sheet-lines',
      text: `
        with due as (
          select o.id, o.pickup_at, o.status, o.missed_at,
            coalesce((${completedBy}) = 'processor', false) as is_set_aside,
            (select to_status from order_timeline t
             where t.order_id = o.id and t.at <= $3
             order by t.id desc limit 1) as status_at_cut_off
          from orders o
          where ${isOnDay('$4', '$1', '$2')} and o.pickup_at is not null
        )
        select d.id as "orderId", d.pickup_at as "pickupAt", l.product_id as "productId",
          p.name as "productName", p.position, p.supply as kind, p.batch_size as "batchSize", l.quantity, l.note,
          l.choices, l.texts,
          ${declaredAllergens('l')} as allergens, l.traces,
          d.status in ('Processing', 'Completed') as "isWanted",
          d.status = 'Completed' or d.missed_at is not null as "isDone", d.is_set_aside as "isSetAside",
          coalesce(d.status_at_cut_off in ('Processing', 'Completed'), false) as "wasWanted"
        from due d
        join order_lines l on l.order_id = d.id
        join products p on p.id = l.product_id
        where d.status in ('Processing', 'Completed')
          or d.status_at_cut_off in ('Processing', 'Completed')
        order by p.position, p.id, d.pickup_at, d.id, l.line_no`,
    },
    [from, to, cutOff, date],
  );
  return rows.map(({ choices, texts, ...line }) => ({
    ...line,
    options: toLineOptions({ choices, texts }).filter(({ is_for_production }) => is_for_production),
  }));
}

/** The daily products with their plans for a day; one that is off sale is not baked. */
export function findPlannedUnits(db: Queryable, date: LocalDate): Promise<PlannedUnits[]> {
  return db.query<PlannedUnits>(
    {
      name: 'find-planned-units',
      text: `
        select p.id as "productId", p.name as "productName", p.position, p.batch_size as "batchSize",
          case when p.active then coalesce(d.units, w.units, 0) else 0 end as planned, b.baked,
          ${declaredAllergens('p')} as allergens, ${declaredTraces('p')} as traces
        from products p
        left join product_dates d on d.product_id = p.id and d.date = $1::date
        left join product_weekdays w on w.product_id = p.id and w.weekday = $2::smallint
        left join day_books b on b.product_id = p.id and b.date = $1::date
        where p.is_daily`,
    },
    [date, weekdayOf(date)],
  );
}
