import type { CatalogueProduct } from '../../shared/contract/catalogue.ts';
import type { ChangeProductOptionGroupsRequest } from '../../shared/contract/options.ts';
import { findProductKind } from '../../shared/db/catalogue.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { changeProductOptionGroups as changeInDatabase } from '../../shared/db/option-groups.ts';
import { staleProduct } from '../../shared/domain/catalogue.ts';
import { faultsOfProductGroups } from '../../shared/domain/option-groups.ts';
import { invalidRequest, unknownProduct } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Changes the groups of options of a product, if its version is current. Orders keep what they were placed with.
 * @throws DomainError `not-found` no such product · `invalid` · `conflict` the version is not the current one
 */
export async function changeProductOptionGroups(
  db: Queryable,
  { name: by }: StaffMember,
  id: number,
  { option_groups: groups, version }: ChangeProductOptionGroupsRequest,
): Promise<CatalogueProduct> {
  if (!(await findProductKind(db, id))) throw unknownProduct([id]);
  const changed = await changeInDatabase(id, version, groups, (known) => {
    const faults = faultsOfProductGroups(groups, known);
    if (faults.length > 0) throw invalidRequest(faults);
  });
  if (!changed) throw staleProduct(id);
  logger.info('options of a product changed', { product_id: id, by });
  return changed;
}
