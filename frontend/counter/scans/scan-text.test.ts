import { findOrderLink } from '../../../shared/domain/order-number.ts';
import { type Stroke, textsOf } from './scan-text.ts';

const token = '0123456789abcdef0123456789abcdef';
const order = { id: 102, token };

/** The keys of a US scanner on a computer with another keyboard layout. */
function strokes(text: string, layout: Readonly<Record<string, string>> = {}): Stroke[] {
  return Array.from(text, (character) => {
    const shiftKey = /[A-Z:#]/.test(character);
    const code =
      { ':': 'Semicolon', '/': 'Slash', '#': 'Digit3', '.': 'Period' }[character] ??
      (/\d/.test(character) ? `Digit${character}` : `Key${character.toUpperCase()}`);
    return { key: layout[character] ?? character, code, shiftKey };
  });
}

test.each([
  ['US', {}],
  ['German', { ':': 'Ö', '/': '-', '#': '§', y: 'z', z: 'y' }],
  ['French', { ':': 'M', '/': '!', '#': '3', '.': ':', a: 'q', 0: 'à', 1: '&', 2: 'é', 3: '"' }],
  ['Turkish', { ':': 'Ş', '/': '.', '#': 'Dead', '.': 'ç' }],
])('reads the code of a printed order with a US scanner on a %s keyboard layout', (_, layout) => {
  const texts = textsOf(strokes(`http://localhost:3000/order#102.${token}`, layout));
  expect(texts.map(findOrderLink)).toContainEqual(order);
});

test('reads the code of a printed order while Caps Lock is on', () => {
  const [text = ''] = textsOf(strokes(`HTTP://LOCALHOST:3000/ORDER#102.${token.toUpperCase()}`));
  expect(findOrderLink(text)).toEqual(order);
});

test('keeps an unknown key as it is', () => {
  expect(textsOf([{ key: 'ß', code: '', shiftKey: false }])).toEqual(['ß', 'ß']);
});
