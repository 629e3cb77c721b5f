import type { CatalogueProduct, CreateProductRequest } from '../../shared/contract/catalogue.ts';
import { insertProduct } from '../../shared/db/catalogue.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { getCurrency } from '../../shared/db/settings.ts';
import { getPriceMinor } from '../../shared/domain/catalogue.ts';
import { signatureOf, type StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Creates a product. Its initial stock counts as a delivery by the creator.
 * @throws DomainError `invalid` a price that the currency cannot express, or a field of the other
 * product kind
 */
export async function createProduct(
  db: Queryable,
  by: StaffMember,
  { price, stock, ...product }: CreateProductRequest,
): Promise<CatalogueProduct> {
  const terms = { ...product, price, stock };
  const priceMinor = getPriceMinor(product.kind, terms, await getCurrency(db));
  const created = await insertProduct(
    db,
    {
      ...product,
      price_minor: priceMinor,
      stock: product.kind === 'shelf' ? (stock ?? 0) : null,
    },
    signatureOf(by),
  );
  logger.info('product created', { product_id: created.id, by: by.name });
  return created;
}
