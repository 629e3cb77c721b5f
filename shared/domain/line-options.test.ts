import {
  describeChoices,
  inscriptionsOf,
  inscriptionsOfPiece,
  type LineOption,
} from './line-options.ts';

const choice = (group: string, option: string, more: Partial<LineOption> = {}): LineOption => ({
  group,
  kind: 'one',
  option,
  quantity: 1,
  texts: [],
  ...more,
});
const cake = [
  choice('Size', 'Large'),
  choice('Filling', 'Cherry', { kind: 'several' }),
  choice('Inscription', 'Icing', { kind: 'text', texts: ['Emma', 'Noah'] }),
  choice('Card', 'Card', { kind: 'text', texts: ['Congratulations'] }),
  choice('Candles', 'Yes', { kind: 'yes_no' }),
];

test('names the options, and the group where the answer is yes', () => {
  expect(describeChoices(cake)).toBe('Large · Cherry · Candles');
});

test('names how often an option is in a piece', () => {
  const box = [choice('Box', 'Muffin', { kind: 'quantities', quantity: 4 })];
  expect(describeChoices(box)).toBe('4\u00a0×\u00a0Muffin');
});

test('names the group of a text that was removed', () => {
  const forgotten = choice('Inscription', 'Icing', { kind: 'text' });
  expect(describeChoices([choice('Size', 'Large'), forgotten])).toBe('Large · Inscription');
});

test('isolates a name in another direction', () => {
  expect(describeChoices([choice('Size', 'גדול'), choice('Filling', 'Cherry')])).toBe(
    '\u2068גדול\u2069 · Cherry',
  );
});

test('gives each piece its own text, and every piece the text for all', () => {
  expect(inscriptionsOf(cake)).toEqual([
    { group: 'Inscription', text: 'Emma', piece: 1 },
    { group: 'Inscription', text: 'Noah', piece: 2 },
    { group: 'Card', text: 'Congratulations', piece: null },
  ]);
  expect(inscriptionsOfPiece(cake, 2).map(({ text }) => text)).toEqual(['Noah', 'Congratulations']);
});
