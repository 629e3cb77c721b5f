import { isolateWords } from './isolate-words.ts';

const arabic = 'ليلى';
const words = isolateWords({
  title: 'Order',
  add: (name: string, count: number) => `Add ${count} ${name}`,
  deep: { all: (names: readonly string[]) => names.join(', ') },
});

test('isolates a right-to-left name in a sentence', () => {
  expect(words.add(arabic, 2)).toBe(`Add 2 \u2068${arabic}\u2069`);
  expect(words.deep.all(['Anna', arabic])).toBe(`Anna, \u2068${arabic}\u2069`);
});

test('isolates a stored text that contains a direction override', () => {
  expect(words.add('\u202eanna', 2)).toBe('Add 2 \u2068\u202eanna\u2069');
});

test('leaves words without arguments and left-to-right arguments unchanged', () => {
  expect(words.title).toBe('Order');
  expect(words.add('Müller', 2)).toBe('Add 2 Müller');
});
