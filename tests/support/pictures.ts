import { createHash } from 'node:crypto';

/** The smallest PNG there is, one grey pixel: https://www.w3.org/TR/png-3/ */
export const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

/** Its address is `/pictures/` and this. */
export const hashOfOnePixel = createHash('sha256')
  .update(Buffer.from(onePixel, 'base64'))
  .digest('hex');
