import type { Queryable } from '../../shared/db/database.ts';
import { deletePool } from '../../shared/db/pools.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { unknownPool } from '../../shared/domain/pools.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** @throws DomainError `not-found` · `conflict` a product uses the pool */
export async function removePool(
  db: Queryable,
  { name: by }: StaffMember,
  id: number,
): Promise<undefined> {
  const outcome = await deletePool(db, id);
  if (outcome === 'unknown') throw unknownPool(id);
  if (outcome === 'used')
    throw new DomainError('conflict', 'pool-in-use', 'Products use this pool.');
  logger.info('pool deleted', { pool_id: id, by });
}
