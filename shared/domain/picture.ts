import type { DomainError } from './errors.ts';
import { findJpegSize, findPngSize, type FindSize, findWebpSize } from './picture-size.ts';
import { invalidRequest } from './refusals.ts';

/** Raster formats only: SVG is excluded, because it can contain scripts. */
export const pictureTypes = ['image/webp', 'image/png', 'image/jpeg'] as const;
export type PictureType = (typeof pictureTypes)[number];

export const maxPictureBytes = 200 * 1024;
/** Decoded, a picture of this size takes 64 MB. The counter's page sends at most 800 pixels. */
export const maxPictureSide = 4_000;

/**
 * Rejects pictures with too many pixels. Also rejects bytes that are not a complete picture of this
 * type, because browsers trust the type.
 * @throws DomainError `invalid`
 */
export function checkPicture(type: PictureType, bytes: Uint8Array): void {
  const message = findFault(type, bytes);
  if (message !== null) throw refusal(message);
}

/** The refusal of bytes whose pixels cannot be decoded. */
export function notAPicture(type: PictureType): DomainError {
  return refusal(notWhole(type));
}

function refusal(message: string): DomainError {
  return invalidRequest([{ path: '/data', message }]);
}

function notWhole(type: PictureType): string {
  return `Not a complete picture of the type ${type}`;
}

function findFault(type: PictureType, bytes: Uint8Array): string | null {
  if (bytes.length > maxPictureBytes) return 'Larger than 200 KB';
  const size = findSize[type](bytes);
  if (!size || size.width === 0 || size.height === 0) return notWhole(type);
  const isTooLarge = size.width > maxPictureSide || size.height > maxPictureSide;
  return isTooLarge ? `More than ${maxPictureSide} pixels wide or high` : null;
}

const findSize: Readonly<Record<PictureType, FindSize>> = {
  'image/webp': findWebpSize,
  'image/png': findPngSize,
  'image/jpeg': findJpegSize,
};
