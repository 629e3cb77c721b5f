import type { CatalogueProduct } from '../../shared/contract/catalogue.ts';
import type { ChangeProductPoolsRequest } from '../../shared/contract/pools.ts';
import {
  changeProductPools as changeInDatabase,
  findProductKind,
} from '../../shared/db/catalogue.ts';
import { isForeignKeyRefusal, type Queryable } from '../../shared/db/database.ts';
import { findUnknownPools } from '../../shared/db/pools.ts';
import { staleProduct } from '../../shared/domain/catalogue.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { invalidRequest, unknownProduct } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Changes the pools of a product, if its version is current. Orders keep what they have taken.
 * @throws DomainError `not-found` no such product · `invalid` no such pool · `conflict` a shelf product, or the version is not
 * the current one
 */
export async function changeProductPools(
  db: Queryable,
  by: StaffMember,
  id: number,
  { pools, version }: ChangeProductPoolsRequest,
): Promise<CatalogueProduct> {
  const kind = await findProductKind(db, id);
  if (!kind) throw unknownProduct([id]);
  if (kind === 'shelf' && pools.length > 0) {
    throw new DomainError('conflict', 'uses-no-pools', 'A shelf product uses no pools.');
  }
  await refuseUnknownPools(db, pools);
  const changed = await changeInDatabase(db, id, version, pools).catch(async (error: unknown) => {
    // A pool was deleted after the check.
    if (isForeignKeyRefusal(error)) await refuseUnknownPools(db, pools);
    throw error;
  });
  if (!changed) throw staleProduct(id);
  logger.info('pools of a product changed', { product_id: id, by: by.name });
  return changed;
}

async function refuseUnknownPools(db: Queryable, pools: ChangeProductPoolsRequest['pools']) {
  const unknown = await findUnknownPools(
    db,
    pools.map(({ pool_id }) => pool_id),
  );
  const faults = pools.flatMap(({ pool_id }, at) =>
    unknown.includes(pool_id)
      ? [{ path: `/pools/${at}/pool_id`, message: 'There is no such pool' }]
      : [],
  );
  if (faults.length > 0) throw invalidRequest(faults);
}
