import type { PictureType } from '../domain/picture.ts';
import type { Queryable } from './database.ts';

export interface Picture {
  readonly type: PictureType;
  readonly bytes: Buffer;
}

/**
 * @param hash SHA-256 in hexadecimal digits
 * @returns undefined when the picture does not exist
 */
export async function findPicture(db: Queryable, hash: string): Promise<Picture | undefined> {
  const [row] = await db.query<Picture>(
    {
      name: 'find-picture',
      text: `
        select type, bytes from product_pictures where hash = $1
        union all
        select type, bytes from bakery_logo where hash = $1
        limit 1`,
    },
    [hash],
  );
  return row;
}

/**
 * Stores a picture once, however often it is uploaded. An existing picture gets a new time, so that
 * housekeeping does not delete it.
 * @returns the hash of the picture
 */
export async function keepPicture(db: Queryable, { type, bytes }: Picture): Promise<string> {
  const [row] = await db.query<{ hash: string }>(
    {
      name: 'keep-picture',
      text: `
        insert into product_pictures (hash, type, bytes)
        values (encode(sha256($2), 'hex'), $1, $2)
        on conflict (hash) do update set put_at = now()
        returning hash`,
    },
    [type, bytes],
  );
  if (!row) throw new Error('keep-picture returned no row');
  return row.hash;
}

/**
 * Stores the bakery's logo, in place of the earlier one.
 * @returns the hash of the logo
 */
export async function writeLogo(db: Queryable, { type, bytes }: Picture): Promise<string> {
  const [row] = await db.query<{ hash: string }>(
    {
      name: 'write-logo',
      text: `
        insert into bakery_logo (hash, type, bytes)
        values (encode(sha256($2), 'hex'), $1, $2)
        on conflict (only_one)
          do update set hash = excluded.hash, type = excluded.type, bytes = excluded.bytes
        returning hash`,
    },
    [type, bytes],
  );
  if (!row) throw new Error('write-logo returned no row');
  return row.hash;
}

export async function deleteLogo(db: Queryable): Promise<void> {
  await db.query({ name: 'delete-logo', text: `delete from bakery_logo` });
}
