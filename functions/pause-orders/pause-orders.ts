import type { Pause, PauseOrdersRequest } from '../../shared/contract/pause.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { writePause } from '../../shared/db/pause.ts';
import { invalidRequest } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** A longer pause is a special day. */
const longestMs = 7 * 86_400_000;

/**
 * Refuses new online orders until a time. A second pause replaces the first one.
 * @throws DomainError `invalid` the time is over, or more than seven days away
 */
export async function pauseOrders(
  db: Queryable,
  by: StaffMember,
  { until, message }: PauseOrdersRequest,
  now: Date,
): Promise<Pause> {
  const fault = faultOf(until.getTime() - now.getTime());
  if (fault !== null) throw invalidRequest([{ path: '/until', message: fault }]);
  await writePause(db, until, message);
  logger.info('online orders paused', { until, by: by.name });
  return { until: until.toISOString(), message };
}

function faultOf(ms: number): string | null {
  if (ms <= 0) return 'This time is over';
  return ms > longestMs ? 'This time is more than seven days away' : null;
}

export async function resumeOrders(db: Queryable, by: StaffMember): Promise<void> {
  await writePause(db, null, '');
  logger.info('online orders resumed', { by: by.name });
}
