import {
  type ListDaysQuery,
  type ListDaysResponse,
  usualDays,
} from '../../shared/contract/days.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { countDays } from '../../shared/db/days.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { addDays, dateAt, dayBounds } from '../../shared/domain/calendar.ts';
import { toDayOrders } from '../../shared/domain/day-orders.ts';
import { hasHours } from '../../shared/domain/pickup.ts';

/** The orders of some days, by default of today and the thirteen days after it. */
export async function listDays(
  db: Queryable,
  { from, days = usualDays }: ListDaysQuery,
  now: Date,
): Promise<ListDaysResponse> {
  const rules = await getPickupRules(db);
  const today = dateAt(now, rules.timeZone);
  const dates = Array.from({ length: days }, (_, n) => addDays(from ?? today, n));
  const bounds = dates.map((date) => ({ date, ...dayBounds(date, rules.timeZone) }));
  const { counts, needsAttention } = await countDays(db, bounds);
  const byDate = Map.groupBy(counts, ({ date }) => date);
  return {
    today,
    days: dates.map((date) => {
      const ofDay = byDate.get(date) ?? [];
      const closure = ofDay[0]?.closure ?? null;
      const isOpen = closure === null && hasHours(rules, date);
      return { date, ...toDayOrders(ofDay), is_open: isOpen, closure };
    }),
    needs_attention: needsAttention,
  };
}
