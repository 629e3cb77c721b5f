import type { Queryable } from '../../shared/db/database.ts';
import { findPicture } from '../../shared/db/pictures.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { type Reply, reply } from '../../shared/http/http-response.ts';

/** @throws DomainError `not-found` */
export async function getPicture(db: Queryable, hash: string): Promise<Reply> {
  const picture = await findPicture(db, hash);
  if (!picture) throw new DomainError('not-found', 'unknown-picture', 'There is no such picture.');
  return reply({
    bytes: picture.bytes,
    headers: {
      'content-type': picture.type,
      'cache-control': 'public, max-age=31536000, immutable',
      // A picture that is opened as a page may not run anything.
      'content-security-policy': `default-src 'none'; sandbox`,
    },
  });
}
