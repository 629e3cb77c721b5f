import { findOrderLink } from '../../../shared/domain/order-number.ts';
import { type Stroke, textsOf } from './scan-text.ts';

const token = '0123456789abcdef0123456789abcdef';
const order = { id: 102, token };

/** Each character as a US scanner sends it to a computer that has other characters on these keys. */
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
])('a US scanner on a %s computer names the order of a receipt', (_, layout) => {
  const texts = textsOf(strokes(`http://localhost:3000/order#102.${token}`, layout));
  expect(texts.map(findOrderLink)).toContainEqual(order);
});

test('Caps Lock changes nothing', () => {
  const [text = ''] = textsOf(strokes(`HTTP://LOCALHOST:3000/ORDER#102.${token.toUpperCase()}`));
  expect(findOrderLink(text)).toEqual(order);
});

test('an unknown key stands for itself', () => {
  expect(textsOf([{ key: 'ß', code: '', shiftKey: false }])).toEqual(['ß', 'ß']);
});
