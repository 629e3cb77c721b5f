import type { ChangePoolRequest, Pool } from '../../shared/contract/pools.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { changePool as changeInDatabase } from '../../shared/db/pools.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { takenPoolName, unknownPool } from '../../shared/domain/pools.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Changes a pool, if its version is current. Orders keep what they have taken.
 * @throws DomainError `not-found` · `invalid` another pool has this name · `conflict` the version is not the current one
 */
export async function changePool(
  db: Queryable,
  by: StaffMember,
  id: number,
  change: ChangePoolRequest,
): Promise<Pool> {
  const changed = await changeInDatabase(db, id, change);
  switch (changed.kind) {
    case 'changed':
      logger.info('pool changed', { pool_id: id, version: changed.pool.version, by: by.name });
      return changed.pool;
    case 'unknown':
      throw unknownPool(id);
    case 'name-taken':
      throw takenPoolName();
    case 'stale':
      throw new DomainError(
        'conflict',
        'stale-version',
        `Pool ${id} has changed. Load it again before you change it.`,
        { faults: [{ path: '/version', message: 'Not the current version' }] },
      );
  }
}
