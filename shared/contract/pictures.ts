import * as z from 'zod/mini';
import { pictureTypes } from '../domain/picture.ts';
import { version } from './catalogue.ts';
import { wholeNumber } from './values.ts';

/** Of the request that holds a picture of the largest size, in base64 and with what is around it. */
export const maxPictureBodyBytes = 280 * 1024;

export const changePictureRequest = z.strictObject({
  type: z.enum(pictureTypes),
  /** At most 200 KB, in base64, and 4,000 pixels wide and high. */
  data: z.base64(),
  version,
});
export type ChangePictureRequest = z.infer<typeof changePictureRequest>;

export const removePictureQuery = z.strictObject({
  /** That of the product the picture was seen at. */
  version: wholeNumber({ min: 1, max: 999_999_999 }),
});

/** SHA-256 in hexadecimal digits. */
export const pictureHashParameter = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'Invalid picture'));
