import { addDays, type DayBounds, dayBounds, type LocalDate } from '../domain/calendar.ts';
import type { OrderEnd } from '../domain/order-change.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import { businessDayOf, type SpecialDay, usualHoursOf } from '../domain/pickup.ts';
import { patienceSeconds } from '../domain/trouble.ts';
import { daysOver, type DaysOver } from '../domain/uncollected.ts';
import { isOnDay } from './business-day.ts';
import type { Queryable } from './database.ts';
import { getPickupRules, hoursOfRow } from './settings.ts';
import { listShortfalls } from './shortfalls.ts';
import { isTroubled } from './trouble.ts';
import { isUncollected } from './uncollected-orders.ts';

/** The orders of one day with one status; `status` is null for a day without orders. */
export interface DayCount {
  readonly status: OrderStatus | null;
  readonly end: OrderEnd | null;
  readonly orders: number;
  readonly units: number;
  readonly made_to_order: number;
  /** The value of these orders in the bakery's currency. */
  readonly revenue_minor: number;
}

export interface CountedDay {
  readonly date: LocalDate;
  readonly isOpen: boolean;
  readonly specialDay: SpecialDay | null;
  readonly counts: readonly DayCount[];
}

export interface CountedDays {
  /** The business day: until the hours of a night end, the day on which they began. */
  readonly today: LocalDate;
  readonly days: readonly CountedDay[];
  /** The number of orders and supplies that need attention, of any day. */
  readonly needsAttention: number;
}

/**
 * The orders of some days by status.
 * @param from the first day; today when undefined
 */
export async function countDays(
  db: Queryable,
  { from, days }: { readonly from?: LocalDate | undefined; readonly days: number },
  now: Date,
): Promise<CountedDays> {
  const rules = await getPickupRules(db);
  const today = businessDayOf(rules, now);
  const dates = Array.from({ length: days }, (_, n) => addDays(from ?? today, n));
  const { text, values } = daysStatement(
    dates.map((date) => ({ date, ...dayBounds(date, rules.timeZone) })),
    daysOver(rules, now),
  );
  const [rows, shortfalls] = await Promise.all([
    db.query<CountedRow>({ name: 'count-days', text }, values),
    listShortfalls(db, rules, now),
  ]);
  const byDate = Map.groupBy(rows, ({ date }) => date);
  return {
    today,
    days: dates.map((date) => {
      const counts = byDate.get(date) ?? [];
      const specialDay = counts[0]?.special_day ?? null;
      const hours = specialDay?.hours ?? usualHoursOf(rules, date);
      return { date, specialDay, isOpen: hours.length > 0, counts };
    }),
    needsAttention: (rows[0]?.needs_attention ?? 0) + shortfalls.length,
  };
}

type Day = DayBounds & { readonly date: LocalDate };

type CountedRow = DayCount & {
  readonly date: LocalDate;
  readonly special_day: SpecialDay | null;
  readonly needs_attention: number;
};

/** At least one row for each day. */
export function daysStatement(days: readonly Day[], over: DaysOver) {
  return {
    text: `
      with attention as (
        select (
          (select count(*) from orders o where ${isTroubled('$4')})
          + (select count(*) from orders o where ${isUncollected} and o.pickup_date between $5 and $6)
          )::integer as needs_attention
      ), counted as (
        select d.date::text,
          case when c.date is not null
            then jsonb_build_object('message', c.message, 'hours', ${hoursOfRow}) end as special_day,
          o.status,
          case when o.collected_at is not null then 'collected' when o.missed_at is not null then 'missed' end
            as "end",
          count(o.id)::integer as orders, coalesce(sum(l.units), 0)::integer as units,
          count(*) filter (where l.is_made)::integer as made_to_order,
          coalesce(sum(l.minor) filter (where o.currency = s.currency), 0)::float8 as revenue_minor
        from unnest($1::date[], $2::timestamptz[], $3::timestamptz[]) as d (date, starts_at, ends_at)
        cross join settings s
        left join closures c on c.date = d.date
        left join orders o on ${isOnDay('d.date', 'd.starts_at', 'd.ends_at')}
        left join lateral (
          select sum(quantity) as units, sum(quantity::bigint * unit_price_minor) as minor,
            bool_or(kind = 'made_to_order') as is_made
          from order_lines join products on id = product_id
          where order_id = o.id) as l on true
        group by d.date, c.date, o.status, "end"
      )
      select * from counted, attention`,
    values: [
      days.map(({ date }) => date),
      days.map(({ from }) => from),
      days.map(({ to }) => to),
      patienceSeconds,
      over.first,
      over.last,
    ],
  };
}
