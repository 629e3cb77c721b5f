import type { CatalogueProduct } from '../../shared/contract/catalogue.ts';
import type { ChangePictureRequest } from '../../shared/contract/pictures.ts';
import { changePicture as changeInDatabase, findProductKind } from '../../shared/db/catalogue.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { keepPicture } from '../../shared/db/pictures.ts';
import { staleProduct } from '../../shared/domain/catalogue.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';
import { readPicture } from './read-picture.ts';

/**
 * Sets a product's picture, as a new version of the product.
 * @throws DomainError `invalid` the bytes do not match the type, or are too large · `not-found` ·
 * `conflict` the version is not the current one
 */
export async function changePicture(
  db: Queryable,
  by: StaffMember,
  id: number,
  { type, data, version }: ChangePictureRequest,
): Promise<CatalogueProduct> {
  const bytes = await readPicture({ type, data });
  if (!(await findProductKind(db, id))) throw unknownProduct([id]);
  // If the version is outdated, the picture stays unused and housekeeping deletes it.
  const picture = await keepPicture(db, { type, bytes });
  return writeChange(db, by, id, { version, picture });
}

/** @throws DomainError `not-found` · `conflict` the version is not the current one */
export async function removePicture(
  db: Queryable,
  by: StaffMember,
  id: number,
  version: number,
): Promise<CatalogueProduct> {
  if (!(await findProductKind(db, id))) throw unknownProduct([id]);
  return writeChange(db, by, id, { version, picture: null });
}

async function writeChange(
  db: Queryable,
  by: StaffMember,
  id: number,
  change: { readonly version: number; readonly picture: string | null },
): Promise<CatalogueProduct> {
  const changed = await changeInDatabase(db, id, change);
  if (!changed) throw staleProduct(id);
  const { version, picture } = changed;
  logger.info('picture changed', { product_id: id, version, picture, by: by.name });
  return changed;
}
