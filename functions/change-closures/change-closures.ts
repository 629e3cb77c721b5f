import type { Closure } from '../../shared/contract/settings.ts';
import { deleteClosure, writeClosure } from '../../shared/db/closures.ts';
import type { Queryable } from '../../shared/db/database.ts';
import type { LocalDate } from '../../shared/domain/calendar.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** Closes a day. Orders that were accepted for it stay: their customers want to be called. */
export async function closeDay(db: Queryable, by: StaffMember, closure: Closure): Promise<Closure> {
  await writeClosure(db, closure);
  logger.info('day closed', { date: closure.date, by: by.name });
  return closure;
}

/** Opens a day again; one that is not closed stays as it is. */
export async function openDay(db: Queryable, by: StaffMember, date: LocalDate): Promise<void> {
  const wasClosed = await deleteClosure(db, date);
  if (wasClosed) logger.info('day opened', { date, by: by.name });
}
