import type { ChangeClosureRequest, Closure } from '../../shared/contract/settings.ts';
import { deleteClosure, writeClosure } from '../../shared/db/closures.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { daysBetween, type LocalDate } from '../../shared/domain/calendar.ts';
import { businessDayOf } from '../../shared/domain/pickup.ts';
import { invalidRequest } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** A date further ahead is a typing error. */
const maxDaysAhead = 730;

/**
 * Closes a day. Accepted orders for the day stay, and staff inform their customers.
 * @throws DomainError `invalid` the day is over, or more than two years away · `conflict` open
 * orders are affected, and the client has not confirmed the list of these orders
 */
export async function closeDay(
  db: Queryable,
  by: StaffMember,
  date: LocalDate,
  { message, confirmation }: ChangeClosureRequest,
  now: Date,
): Promise<Closure> {
  // Hours may run past midnight, so the day before may still be open.
  const fault = faultOfDay(date, businessDayOf(await getPickupRules(db), now));
  if (fault !== null) {
    throw invalidRequest([{ path: '/path/date', message: fault }]);
  }
  await writeClosure({ date, message }, confirmation, now);
  logger.info('day closed', { date, by: by.name });
  return { date, message };
}

function faultOfDay(date: LocalDate, today: LocalDate): string | null {
  if (date < today) return 'This day is over';
  return daysBetween(today, date) > maxDaysAhead ? 'This day is more than two years away' : null;
}

/** Opens a day again; a day that is not closed stays unchanged. */
export async function openDay(db: Queryable, by: StaffMember, date: LocalDate): Promise<void> {
  const wasClosed = await deleteClosure(db, date);
  if (wasClosed) logger.info('day opened', { date, by: by.name });
}
