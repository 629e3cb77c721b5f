import { checkPicture, maxPictureBytes, type PictureType, pictureTypes } from './picture.ts';

const beginnings: Readonly<Record<PictureType, Buffer>> = {
  'image/webp': Buffer.from('RIFF\x24\x00\x00\x00WEBPVP8 ', 'latin1'),
  'image/png': Buffer.from('\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR', 'latin1'),
  'image/jpeg': Buffer.from('\xff\xd8\xff\xe0\x00\x10JFIF', 'latin1'),
};

const check = (type: PictureType, bytes: Uint8Array) => () => checkPicture(type, bytes);

describe.each(pictureTypes)('%s', (type) => {
  test('is known by how it begins', () => {
    expect(check(type, beginnings[type])).not.toThrow();
  });

  test.each(pictureTypes.filter((other) => other !== type))('is not taken for %s', (other) => {
    expect(check(other, beginnings[type])).toThrow('not valid');
  });

  test('is refused when it is cut short', () => {
    expect(check(type, beginnings[type].subarray(0, 2))).toThrow('not valid');
  });
});

test.each(['', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'RIFF\x24\x00\x00\x00WAVE', 'GIF89a'])(
  '%j is no picture',
  (text) => {
    for (const type of pictureTypes) {
      expect(check(type, Buffer.from(text, 'latin1'))).toThrow('not valid');
    }
  },
);

test('a picture has at most 200 KB', () => {
  const ofLength = (length: number) => Buffer.concat([beginnings['image/png']], length);
  expect(check('image/png', ofLength(maxPictureBytes))).not.toThrow();
  expect(check('image/png', ofLength(maxPictureBytes + 1))).toThrow('not valid');
});
