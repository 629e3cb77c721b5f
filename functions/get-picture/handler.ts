import { parse } from '../../shared/contract/parse.ts';
import { pictureHashParameter } from '../../shared/contract/pictures.ts';
import { database } from '../../shared/db/database.ts';
import { findPicture } from '../../shared/db/pictures.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';

/** `GET /pictures/{hash}` */
export const handler = httpHandler(async ({ pathParameters }) => {
  const hash = parse(pictureHashParameter, pathParameters['hash'], '/path/hash');
  const picture = await findPicture(database, hash);
  if (!picture) throw new DomainError('not-found', 'unknown-picture', 'There is no such picture.');
  return {
    status: 200,
    bytes: picture.bytes,
    headers: {
      'content-type': picture.type,
      'cache-control': 'public, max-age=31536000, immutable',
      // Opened by itself it is a picture, and nothing in it acts.
      'content-security-policy': `default-src 'none'; sandbox`,
    },
  };
});
