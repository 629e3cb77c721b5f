import type { ChangeLogoRequest } from '../../shared/contract/pictures.ts';
import { checkPicture, notAPicture } from '../../shared/domain/picture.ts';
import { hasPngPixels } from './png-pixels.ts';

/** The bytes of a picture. @throws DomainError `invalid` they do not match the type, or are too large */
export async function readPicture({ type, data }: ChangeLogoRequest): Promise<Buffer> {
  const bytes = Buffer.from(data, 'base64');
  checkPicture(type, bytes);
  if (type === 'image/png' && !(await hasPngPixels(bytes))) throw notAPicture(type);
  return bytes;
}
