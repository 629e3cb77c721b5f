import {
  type ListDaysQuery,
  type ListDaysResponse,
  usualDays,
} from '../../shared/contract/days.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { countDays } from '../../shared/db/days.ts';
import { findPause } from '../../shared/db/pause.ts';
import { toDayOrders } from '../../shared/domain/day-orders.ts';
import { closureOf } from '../../shared/domain/pickup.ts';

/** The orders of some days, by default of today and the thirteen days after it. */
export async function listDays(
  db: Queryable,
  { from, days: length = usualDays }: ListDaysQuery,
  now: Date,
): Promise<ListDaysResponse> {
  const [{ today, days, needsAttention }, pause] = await Promise.all([
    countDays(db, { from, days: length }, now),
    findPause(db, now),
  ]);
  return {
    today,
    days: days.map(({ date, isOpen, specialDay, counts }) => ({
      date,
      is_open: isOpen,
      special_day: specialDay,
      closure: closureOf(specialDay),
      ...toDayOrders(counts),
    })),
    pause,
    needs_attention: needsAttention,
  };
}
