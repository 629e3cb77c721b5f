import type { ListSpecialDaysResponse, SpecialDayResponse } from '../contract/settings.ts';
import { addDays, dateAt, dayBounds, type LocalDate } from '../domain/calendar.ts';
import { requireConfirmation } from './affected-orders.ts';
import { lockAllocation } from './allocation-lock.ts';
import { isOnDay } from './business-day.ts';
import { inTransaction, type Queryable } from './database.ts';
import { isOpenOrder } from './open-orders.ts';
import { getPickupRules, getTimeZone, hoursOfRow } from './settings.ts';

/** The special days of the last 365 days and the future, each with its number of open orders. */
export async function findSpecialDays(db: Queryable, now: Date): Promise<ListSpecialDaysResponse> {
  const rows = await db.query<SpecialDayResponse & { time_zone: string }>(
    {
      name: 'find-special-days',
      text: `
        select date::text, message, ${hoursOfRow} as hours, time_zone from closures, settings
        where date >= $1::date
        order by date`,
    },
    // The bakery's date is the date in UTC, or the day before or after it.
    [addDays(dateAt(now, 'UTC'), -366)],
  );
  const days = rows.filter(({ date, time_zone }) => date >= addDays(dateAt(now, time_zone), -365));
  const counts = await countOpenOrders(
    db,
    days.map(({ date }) => date),
  );
  return days.map(({ date, message, hours }) => ({
    date,
    message,
    hours,
    orders: counts.get(date) ?? 0,
  }));
}

/** The number of open orders per business day. */
async function countOpenOrders(
  db: Queryable,
  dates: readonly LocalDate[],
): Promise<Map<LocalDate, number>> {
  if (dates.length === 0) return new Map();
  const timeZone = await getTimeZone(db);
  const bounds = dates.map((date) => dayBounds(date, timeZone));
  const rows = await db.query<{ date: LocalDate; orders: number }>(
    {
      name: 'count-open-orders',
      text: `
        select d.date::text, count(*)::integer as orders
        from unnest($1::date[], $2::timestamptz[], $3::timestamptz[]) as d (date, starts_at, ends_at)
        join orders o on ${isOnDay('d.date', 'd.starts_at', 'd.ends_at')}
        where o.pickup_at is not null and ${isOpenOrder}
        group by d.date`,
    },
    [dates, bounds.map(({ from }) => from), bounds.map(({ to }) => to)],
  );
  return new Map(rows.map(({ date, orders }) => [date, orders]));
}

/**
 * Closes a day, or gives it hours of its own.
 * @param confirmation of the affected orders
 * @throws DomainError `conflict` open orders are affected and the client has not confirmed them
 */
export async function writeSpecialDay(
  { date, message, hours }: SpecialDayResponse,
  confirmation: string | undefined,
  now: Date,
): Promise<void> {
  await changeRules(confirmation, now, (transaction) =>
    transaction.query(
      {
        name: 'write-special-day',
        text: `
          insert into closures (date, message, hours) values ($1, $2, $3::jsonb)
          on conflict (date) do update set message = excluded.message, hours = excluded.hours`,
      },
      [date, message, hours.length === 0 ? null : JSON.stringify(hours)],
    ),
  );
}

/**
 * @param confirmation of the affected orders
 * @returns whether the day was a special day
 * @throws DomainError `conflict` open orders are affected and the client has not confirmed them
 */
export async function deleteSpecialDay(
  date: LocalDate,
  confirmation: string | undefined,
  now: Date,
): Promise<boolean> {
  const deleted = await changeRules(confirmation, now, (transaction) =>
    transaction.query(
      { name: 'delete-special-day', text: `delete from closures where date = $1 returning 1` },
      [date],
    ),
  );
  return deleted.length > 0;
}

/** The allocation lock is held, so that no order is accepted by the earlier rules afterwards. */
function changeRules<Result>(
  confirmation: string | undefined,
  now: Date,
  change: (transaction: Queryable) => Promise<Result>,
): Promise<Result> {
  return inTransaction(
    async (transaction) => {
      const before = await getPickupRules(transaction);
      const result = await change(transaction);
      const after = await getPickupRules(transaction);
      await requireConfirmation(transaction, { before, after, now, confirmation });
      return result;
    },
    [lockAllocation],
  );
}
