import { pngOfLength, smallPictures } from '../../tests/support/pictures.ts';
import {
  checkPicture,
  maxPictureBytes,
  maxPictureSide,
  type PictureType,
  pictureTypes,
} from './picture.ts';
import { findJpegSize, findPngSize, findWebpSize } from './picture-size.ts';

const check = (type: PictureType, bytes: Uint8Array) => () => checkPicture(type, bytes);
const finders = {
  'image/png': findPngSize,
  'image/jpeg': findJpegSize,
  'image/webp': findWebpSize,
};
const bytesOf = (name: string) =>
  Buffer.from(smallPictures.find((picture) => picture.name === name)?.data ?? '', 'base64');

describe.each(smallPictures)('$name', ({ type, data }) => {
  const bytes = Buffer.from(data, 'base64');

  test('is accepted, and its size is read', () => {
    expect(check(type, bytes)).not.toThrow();
    expect(finders[type](bytes)).toEqual({ width: 3, height: 2 });
  });

  test.each(pictureTypes.filter((other) => other !== type))('is rejected as %s', (other) => {
    expect(check(other, bytes)).toThrow('not valid');
  });

  test('is rejected when truncated at any byte', () => {
    for (let length = 0; length < bytes.length - 1; length++) {
      expect([length, finders[type](bytes.subarray(0, length))]).toEqual([length, undefined]);
    }
  });

  test('is parsed without an exception after a change of any byte', () => {
    for (let at = 0; at < bytes.length; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const broken = Buffer.from(bytes);
        broken[at] = value;
        expect(() => finders[type](broken)).not.toThrow();
      }
    }
  });

  test.each(['<script>alert(1)</script>', '\0', '\xff\xd9', data])(
    'is rejected with %j after its end',
    (tail) => {
      expect(check(type, Buffer.concat([bytes, Buffer.from(tail, 'latin1')]))).toThrow('not valid');
    },
  );
});

test('accepts at most 200 KB', () => {
  expect(check('image/png', pngOfLength(maxPictureBytes))).not.toThrow();
  expect(check('image/png', pngOfLength(maxPictureBytes + 1))).toThrow('not valid');
});

/** Overwrites the size in the headers: the same few bytes then claim more pixels. */
const claims: Readonly<Record<string, (bytes: Buffer, width: number, height: number) => void>> = {
  PNG(bytes, width, height) {
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
  },
  'JPEG, baseline'(bytes, width, height) {
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    bytes.writeUInt16BE(height, frame + 5);
    bytes.writeUInt16BE(width, frame + 7);
  },
  'JPEG, progressive'(bytes, width, height) {
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc2]));
    bytes.writeUInt16BE(height, frame + 5);
    bytes.writeUInt16BE(width, frame + 7);
  },
  'WebP, lossy'(bytes, width, height) {
    bytes.writeUInt16LE(width, 26);
    bytes.writeUInt16LE(height, 28);
  },
  'WebP, lossless'(bytes, width, height) {
    bytes.writeUInt32LE(width - 1 + (height - 1) * 2 ** 14, 21);
  },
  'WebP, extended'(bytes, width, height) {
    bytes.writeUIntLE(width - 1, 24, 3);
    bytes.writeUIntLE(height - 1, 27, 3);
  },
  'WebP, animated'(bytes, width, height) {
    const frame = bytes.indexOf('ANMF') + 8;
    bytes.writeUIntLE(width - 1, frame + 6, 3);
    bytes.writeUIntLE(height - 1, frame + 9, 3);
  },
};

describe.each(smallPictures)('$name that claims', ({ name, type }) => {
  test.each([
    [maxPictureSide, maxPictureSide, true],
    [maxPictureSide + 1, 2, false],
    [3, maxPictureSide + 1, false],
    [16_000, 16_000, false],
  ])('%d × %d pixels is accepted: %s', (width, height, isTaken) => {
    const bytes = bytesOf(name);
    claims[name]?.(bytes, width, height);
    expect(finders[type](bytes)).toMatchObject({ width, height });
    if (isTaken) expect(check(type, bytes)).not.toThrow();
    else expect(check(type, bytes)).toThrow('not valid');
  });
});

test.each(['PNG', 'JPEG, baseline', 'WebP, lossy'])('rejects %s without pixels', (name) => {
  const { type = 'image/png' } = smallPictures.find((picture) => picture.name === name) ?? {};
  for (const [width, height] of [
    [0, 2],
    [3, 0],
    [0, 0],
  ] as const) {
    const bytes = bytesOf(name);
    claims[name]?.(bytes, width, height);
    expect(check(type, bytes)).toThrow('not valid');
  }
});

test('counts the parts of an extended WebP, not only its canvas', () => {
  const bytes = bytesOf('WebP, extended');
  bytes.writeUInt16LE(16_000, bytes.indexOf('VP8 ') + 14);
  expect(check('image/webp', bytes)).toThrow('not valid');
});

test('rejects an extended WebP without a picture in it', () => {
  const bytes = Buffer.from(bytesOf('WebP, extended').subarray(0, 30));
  bytes.writeUInt32LE(bytes.length - 8, 4);
  expect(check('image/webp', bytes)).toThrow('not valid');
});

test.each([
  ['only the eight bytes of a PNG signature', '\x89PNG\r\n\x1a\n'],
  ['a PNG with only a header', '\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR'],
  ['only the three bytes of a JPEG signature', '\xff\xd8\xff'],
  ['a JPEG without a frame', '\xff\xd8\xff\xd9'],
  ['only the twelve bytes of a WebP signature', 'RIFF\x04\x00\x00\x00WEBP'],
  ['no bytes', ''],
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['a sound', 'RIFF\x24\x00\x00\x00WAVE'],
  ['a GIF', 'GIF89a'],
])('rejects %s', (_, text) => {
  for (const type of pictureTypes) {
    expect(check(type, Buffer.from(text, 'latin1'))).toThrow('not valid');
  }
});
