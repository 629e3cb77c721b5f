import type { CreatePoolRequest, Pool } from '../../shared/contract/pools.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { insertPool } from '../../shared/db/pools.ts';
import { takenPoolName } from '../../shared/domain/pools.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/** @throws DomainError `invalid` another pool has this name */
export async function createPool(
  db: Queryable,
  by: StaffMember,
  request: CreatePoolRequest,
): Promise<Pool> {
  const pool = await insertPool(db, request);
  if (!pool) throw takenPoolName();
  logger.info('pool created', { pool_id: pool.id, by: by.name });
  return pool;
}
