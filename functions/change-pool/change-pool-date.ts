import type { ChangePoolDateRequest } from '../../shared/contract/pools.ts';
import { writePoolDate } from '../../shared/db/pools.ts';
import type { LocalDate } from '../../shared/domain/calendar.ts';
import { unknownPool } from '../../shared/domain/pools.ts';
import { staleNumbers } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Changes the capacity of a pool on a date.
 * @throws DomainError `not-found` · `conflict` the capacity is not as expected
 */
export async function changePoolDate(
  { name: by }: StaffMember,
  { id, date }: { readonly id: number; readonly date: LocalDate },
  { units, expected }: ChangePoolDateRequest,
): Promise<undefined> {
  const written = await writePoolDate(id, date, units, expected?.units);
  switch (written.kind) {
    case 'written':
      logger.info('capacity of a pool changed', { pool_id: id, by });
      return undefined;
    case 'unknown':
      throw unknownPool(id);
    case 'stale':
      throw staleNumbers([{ path: '/expected/units', current: written.current }]);
  }
}
