import type { MoveProductsRequest, MoveProductsResponse } from '../../shared/contract/catalogue.ts';
import { moveProducts as moveInDatabase } from '../../shared/db/catalogue.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';

/**
 * Moves products to another place in the catalogue. The versions of the products stay the same,
 * because a move does not conflict with a change of a product.
 * @throws DomainError `not-found` a product does not exist
 */
export async function moveProducts(
  by: StaffMember,
  request: MoveProductsRequest,
): Promise<MoveProductsResponse> {
  const { kind, productIds } = await moveInDatabase(request);
  if (kind === 'unknown-products') throw unknownProduct(productIds);
  logger.info('products moved', { ...request, by: by.name });
  return { product_ids: [...productIds] };
}
