import type {
  ChangeSpecialDayRequest,
  SpecialDayResponse,
} from '../../shared/contract/settings.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getPickupRules } from '../../shared/db/settings.ts';
import { deleteSpecialDay, writeSpecialDay } from '../../shared/db/special-days.ts';
import { daysBetween, type LocalDate } from '../../shared/domain/calendar.ts';
import { findFaultsInSpecialHours } from '../../shared/domain/opening-hours.ts';
import { businessDayOf } from '../../shared/domain/pickup.ts';
import { invalidRequest } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** A date further ahead is a typing error. */
const maxDaysAhead = 730;

/**
 * Closes a day, or gives it hours of its own. Accepted orders for the day stay, and staff inform their customers.
 * @throws DomainError `invalid` the day is over, or more than two years away, or the hours are faulty · `conflict` open
 * orders are affected, and the client has not confirmed the list of these orders
 */
export async function changeSpecialDay(
  db: Queryable,
  by: StaffMember,
  date: LocalDate,
  { message, hours = [], confirmation }: ChangeSpecialDayRequest,
  now: Date,
): Promise<SpecialDayResponse> {
  const rules = await getPickupRules(db);
  // Hours may run past midnight, so the day before may still be open.
  const fault = faultOfDay(date, businessDayOf(rules, now));
  if (fault !== null) throw invalidRequest([{ path: '/path/date', message: fault }]);
  const faults = findFaultsInSpecialHours(rules, date, hours);
  if (faults.length > 0) {
    throw invalidRequest(faults.map((found) => ({ ...found, path: `/hours${found.path}` })));
  }
  await writeSpecialDay({ date, message, hours }, confirmation, now);
  logger.info('special day changed', { date, hours, by: by.name });
  return { date, message, hours };
}

function faultOfDay(date: LocalDate, today: LocalDate): string | null {
  if (date < today) return 'This day is over';
  return daysBetween(today, date) > maxDaysAhead ? 'This day is more than two years away' : null;
}

/**
 * Gives a day the usual hours of its weekday; a day that is not special stays unchanged.
 * @throws DomainError `conflict` open orders are affected, and the client has not confirmed the list of these orders
 */
export async function removeSpecialDay(
  by: StaffMember,
  date: LocalDate,
  confirmation: string | undefined,
  now: Date,
): Promise<void> {
  const wasSpecial = await deleteSpecialDay(date, confirmation, now);
  if (wasSpecial) logger.info('special day removed', { date, by: by.name });
}
