import type { CatalogueProduct, ChangeProductRequest } from '../../shared/contract/catalogue.ts';
import { changeProduct as changeInDatabase, findProductKind } from '../../shared/db/catalogue.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getCurrency } from '../../shared/db/settings.ts';
import { changeSupply } from '../../shared/db/product-supply.ts';
import {
  getPriceMinor,
  type ProductKind,
  staleProduct,
  supplyInUse,
} from '../../shared/domain/catalogue.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';
import { signatureOf, type StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Changes a product, if its version is current. Existing orders keep the name, price and allergens
 * that the product had when they were placed. Orders stay valid when the product is taken off sale.
 * @throws DomainError `not-found` · `invalid` a price that the currency cannot express, or a field
 * of the other product kind · `conflict` the version is not the current one, or uncollected orders hold units of the
 * product's earlier supply
 */
export async function changeProduct(
  db: Queryable,
  by: StaffMember,
  id: number,
  { price, ...change }: ChangeProductRequest,
  now: Date,
): Promise<CatalogueProduct> {
  const [current, currency] = await Promise.all([findProductKind(db, id), getCurrency(db)]);
  if (!current) throw unknownProduct([id]);
  const { kind = current } = change;
  const priceMinor = getPriceMinor(kind, { ...change, price }, currency);
  const write = async (queryable: Queryable) => {
    const written = await changeInDatabase(queryable, id, { ...change, price_minor: priceMinor });
    // Products are never deleted, so only the version can be the cause.
    if (!written) throw staleProduct(id);
    return written;
  };
  const changed =
    kind === current
      ? await write(db)
      : await changeWithSupply(id, kind, signatureOf(by), now, write);
  const { version, active } = changed;
  logger.info('product changed', { product_id: id, version, active, kind, by: by.name });
  return changed;
}

async function changeWithSupply(
  id: number,
  kind: ProductKind,
  by: string,
  now: Date,
  write: (transaction: Queryable) => Promise<CatalogueProduct>,
): Promise<CatalogueProduct> {
  const change = await changeSupply(id, kind, by, now, write);
  if (change.kind === 'held') throw supplyInUse(id, change.orders);
  return change.changed;
}
