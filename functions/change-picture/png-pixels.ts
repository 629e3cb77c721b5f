import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflate } from 'node:zlib';

/** Samples per pixel, by colour type. https://www.w3.org/TR/png-3/#11IHDR */
const samplesByColour: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The seven passes of an interlaced picture: first x, first y, step of x, step of y. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/**
 * Whether the chunks of a PNG are undamaged and its pixels can be decoded. Pixels are not kept in
 * memory, and decoding stops at the first excess byte.
 * @param png complete chunks, as `findPngSize` accepts them
 */
export async function hasPngPixels(png: Buffer): Promise<boolean> {
  const chunks = readChunks(png);
  const header = chunks?.find(({ type }) => type === 'IHDR')?.data;
  const wanted = header && decodedLength(header);
  if (!chunks || wanted === undefined) return false;
  const pixels = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  return (await inflatedLength(pixels, wanted)) === wanted;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** @returns undefined when a checksum is wrong */
function readChunks(png: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    if (crc32(png.subarray(at + 4, end)) !== png.readUInt32BE(end)) return undefined;
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

/** Bytes of all rows, each with its filter byte. */
function decodedLength(header: Buffer): number | undefined {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const samples = samplesByColour[header.readUInt8(9)];
  if (samples === undefined) return undefined;
  const bits = header.readUInt8(8) * samples;
  const bytesOf = (columns: number, rows: number) =>
    columns > 0 && rows > 0 ? rows * (1 + Math.ceil((columns * bits) / 8)) : 0;
  const isInterlaced = header.readUInt8(12) === 1;
  if (!isInterlaced) return bytesOf(width, height);
  return passes.reduce(
    (sum, [x, y, stepX, stepY]) =>
      sum + bytesOf(Math.ceil((width - x) / stepX), Math.ceil((height - y) / stepY)),
    0,
  );
}

/** @returns undefined when the data cannot be inflated, or inflates to more than `most` bytes */
async function inflatedLength(deflated: Buffer[], most: number): Promise<number | undefined> {
  let length = 0;
  const count = new Writable({
    write(chunk: Buffer, _, done) {
      length += chunk.length;
      done(length > most ? new Error('too long') : null);
    },
  });
  try {
    await pipeline(Readable.from(deflated), createInflate(), count);
    return length;
  } catch {
    return undefined;
  }
}
