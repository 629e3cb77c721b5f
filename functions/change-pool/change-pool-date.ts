import { unknownPool } from '../../shared/domain/pools.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Answers a change of the capacity of a date.
 * @param changed whether the pool exists
 * @throws DomainError `not-found`
 */
export async function changePoolDate(
  { name: by }: StaffMember,
  id: number,
  changed: Promise<boolean>,
): Promise<undefined> {
  if (!(await changed)) throw unknownPool(id);
  logger.info('capacity of a pool changed', { pool_id: id, by });
}
