import type { ChangeLogoRequest, ChangeLogoResponse } from '../../shared/contract/pictures.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { deleteLogo, writeLogo } from '../../shared/db/pictures.ts';
import type { StaffMember } from '../../shared/domain/staff.ts';
import { logger } from '../../shared/logger.ts';
import { readPicture } from './read-picture.ts';

/** @throws DomainError `invalid` the bytes do not match the type, or are too large */
export async function changeLogo(
  db: Queryable,
  by: StaffMember,
  request: ChangeLogoRequest,
): Promise<ChangeLogoResponse> {
  const bytes = await readPicture(request);
  const logo = `/pictures/${await writeLogo(db, { type: request.type, bytes })}`;
  logger.info('logo changed', { logo, by: by.name });
  return { logo };
}

export async function removeLogo(db: Queryable, by: StaffMember): Promise<void> {
  await deleteLogo(db);
  logger.info('logo removed', { by: by.name });
}
