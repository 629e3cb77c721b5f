import { isolateWords } from './isolate-words.ts';

const arabic = 'ليلى';
const words = isolateWords({
  title: 'Order',
  add: (name: string, count: number) => `Add ${count} ${name}`,
  deep: { all: (names: readonly string[]) => names.join(', ') },
});

test('a name from right to left keeps its direction to itself', () => {
  expect(words.add(arabic, 2)).toBe(`Add 2 \u2068${arabic}\u2069`);
  expect(words.deep.all(['Anna', arabic])).toBe(`Anna, \u2068${arabic}\u2069`);
});

test('a text of an earlier release with a mark that turns text round keeps that to itself, too', () => {
  expect(words.add('\u202eanna', 2)).toBe('Add 2 \u2068\u202eanna\u2069');
});

test('other words stay as they are', () => {
  expect(words.title).toBe('Order');
  expect(words.add('Müller', 2)).toBe('Add 2 Müller');
});
