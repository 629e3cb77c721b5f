import { DomainError } from './errors.ts';

/** Pixels and nothing else: SVG is not among them, because it can hold scripts. */
export const pictureTypes = ['image/webp', 'image/png', 'image/jpeg'] as const;
export type PictureType = (typeof pictureTypes)[number];

export const maxPictureBytes = 200 * 1024;

/**
 * Refuses bytes that are not what they are said to be: whoever gets them is told this type, and
 * believes it.
 * @throws DomainError `invalid`
 */
export function checkPicture(type: PictureType, bytes: Uint8Array): void {
  const message = findFault(type, bytes);
  if (message === null) return;
  throw new DomainError('invalid', 'invalid-request', 'The request is not valid.', {
    faults: [{ path: '/data', message }],
  });
}

function findFault(type: PictureType, bytes: Uint8Array): string | null {
  if (bytes.length > maxPictureBytes) return 'Larger than 200 KB';
  return beginsLike[type](bytes) ? null : `Not a picture of the type ${type}`;
}

const beginsLike: Readonly<Record<PictureType, (bytes: Uint8Array) => boolean>> = {
  // In between is the length: https://developers.google.com/speed/webp/docs/riff_container
  'image/webp': (bytes) =>
    hasAt(bytes, 0, [0x52, 0x49, 0x46, 0x46]) && hasAt(bytes, 8, [0x57, 0x45, 0x42, 0x50]),
  'image/png': (bytes) => hasAt(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': (bytes) => hasAt(bytes, 0, [0xff, 0xd8, 0xff]),
};

function hasAt(bytes: Uint8Array, position: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, i) => bytes[position + i] === byte);
}
