import type { CatalogueProduct, ChangeProductRequest } from '../../shared/contract/catalogue.ts';
import { changeProduct as changeInDatabase, findProductKind } from '../../shared/db/catalogue.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getCurrency } from '../../shared/db/settings.ts';
import { getPriceMinor, staleProduct } from '../../shared/domain/catalogue.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Changes a product, if its version is current. Existing orders keep the name, price and allergens
 * that the product had when they were placed. Orders stay valid when the product is taken off sale.
 * @throws DomainError `not-found` · `invalid` a price that the currency cannot express, or a field
 * of the other product kind · `conflict` the version is not the current one
 */
export async function changeProduct(
  db: Queryable,
  by: StaffMember,
  id: number,
  { price, ...change }: ChangeProductRequest,
): Promise<CatalogueProduct> {
  const [kind, currency] = await Promise.all([findProductKind(db, id), getCurrency(db)]);
  if (!kind) throw unknownProduct([id]);
  const priceMinor = getPriceMinor(kind, { ...change, price }, currency);
  const changed = await changeInDatabase(db, id, { ...change, price_minor: priceMinor });
  // Products are never deleted, so only the version can be the cause.
  if (!changed) throw staleProduct(id);
  const { version, active } = changed;
  logger.info('product changed', { product_id: id, version, active, by: by.name });
  return changed;
}
