import { crc32 } from 'node:zlib';

/** The smallest PNG, one grey pixel: https://www.w3.org/TR/png-3/ */
export const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

/** Pictures of 3 × 2 pixels, one of each accepted format. */
export const smallPictures = [
  {
    name: 'PNG',
    type: 'image/png',
    data: 'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAHElEQVR42mM8oaHBwMDAwMDAxMDAYHHjOgMDAwAdcAMDX24p2AAAAABJRU5ErkJggg==',
  },
  {
    name: 'JPEG, baseline',
    type: 'image/jpeg',
    data: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAKBueIx4ZKCMgoy0qqC+8P//8Nzc8P//////////////////////////////////////////////////////////wAALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAv/EABUQAQEAAAAAAAAAAAAAAAAAAAAB/9oACAEBAAA/ADH/2Q==',
  },
  {
    name: 'JPEG, progressive',
    type: 'image/jpeg',
    data: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAKBueIx4ZKCMgoy0qqC+8P//8Nzc8P//////////////////////////////////////////////////////////wgALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAf/aAAgBAQAAAAE//8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABBQJ//8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQAGPwJ//8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPyF//9oACAEBAAAAEH//xAAVEAEBAAAAAAAAAAAAAAAAAAAAAf/aAAgBAQABPxCP/9k=',
  },
  {
    name: 'WebP, lossy',
    type: 'image/webp',
    data: 'UklGRjQAAABXRUJQVlA4ICgAAACwAQCdASoDAAIACQCsJagCdAD0bBwAAP5yDulA7FoOLXi72Ed98wAA',
  },
  {
    name: 'WebP, lossless',
    type: 'image/webp',
    data: 'UklGRiIAAABXRUJQVlA4TBUAAAAvAkAAAA8wKIP8lP/5Dx684CCi/xEA',
  },
  {
    name: 'WebP, extended',
    type: 'image/webp',
    data: 'UklGRlIAAABXRUJQVlA4WAoAAAAQAAAAAgAAAQAAQUxQSAcAAAAAgICAgICAAFZQOCAkAAAAcAEAnQEqAwACAAkArCWgAnQBQAAA/t4R22KuO/UT2Ed98wAA',
  },
  {
    name: 'WebP, animated',
    type: 'image/webp',
    data: 'UklGRroAAABXRUJQVlA4WAoAAAACAAAAAgAAAQAAQU5JTQYAAAAAAAAAAABBTk1GRgAAAAAAAAAAAAIAAAEAAAAAAAJWUDggLgAAAFABAJ0BKgMAAgAJAKwlqAAEdAAA/t6D+vLQ/RGc3JuPti0HFr/1K78PNXwAAABBTk1GQAAAAAAAAAAAAAIAAAEAAAAAAABWUDggKAAAADQBAJ0BKgMAAgAAAKwloAADcAD+tlf/4399XlUg///gPxB+ObxAAAA=',
  },
] as const;

/** A chunk of a PNG, with its checksum. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from(type), data]);
  const chunk = Buffer.alloc(content.length + 8);
  chunk.writeUInt32BE(data.length);
  content.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(content), content.length + 4);
  return chunk;
}

/** A PNG of one pixel with this number of bytes, padded with an unused chunk before the end. */
export function pngOfLength(length: number, filling = 0): Buffer {
  const pixel = Buffer.from(onePixel, 'base64');
  const end = pixel.length - 12;
  const padding = pngChunk('paDd', Buffer.alloc(length - pixel.length - 12, filling));
  return Buffer.concat([pixel.subarray(0, end), padding, pixel.subarray(end)]);
}
