import fc from 'fast-check';
import { cleanEmail, cleanPhone, cleanText, isReadable, isolate } from './readable-text.ts';

/** Whole requests are tested in functions/place-order/customer-text.test.ts. */
test('a cleaned text stays unchanged when it is cleaned again', () => {
  const hostile = fc.constantFrom(
    ...[
      '\u202e',
      '\u200d',
      '\u00ad',
      '\u{e0041}',
      '\u0308',
      '\u00a0',
      ' ',
      '\ufe0f',
      'o',
      '１',
      '٣',
    ],
  );
  const typed = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 3 })));
  fc.assert(
    fc.property(typed, (parts) => {
      for (const clean of [cleanText, cleanPhone, cleanEmail]) {
        const cleaned = clean(parts.join(''));
        expect(clean(cleaned)).toBe(cleaned);
        expect(cleaned.normalize('NFC')).toBe(cleaned);
        expect(cleaned).not.toMatch(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('ordinary text in any script stays unchanged', () => {
  for (const text of [
    'Müller, Anna',
    '„Zur Brücke“',
    'नमस्ते',
    '你好',
    '안녕',
    'שלום',
    'سلام',
    '👍🏽',
    '1️⃣',
  ]) {
    expect(cleanText(text)).toBe(text);
    expect(isReadable(text)).toBe(true);
  }
});

test.each(['\u2800', '\ufffc', '\u{1d159}', '\u{13441}', '\u{13442}', '\u3164', '\u0301'])(
  'finds nothing readable in %j',
  (text) => expect(isReadable(text)).toBe(false),
);

test('an isolated text does not affect the direction of the text around it', () => {
  expect(isolate('سلام')).toBe('\u2068سلام\u2069');
});
