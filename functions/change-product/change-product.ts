import type { CatalogueProduct, ChangeProductRequest } from '../../shared/contract/catalogue.ts';
import { changeProduct as changeInDatabase, findProductKind } from '../../shared/db/catalogue.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getCurrency } from '../../shared/db/settings.ts';
import { getPriceMinor } from '../../shared/domain/catalogue.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Changes a product, unless somebody else did since it was looked at. Orders keep what was agreed
 * when they were placed, also when the product is taken off sale.
 * @throws DomainError `not-found` · `invalid` a price the currency has no coins for, or a term of
 * the other kind · `conflict` the version is not the current one
 */
export async function changeProduct(
  db: Queryable,
  by: StaffMember,
  id: number,
  { price, ...change }: ChangeProductRequest,
): Promise<CatalogueProduct> {
  const [kind, currency] = await Promise.all([findProductKind(db, id), getCurrency(db)]);
  if (!kind) throw new DomainError('not-found', 'unknown-product', `There is no product ${id}.`);
  const priceMinor = getPriceMinor(kind, { ...change, price }, currency);
  const changed = await changeInDatabase(db, id, { ...change, price_minor: priceMinor });
  // Products are never deleted, so it can only be the version.
  if (!changed) throw staleVersion(id);
  const { version, active } = changed;
  logger.info('product changed', { product_id: id, version, active, by: by.name });
  return changed;
}

function staleVersion(id: number): DomainError {
  const message = `Somebody has changed product ${id} meanwhile. Look at it again before you change it.`;
  return new DomainError('conflict', 'stale-version', message, {
    faults: [{ path: '/version', message: 'Not the current one' }],
  });
}
