/**
 * Reads the size of a decoded picture from its headers. A few bytes can decode to gigabytes of
 * pixels, which would exhaust the memory of every browser that shows the picture.
 */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** @returns undefined when the bytes are not exactly one complete picture of the format */
export type FindSize = (bytes: Uint8Array) => PictureSize | undefined;

/**
 * PNG is a chain of chunks, from IHDR with the size, through IDAT with the pixels, to IEND.
 * https://www.w3.org/TR/png-3/#5DataRep
 */
export const findPngSize: FindSize = (bytes) => {
  if (!hasAt(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return undefined;
  const view = viewOf(bytes);
  let size: PictureSize | undefined;
  let hasPixels = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = textAt(bytes, at + 4);
    const next = at + 12 + length;
    if (next > bytes.length) return undefined;
    if (size === undefined) {
      if (type !== 'IHDR' || length !== 13) return undefined;
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
    hasPixels ||= type === 'IDAT' && length > 0;
    if (type === 'IEND') return hasPixels && next === bytes.length ? size : undefined;
    at = next;
  }
  return undefined;
};

/**
 * JPEG is a chain of segments, each after a marker: a frame header with the size, a scan with the
 * pixels, and the marker of the end. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B
 */
export const findJpegSize: FindSize = (bytes) => {
  if (!hasAt(bytes, 0, [0xff, 0xd8, 0xff])) return undefined;
  const view = viewOf(bytes);
  let size: PictureSize | undefined;
  let hasPixels = false;
  for (let at = 2; at + 2 <= bytes.length;) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) return undefined;
    if (marker === 0xff) {
      // A marker may be padded.
      at += 1;
      continue;
    }
    if (marker === endOfImage) return hasPixels && at + 2 === bytes.length ? size : undefined;
    if (at + 4 > bytes.length) return undefined;
    const next = at + 2 + view.getUint16(at + 2);
    if (next < at + 4 || next > bytes.length) return undefined;
    if (isFrame(marker)) {
      // With two frames, decoders differ in which frame they show.
      if (size !== undefined || next < at + 9) return undefined;
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    if (marker === startOfScan) {
      if (size === undefined) return undefined;
      hasPixels = true;
      at = findMarker(bytes, next);
    } else at = next;
  }
  return undefined;
};

const startOfScan = 0xda;
const endOfImage = 0xd9;

/** SOF0 to SOF15, without the tables that lie between them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** The next marker in the data of a scan, which escapes 0xff as 0xff00 and has restart markers. */
function findMarker(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] ?? 0;
    const isRestart = next >= 0xd0 && next <= 0xd7;
    if (bytes[at] === 0xff && next !== 0x00 && !isRestart) return at;
  }
  return bytes.length;
}

/**
 * WebP is a RIFF file: a lossy (VP8) or lossless (VP8L) picture, or an extended picture (VP8X) with
 * a canvas and parts on it, which may be frames (ANMF). No part may be larger than the canvas.
 * https://developers.google.com/speed/webp/docs/riff_container
 */
export const findWebpSize: FindSize = (bytes) => {
  const view = viewOf(bytes);
  if (bytes.length < 20 || textAt(bytes, 0) !== 'RIFF' || textAt(bytes, 8) !== 'WEBP') {
    return undefined;
  }
  const end = 8 + view.getUint32(4, true);
  if (end !== bytes.length) return undefined;
  const found = findWebpParts(bytes, view, 12, end);
  const [canvas] = found ?? [];
  if (!found || canvas === undefined || !found.some(({ hasPixels }) => hasPixels)) return undefined;
  return {
    width: Math.max(...found.map(({ width }) => width)),
    height: Math.max(...found.map(({ height }) => height)),
  };
};

interface WebpPart extends PictureSize {
  readonly hasPixels: boolean;
}

/** @returns undefined when a chunk is truncated or malformed */
function findWebpParts(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  end: number,
): WebpPart[] | undefined {
  const parts: WebpPart[] = [];
  let at = from;
  while (at + 8 <= end) {
    const length = view.getUint32(at + 4, true);
    const data = at + 8;
    if (data + length > end) return undefined;
    const type = textAt(bytes, at);
    if (type in webpParts) {
      const part = webpParts[type]?.(view, data, length);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    if (type === 'ANMF') {
      const inner = findWebpParts(bytes, view, data + 16, data + length);
      if (!inner?.some(({ hasPixels }) => hasPixels)) return undefined;
      parts.push(...inner);
    }
    at = data + length + (length % 2);
  }
  return at < end ? undefined : parts;
}

const webpParts: Readonly<
  Record<string, (view: DataView, at: number, length: number) => WebpPart | undefined>
> = {
  'VP8 ': (view, at, length) => {
    const isKeyFrame = length > 10 && (view.getUint8(at) & 1) === 0;
    if (!isKeyFrame || view.getUint16(at + 3) !== 0x9d01 || view.getUint8(at + 5) !== 0x2a) {
      return undefined;
    }
    const width = view.getUint16(at + 6, true) & 0x3fff;
    const height = view.getUint16(at + 8, true) & 0x3fff;
    return { width, height, hasPixels: true };
  },
  VP8L: (view, at, length) => {
    if (length <= 5 || view.getUint8(at) !== 0x2f) return undefined;
    const bits = view.getUint32(at + 1, true);
    const width = (bits & 0x3fff) + 1;
    const height = ((bits >>> 14) & 0x3fff) + 1;
    return { width, height, hasPixels: true };
  },
  VP8X: (view, at, length) => {
    if (length < 10) return undefined;
    return {
      width: uint24(view, at + 4) + 1,
      height: uint24(view, at + 7) + 1,
      hasPixels: false,
    };
  },
  ANMF: (view, at, length) => {
    if (length < 16) return undefined;
    return {
      width: uint24(view, at + 6) + 1,
      height: uint24(view, at + 9) + 1,
      hasPixels: false,
    };
  },
};

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + 0x10000 * view.getUint8(at + 2);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function hasAt(bytes: Uint8Array, position: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, i) => bytes[position + i] === byte);
}
